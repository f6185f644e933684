// Decisions by people and the policy, one value each. The chain of decisions in Git is the only record of what was
// rejected, reverted, held or paused; all of that is computed from it.
import type { GateName } from './gate.ts';
import type { CommitId, EnhancementId, EpisodeId, Hash, TreePath } from './ids.ts';
import type { NewNames } from './names.ts';
import type { Wording } from './part.ts';

export interface Who {
  readonly name: string;
  readonly email: string;
}

/** The step, subject and input a verdict applies to, so that it outlives the enhancement. */
export interface DecisionTarget {
  readonly id: EnhancementId;
  readonly episode: EpisodeId;
  readonly step: string;
  readonly subject: TreePath;
  readonly input: Hash;
}

/** One edit that was rejected, by the field it belongs to, so that it follows its cue or token under another name. */
export interface RejectedEdit {
  readonly field: string;
  readonly key: Hash;
}

export type DecisionKind =
  /** `words`: the reviewer's own wording, which lands on top of the bot's. */
  | ({ readonly kind: 'accept'; readonly words?: readonly Wording[] } & DecisionTarget)
  /** `whole`: propose nothing for this input again. `hunks` and `edits`: not to propose again, for any input; the
   *  former by their place in the file, the latter by their field. */
  | ({
      readonly kind: 'reject';
      readonly whole: boolean;
      readonly hunks: readonly Hash[];
      readonly edits?: readonly RejectedEdit[];
    } & DecisionTarget)
  | ({ readonly kind: 'revert'; readonly fields: readonly string[] } & DecisionTarget)
  /** Takes an acceptance back that has not landed: as if it had never been given. */
  | ({ readonly kind: 'take-back' } & DecisionTarget)
  | ({ readonly kind: 'redo'; readonly remark: string | null } & DecisionTarget)
  /** Lets this enhancement pass a gate that is a choice. Lapses if its text changes, because the new text gets a new
   *  id. */
  | ({ readonly kind: 'open-gate'; readonly gate: GateName } & DecisionTarget)
  | { readonly kind: 'hold'; readonly episode: EpisodeId; readonly untilMs: number | null }
  | { readonly kind: 'release'; readonly episode: EpisodeId }
  | { readonly kind: 'pause'; readonly step: string | null }
  | { readonly kind: 'resume'; readonly step: string | null }
  | { readonly kind: 'auto'; readonly on: boolean }
  /** Adds US dollars to the language-model budget: permanently for an episode, or for that UTC day (null). */
  | { readonly kind: 'budget'; readonly episode: EpisodeId | null; readonly addUsd: number }
  /** A named SQL query; replaces an earlier one of the same name. */
  | { readonly kind: 'save-query'; readonly name: string; readonly sql: string }
  | { readonly kind: 'forget-query'; readonly name: string }
  /** Names changed on main; earlier decisions and records hold under the new ones. `main`: the commit that has them. */
  | ({ readonly kind: 'follow'; readonly episode: EpisodeId; readonly main: CommitId | null } & NewNames);

export interface Decision {
  readonly atMs: number;
  readonly by: Who;
  readonly why: string | null;
  readonly saying: DecisionKind;
}
