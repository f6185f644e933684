// Types shared by all parts of the desk: enhancements as rows, and the outcome of a decision.
import type { Applicability } from '../domain/change.ts';
import type { Diagnostic } from '../domain/diagnostic.ts';
import type { EnhancementState, Lane } from '../domain/enhancement.ts';
import type { BlobId, CommitId, EnhancementId, EpisodeId, Hash, TreePath } from '../domain/ids.ts';
import type { Reason } from '../domain/reason.ts';
import type { ReasonFacts } from '../domain/reason-codes/reason-facts.ts';

/** One row of `list`. This shape is a contract. */
export interface EnhancementRow {
  readonly id: EnhancementId;
  readonly episode: EpisodeId;
  /** Step id. */
  readonly step: string;
  readonly state: EnhancementState;
  /** The subject's path. */
  readonly subject: TreePath;
  readonly paths: readonly TreePath[];
  readonly title: string;
  readonly applicability: Applicability;
  /** The newest rendering; once landed, the landing. null while it does not fit the present text. */
  readonly commit: CommitId | null;
  /** path → blob the commit is based on; null if it creates the file. */
  readonly base: Readonly<Record<string, BlobId | null>>;
  /** Why it has not landed, one per closed gate; or why it ended. */
  readonly reasons: readonly GateReason[];
}

export interface GateReason extends Reason {
  /** `verdict`, `settled`, …; null if the enhancement has ended. */
  readonly gate: string | null;
  /** When it opens by itself, in milliseconds since 1970; null if a person has to act. */
  readonly opensAtMs: number | null;
  /** How a reviewer can open it; null if only time or the text's author can. */
  readonly choice: GateChoice | null;
}

type GateChoice = NonNullable<ReasonFacts['choice']>;

export interface EnhancementDetail extends EnhancementRow {
  readonly why: string;
  readonly lane: Lane;
  readonly stepVersion: number;
  readonly input: Hash;
  readonly fingerprint: Hash;
  readonly proposedMs: number;
  readonly supersedes: EnhancementId | null;
  readonly model: string | null;
  readonly prompt: string | null;
  readonly costUsd: number | null;
  readonly confidence: number | null;
  /** The commit message, including trailers. */
  readonly message: string;
  readonly decisions: readonly DecisionRow[];
  readonly diagnostics: readonly Diagnostic[];
  /** The request for another answer that this one came of; null if nobody asked. */
  readonly askedWith: AskedWith | null;
  /** Effect of `redo`: `ask`, a model hears it and its remark · `propose`, without a remark it is only proposed again
   *  after a rejection or revert · null, it is refused. */
  readonly redo: 'ask' | 'propose' | null;
  readonly landed: { readonly commit: CommitId; readonly by: string; readonly atMs: number } | null;
}

export interface AskedWith {
  readonly remark: string | null;
  readonly by: string;
  readonly atMs: number;
}

export interface DecisionRow {
  readonly kind: string;
  readonly by: string;
  readonly atMs: number;
  /** The reason; of a `redo`, its remark. */
  readonly why: string | null;
}

/** All given fields must match; with none, all open enhancements. */
export interface Selection {
  readonly ids?: readonly string[];
  readonly episode?: string;
  readonly step?: string;
  readonly state?: EnhancementState;
  readonly all?: boolean;
  /** For reverts: also take back the later landings that stand on it. */
  readonly withLater?: boolean;
  /** Id → revision the reviewer saw (`InboxRow.revision`). Enhancements changed since are refused, with the reason. */
  readonly revisions?: Readonly<Record<string, string>>;
}

/** Result of a decision about one enhancement. */
export interface Outcome {
  /** The path, if a file was restored. */
  readonly id: EnhancementId | TreePath;
  readonly title: string;
  /** `waiting`: the decision is recorded, and the enhancement lands when its gates open. `reverted` without a commit: an
   *  acceptance was taken back before anything landed. */
  readonly result: 'landed' | 'waiting' | 'rejected' | 'reverted' | 'asked-again' | 'refused';
  readonly commit: CommitId | null;
  readonly reasons: readonly GateReason[];
  /** Later landings that were taken back with it, or, if it was refused, that stand on it. Newest first. */
  readonly later?: readonly StandingLanding[];
}

/** A landing that stands on another one. */
export interface StandingLanding {
  readonly id: EnhancementId;
  readonly title: string;
}
