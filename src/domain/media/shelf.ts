// The media files of one episode, and the one that a cue means. Chooses only if there is no doubt: a wrong film on air
// is worse than none.
import { isHidden } from './candidates.ts';
import type { MediaFile, MediaMatch, MediaWanted } from './file.ts';
import { type FinishedWanted, finishedOf } from './finished.ts';
import { matcherOf } from './match.ts';
import { resolverOf } from './resolve.ts';

export type { MediaFile, MediaKind, MediaMatch, MediaWanted } from './file.ts';

export interface MediaShelf {
  /** Sorted by path, without conflict copies and hidden files. */
  readonly files: readonly MediaFile[];
  /** The file a MediaURL names, relative to the rundown folder; null if there is none or it leaves the episode. */
  resolve(url: string): MediaFile | null;
  /** The file a slug or a hint means. */
  match(wanted: MediaWanted): MediaMatch;
  /** The file that lies finished at the place kept for a cue of this slug. */
  finished(wanted: FinishedWanted): MediaMatch;
}

/** `files`: those of one episode, in any order. Indexes are built on first use. */
export function mediaShelf(files: readonly MediaFile[]): MediaShelf {
  const shown = files.filter(({ path }) => !isHidden(path)).toSorted((a, b) => byText(a.path, b.path));
  let resolve: MediaShelf['resolve'] | null = null;
  let match: MediaShelf['match'] | null = null;
  let finished: MediaShelf['finished'] | null = null;
  return {
    files: shown,
    resolve: (url) => {
      resolve ??= resolverOf(shown);
      return resolve(url);
    },
    match: (wanted) => {
      match ??= matcherOf(shown);
      return match(wanted);
    },
    finished: (wanted) => {
      finished ??= finishedOf(shown);
      return finished(wanted);
    },
  };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
