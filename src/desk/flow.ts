// Everything that deliberately holds back work or landings, on one page, and the choices a reviewer has about it.
import type { GateName } from '../domain/gate.ts';

export interface Flow {
  /** null until a person first switches automatic landing on or off. */
  readonly auto: boolean | null;
  /** `step` null = everything is paused. */
  readonly paused: readonly (DecidedBy & { readonly step: string | null })[];
  readonly holds: readonly (DecidedBy & { readonly episode: string; readonly untilMs: number | null })[];
  readonly quietHours: readonly WindowState[];
  /** Each with the episodes it covers now or, if closed, when it next opens. */
  readonly onAir: readonly (WindowState & { readonly episodes: readonly string[] })[];
  readonly backlog: BacklogReport;
  readonly steps: readonly StepFlow[];
}

export interface DecidedBy {
  readonly by: string;
  readonly why: string | null;
  readonly atMs: number;
}

export interface WindowState {
  /** As written in the settings. */
  readonly weekly: string;
  readonly timezone: string;
  readonly openNow: boolean;
  /** When it next opens or, if open, closes; null if it is always open. */
  readonly changesAtMs: number | null;
}

export interface BacklogReport {
  /** null = no limit. */
  readonly openPerEpisode: number | null;
  readonly newPerHour: number | null;
  readonly newThisHour: number;
  /** Episodes with work held back until some open enhancements are decided or the hourly limit has room again. `open`:
   *  form fixes of one segment counted as one. */
  readonly full: readonly { readonly episode: string; readonly open: number; readonly heldBack: number }[];
}

export interface StepFlow {
  readonly step: string;
  readonly title: string;
  /** From the settings; null = by applicability. */
  readonly policy: 'auto' | 'review' | 'off' | null;
  readonly soakMs: number;
  readonly paused: boolean;
}

/** How people are shown a step. */
export interface StepName {
  readonly step: string;
  /** One or two words: `Slug`. */
  readonly label: string;
  /** A few words on what it does. */
  readonly title: string;
}

export interface FlowDesk {
  flow(): Promise<Flow>;
  /** In the order in which they handle an episode. */
  steps(): Promise<readonly StepName[]>;
  /** Lets one enhancement pass a gate that is a choice (quiet hours and its soak time, both of `hold`; `idle`). Does
   *  nothing if the gate is open. Rejects with NOT_A_CHOICE (refused) for gates that protect a person's text or the
   *  broadcast, and with WRONG_STATE if the enhancement is no longer open. */
  openGate(id: string, gate: GateName, who: string | null): Promise<void>;
}
