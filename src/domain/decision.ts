// What people (and the policy) said, one value per decision. The chain of them in Git is all the memory there is:
// what a reviewer rejected, reverted, held or paused is folded from it and from nothing else.
import type { EnhancementId, EpisodeId, Hash, TreePath } from './ids.ts';

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
  | ({ readonly kind: 'accept' } & About)
  /** `whole`: nothing is proposed for this input again; `hunks`: these edits are not, for any input. */
  | ({ readonly kind: 'reject'; readonly whole: boolean; readonly hunks: readonly Hash[] } & About)
  | ({ readonly kind: 'revert'; readonly fields: readonly string[] } & About)
  | ({ readonly kind: 'redo'; readonly remark: string | null } & About)
  | { readonly kind: 'hold'; readonly episode: EpisodeId; readonly untilMs: number | null }
  | { readonly kind: 'release'; readonly episode: EpisodeId }
  | { readonly kind: 'pause'; readonly step: string | null }
  | { readonly kind: 'resume'; readonly step: string | null }
  | { readonly kind: 'auto'; readonly on: boolean }
  /** More US dollars for the language model: for an episode for good; without one (null) for that day, UTC. */
  | { readonly kind: 'budget'; readonly episode: EpisodeId | null; readonly addUsd: number }
  /** A person renamed a subject: what was said of it holds under its new name. */
  | { readonly kind: 'rename'; readonly episode: EpisodeId; readonly from: TreePath; readonly to: TreePath };

export interface Decision {
  readonly atMs: number;
  readonly by: Who;
  readonly why: string | null;
  readonly saying: Saying;
}
