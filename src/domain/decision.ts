// What people (and the policy) said, one value per decision. The chain of them in Git is all the memory there is:
// what a reviewer rejected, reverted, held or paused is folded from it and from nothing else.
import type { GateName } from './gate.ts';
import type { EnhancementId, EpisodeId, Hash, TreePath } from './ids.ts';
import type { Wording } from './part.ts';

export interface Who {
  readonly name: string;
  readonly email: string;
}

/** The step, subject and input that a verdict speaks about, so that it outlives the enhancement. */
export interface About {
  readonly id: EnhancementId;
  readonly episode: EpisodeId;
  readonly step: string;
  readonly subject: TreePath;
  readonly input: Hash;
}

export type Saying =
  /** `words`: the reviewer's own, which land on top of the bot's. */
  | ({ readonly kind: 'accept'; readonly words?: readonly Wording[] } & About)
  /** `whole`: nothing is proposed for this input again; `hunks`: these edits are not, for any input. */
  | ({ readonly kind: 'reject'; readonly whole: boolean; readonly hunks: readonly Hash[] } & About)
  | ({ readonly kind: 'revert'; readonly fields: readonly string[] } & About)
  | ({ readonly kind: 'redo'; readonly remark: string | null } & About)
  /** This one enhancement passes a gate that is a choice; void with its text, since another text has another id. */
  | ({ readonly kind: 'open-gate'; readonly gate: GateName } & About)
  | { readonly kind: 'hold'; readonly episode: EpisodeId; readonly untilMs: number | null }
  | { readonly kind: 'release'; readonly episode: EpisodeId }
  | { readonly kind: 'pause'; readonly step: string | null }
  | { readonly kind: 'resume'; readonly step: string | null }
  | { readonly kind: 'auto'; readonly on: boolean }
  /** More US dollars for the language model: for an episode for good; without one (null) for that day, UTC. */
  | { readonly kind: 'budget'; readonly episode: EpisodeId | null; readonly addUsd: number }
  /** A question in SQL, kept under a name; another one under the same name takes its place. */
  | { readonly kind: 'save-query'; readonly name: string; readonly sql: string }
  | { readonly kind: 'forget-query'; readonly name: string }
  /** A person renamed a subject: what was said of it holds under its new name. */
  | { readonly kind: 'rename'; readonly episode: EpisodeId; readonly from: TreePath; readonly to: TreePath };

export interface Decision {
  readonly atMs: number;
  readonly by: Who;
  readonly why: string | null;
  readonly saying: Saying;
}
