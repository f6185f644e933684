// A change with an id and a life. What was made is stored in Git beside its commit; the state it is in is computed
// from main, decisions and that record, and never stored where it could disagree.
import type { Change } from './change.ts';
import type { BlobId, CommitId, EnhancementId, EpisodeId, Hash, TreePath } from './ids.ts';
import type { Wording } from './part.ts';
import type { Reason } from './reason.ts';

export type EnhancementState =
  | 'proposed'
  | 'accepted'
  | 'landed'
  | 'rejected'
  | 'superseded'
  | 'withdrawn'
  | 'reverted';

/** Lands by itself, or waits for a reviewer. */
export type Lane = 'auto' | 'review';

/** Who spoke: a model, asked how, at what price; null for plain rules. */
export interface Origin {
  readonly model: string;
  readonly prompt: string;
  readonly costUsd: number | null;
  readonly confidence: number | null;
}

export interface Enhancement {
  readonly id: EnhancementId;
  readonly episode: EpisodeId;
  readonly step: string;
  readonly stepVersion: number;
  readonly subject: TreePath;
  readonly input: Hash;
  readonly fingerprint: Hash;
  /** Placed on the file versions of its rendering's parent. */
  readonly change: Change;
  readonly origin: Origin | null;
  readonly lane: Lane;
  readonly proposedMs: number;
  readonly supersedes: EnhancementId | null;
}

/** One enhancement as it stands in Git: what it is, its newest commit, and how it ended if the program ended it. */
export interface Kept {
  readonly enhancement: Enhancement;
  /** The newest rendering; null while it finds no place on the present text. */
  readonly rendering: Rendering | null;
  /** Why the rendering is not on the present main, or is but its step is being asked again. */
  readonly stale: Reason | null;
  readonly ended: Ending | null;
  /** A person's own words, with which it landed. */
  readonly worded?: readonly Wording[];
}

export interface Rendering {
  readonly commit: CommitId;
  readonly parent: CommitId;
  /** path → the blob that it replaces; null for a new file. What the commit's `Base` trailers say. */
  readonly bases: Readonly<Record<string, BlobId | null>>;
}

export type Ending =
  | { readonly state: 'superseded'; readonly by: EnhancementId | null; readonly reason: Reason }
  | { readonly state: 'withdrawn'; readonly reason: Reason };
