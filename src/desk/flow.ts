// Everything that holds work or landings back on purpose, on one page; and the choices among it.
import type { GateName } from '../domain/gate.ts';

export interface Flow {
  /** null: nobody has switched automatic landing on or off yet. */
  readonly auto: boolean | null;
  /** `step` null: everything. */
  readonly paused: readonly (Said & { readonly step: string | null })[];
  readonly holds: readonly (Said & { readonly episode: string; readonly untilMs: number | null })[];
  readonly quietHours: readonly WindowState[];
  /** Each with the episodes that it concerns: while it is open, and else when it opens next. */
  readonly onAir: readonly (WindowState & { readonly episodes: readonly string[] })[];
  readonly backlog: Backlog;
  readonly steps: readonly StepFlow[];
}

export interface Said {
  readonly by: string;
  readonly why: string | null;
  readonly atMs: number;
}

export interface WindowState {
  /** As it is written in the settings. */
  readonly weekly: string;
  readonly timezone: string;
  readonly openNow: boolean;
  /** When it next begins or, where it is open, ends; null for one that is always open. */
  readonly changesAtMs: number | null;
}

export interface Backlog {
  /** null = no limit. */
  readonly openPerEpisode: number | null;
  readonly newPerHour: number | null;
  readonly newThisHour: number;
  /** Episodes with work that is kept back: until some of what is open has been decided, or the hour has room again.
   *  `open`: form fixes of one segment counted as one. */
  readonly full: readonly { readonly episode: string; readonly open: number; readonly heldBack: number }[];
}

export interface StepFlow {
  readonly step: string;
  readonly title: string;
  /** What the settings say; null = by applicability. */
  readonly policy: 'auto' | 'review' | 'off' | null;
  readonly soakMs: number;
  readonly paused: boolean;
}

export interface FlowDesk {
  flow(): Promise<Flow>;
  /** Lets one enhancement pass a gate that is a choice (quiet hours and its soak time, both of `hold`; `idle`); a gate
   *  that is open is left so. Rejects with NOT_A_CHOICE (refused) for gates that protect somebody's words, or the air,
   *  and with WRONG_STATE for what is not open any more. */
  openGate(id: string, gate: GateName, who: string | null): Promise<void>;
}
