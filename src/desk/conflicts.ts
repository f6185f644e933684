// Conflict copies: which machines wrote the same file, what each wrote, and what became of it.
import type { EnhancementState } from '../domain/enhancement.ts';
import type { FileDifference } from './past.ts';

export interface ConflictRow {
  /** The copy's path, which tells it from all others. */
  readonly path: string;
  /** The file that it is a copy of, under its present name. */
  readonly original: string;
  /** Null outside of episodes. */
  readonly episode: string | null;
  /** The person or device whose words are in it; null if Syncthing could not be asked. */
  readonly by: string | null;
  /** The person or device whose version kept the name. */
  readonly winner: string;
  /** When its words were written, and when it arrived here. */
  readonly writtenMs: number;
  readonly seenMs: number;
  readonly bytes: number;
  /** `waits`: its words are about to be merged · `choice`: a person chooses between two wordings · `merged` ·
   *  `decided`: rejected or taken back · `nothing`: it has no words of its own · `person`: media, and files that no step
   *  merges, are left to a person. */
  readonly state: 'waits' | 'choice' | 'merged' | 'decided' | 'nothing' | 'person';
  /** When it left the tree, and who took it; null while it is there. */
  readonly gone: { readonly atMs: number; readonly by: 'bot' | 'person' } | null;
  /** The enhancements that merge it; each can be taken back. */
  readonly changes: readonly ConflictChange[];
}

export interface ConflictChange {
  readonly id: string;
  readonly title: string;
  readonly state: EnhancementState;
}

export interface ConflictDetail extends ConflictRow {
  /** From the version that both were made from to the copy; null if that is not known, or for media. */
  readonly wrote: FileDifference | null;
  /** From the present text to the copy; null for media, and if there is no such file now. */
  readonly differs: FileDifference | null;
}

export interface ConflictsDesk {
  /** Newest first. */
  conflicts(): Promise<readonly ConflictRow[]>;
  /** Rejects with a Fault NO_FILE (usage). */
  conflict(path: string): Promise<ConflictDetail>;
}
