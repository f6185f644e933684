// A change with an id and a lifecycle. Its content is stored in Git beside its commit. Its state is computed from main,
// the decisions and that record, and never stored, so that it can't disagree with them.
import type { Change } from './change.ts';
import type { BlobId, CommitId, EnhancementId, EpisodeId, Hash, TreePath } from './ids.ts';
import type { Wording } from './part.ts';
import type { Reason } from './reason.ts';

export const ENHANCEMENT_STATES = [
  'proposed',
  'accepted',
  'landed',
  'rejected',
  'superseded',
  'withdrawn',
  'reverted',
] as const;

export type EnhancementState = (typeof ENHANCEMENT_STATES)[number];

/** Lands by itself, or waits for a reviewer. */
export type Lane = 'auto' | 'review';

/** Model, prompt and price behind a change; null for plain rules. */
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
  /** Placed on the files of its rendering's parent commit. */
  readonly change: Change;
  readonly origin: Origin | null;
  readonly lane: Lane;
  readonly proposedMs: number;
  /** When its text was last renewed under the same id; absent if it is as first proposed. */
  readonly renewedMs?: number;
  readonly supersedes: EnhancementId | null;
}

/** One enhancement as stored in Git: its content, its newest commit, and how it ended if the program ended it. */
export interface EnhancementRecord {
  readonly enhancement: Enhancement;
  /** Number of decisions when it was written; its names are those of that time. */
  readonly asOf: number;
  /** The newest rendering; null while it does not fit the present text. */
  readonly rendering: Rendering | null;
  /** Why the rendering is not based on the present main; also set if it is, but its step is being run again. */
  readonly stale: Reason | null;
  readonly ended: Ending | null;
  /** The person's rewording that landed with it. */
  readonly worded?: readonly Wording[];
}

export interface Rendering {
  readonly commit: CommitId;
  readonly parent: CommitId;
  /** path → the blob it replaces; null for a new file. Same as the commit's `Base` trailers. */
  readonly bases: Readonly<Record<string, BlobId | null>>;
}

export type Ending =
  | { readonly state: 'superseded'; readonly by: EnhancementId | null; readonly reason: Reason }
  | { readonly state: 'withdrawn'; readonly reason: Reason };
