// One line of the media list: what the director plays, in the order of the show, with its number.
import type { Cue } from '../domain/cue.ts';
import type { MediaFile } from '../domain/media/shelf.ts';
import type { RundownEntry } from '../markdown/rundown.ts';

export interface MediaEntry {
  /** In tens through the whole episode; all of the same width, so that names sort as they play: `010`, `020`. */
  readonly number: string;
  readonly item: RundownEntry;
  readonly cue: Cue;
  /** In capitals. */
  readonly type: string;
  readonly slug: string;
  /** Null: the file is missing, which the list says aloud. */
  readonly file: MediaFile | null;
  /** Milliseconds; null where the cue says none and none is usual. */
  readonly durationMs: number | null;
}
