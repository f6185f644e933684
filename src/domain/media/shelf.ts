// The media files of one episode, and which of them a cue means. Chooses only where no doubt is left: a wrong film on
// air is worse than none.
import { isHidden } from './candidates.ts';
import type { MediaFile, MediaMatch, MediaWanted } from './file.ts';
import { matcherOf } from './match.ts';
import { resolverOf } from './resolve.ts';

export type { MediaFile, MediaKind, MediaMatch, MediaWanted } from './file.ts';

export interface MediaShelf {
  /** By path. Conflict copies and hidden files are not among them. */
  readonly files: readonly MediaFile[];
  /** The file that a MediaURL names, seen from the rundown folder; null where there is none, or it leaves the episode. */
  resolve(url: string): MediaFile | null;
  /** The file that a slug or a hint means. */
  match(wanted: MediaWanted): MediaMatch;
}

/** Files of one episode, in any order; what it knows of them is worked out when it is first asked. */
export function mediaShelf(files: readonly MediaFile[]): MediaShelf {
  const shown = files.filter(({ path }) => !isHidden(path)).toSorted((a, b) => byText(a.path, b.path));
  let resolve: MediaShelf['resolve'] | null = null;
  let match: MediaShelf['match'] | null = null;
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
  };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
