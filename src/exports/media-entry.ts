// One line of the media list: what the director plays, in the order of the show, with its number.
import type { Cue } from '../domain/cue.ts';
import type { MediaFile } from '../domain/media/shelf.ts';
import type { RundownEntry } from '../markdown/rundown.ts';

/** live: a remote line, which has no file to be missing. */
export type MediaStatus = 'ok' | 'MISSING' | 'live';

export interface MediaEntry {
  /** In tens through the whole episode; all of the same width, so that names sort as they play: `010`, `020`. */
  readonly number: string;
  readonly item: RundownEntry;
  readonly cue: Cue;
  /** In capitals. */
  readonly type: string;
  readonly slug: string;
  /** Null: the file is missing, which the list says aloud; or the cue is live. */
  readonly file: MediaFile | null;
  readonly status: MediaStatus;
  /** Why there is no file, as the rest of a sentence; null where there is one, or none is wanted. */
  readonly whyNoFile: string | null;
  /** Milliseconds; null where the cue says none and none is usual. */
  readonly durationMs: number | null;
  /** Where in its file it begins and ends, milliseconds; null where it is not trimmed, or has been cut already. */
  readonly inMs: number | null;
  readonly outMs: number | null;
  /** `1` of `3` where a long quote has several pictures, each an entry of its own; else null. */
  readonly page: { readonly page: number; readonly of: number } | null;
}
