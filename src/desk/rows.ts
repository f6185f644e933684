// Enhancements as rows, and what became of a decision about one: what every part of the desk speaks of.
import type { Applicability } from '../domain/change.ts';
import type { Diagnostic } from '../domain/diagnostic.ts';
import type { EnhancementState, Lane } from '../domain/enhancement.ts';
import type { Reason } from '../domain/reason.ts';

/** One row of `list`; the shape is a contract. */
export interface EnhancementRow {
  readonly id: string;
  readonly episode: string;
  /** Step id. */
  readonly step: string;
  readonly state: EnhancementState;
  /** The subject's path. */
  readonly subject: string;
  readonly paths: readonly string[];
  readonly title: string;
  readonly applicability: Applicability;
  /** The newest rendering; for landed ones the landing. Null while it has no place on the present text. */
  readonly commit: string | null;
  /** path → blob that the commit stands on; null where it creates the file. */
  readonly base: Readonly<Record<string, string | null>>;
  /** Why it has not landed: one for each closed gate; for ended ones, why it ended. */
  readonly reasons: readonly GateReason[];
}

export interface GateReason extends Reason {
  /** `verdict`, `settled`, …; null where the enhancement has ended. */
  readonly gate: string | null;
  /** Milliseconds since 1970 when it opens by itself; null when somebody has to act. */
  readonly opensAtMs: number | null;
  /** What a reviewer may do to open it; null where nothing but time or its author does. */
  readonly choice: GateChoice | null;
}

/** `accept` it · switch automatic landing on (`auto`) · `release` the episode · `resume` the step or everything ·
 *  `pass` this gate for this enhancement alone. */
export type GateChoice = 'accept' | 'auto' | 'release' | 'resume' | 'pass';

export interface EnhancementDetail extends EnhancementRow {
  readonly why: string;
  readonly lane: Lane;
  readonly stepVersion: number;
  readonly input: string;
  readonly fingerprint: string;
  readonly proposedMs: number;
  readonly supersedes: string | null;
  readonly model: string | null;
  readonly prompt: string | null;
  readonly costUsd: number | null;
  readonly confidence: number | null;
  /** The commit's message, trailers included. */
  readonly message: string;
  readonly decisions: readonly DecisionRow[];
  readonly diagnostics: readonly Diagnostic[];
  readonly landed: { readonly commit: string; readonly by: string; readonly atMs: number } | null;
}

export interface DecisionRow {
  readonly kind: string;
  readonly by: string;
  readonly atMs: number;
  readonly why: string | null;
}

/** Each part narrows; none = all that are open. */
export interface Selection {
  readonly ids?: readonly string[];
  readonly episode?: string;
  readonly step?: string;
  readonly state?: EnhancementState;
  readonly all?: boolean;
  /** Id → what the reviewer saw (`InboxRow.revision`); those that have moved on since are refused, and told why. */
  readonly revisions?: Readonly<Record<string, string>>;
}

/** What became of one enhancement that was decided about. */
export interface Outcome {
  readonly id: string;
  readonly title: string;
  /** `waiting`: the decision stands, and it lands when its gates open. */
  readonly result: 'landed' | 'waiting' | 'rejected' | 'reverted' | 'asked-again' | 'refused';
  readonly commit: string | null;
  readonly reasons: readonly GateReason[];
}
