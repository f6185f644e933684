// Types of the media list: one numbered entry for each thing the director plays, in show order.
import type { Cue } from '../domain/cue.ts';
import type { MediaFile } from '../domain/media/shelf.ts';
import type { RundownEntry } from '../markdown/rundown.ts';

/** live: a remote feed, which needs no file. */
export type MediaStatus = 'ok' | 'MISSING' | 'live';

export interface MediaEntry {
  /** Counts in tens through the episode, padded to one width so that names sort in playing order: `010`, `020`. */
  readonly number: string;
  readonly item: RundownEntry;
  readonly cue: Cue;
  /** Upper case. */
  readonly type: string;
  readonly slug: string;
  /** Null if the file is missing, which the list marks clearly, or the cue is live. */
  readonly file: MediaFile | null;
  readonly status: MediaStatus;
  /** Why there is no file, as a clause; null if there is one or none is needed. */
  readonly whyNoFile: string | null;
  /** Milliseconds; null if the cue gives no length and its type has no usual one. */
  readonly durationMs: number | null;
  /** In and out points in the file, milliseconds; null if it is not trimmed or was already cut. */
  readonly inMs: number | null;
  readonly outMs: number | null;
  /** Page `1` of `3` for a long quote with several pictures, each its own entry; otherwise null. */
  readonly page: { readonly page: number; readonly of: number } | null;
}
