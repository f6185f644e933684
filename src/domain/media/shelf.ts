// The media files of one episode, and which of them a cue means. Chooses only where no doubt is left: a wrong film on
// air is worse than none.
import type { TreePath } from '../ids.ts';

export type MediaKind = 'video' | 'image' | 'audio';

export interface MediaFile {
  readonly path: TreePath;
  readonly kind: MediaKind;
  readonly bytes: number;
}

export interface MediaWanted {
  /** A slug (`mamdani-trans`), a person's words for the file, or a file's name. */
  readonly name: string;
  /** Kinds that fit the cue; empty = all. */
  readonly kinds: readonly MediaKind[];
  /** A cue with trims is cut from a source: finished clips are no candidates, `preshow/` and `captures/` alone are. */
  readonly sourcesOnly: boolean;
}

export type MediaMatch =
  | { readonly kind: 'found'; readonly file: MediaFile }
  /** Best first; never more than eight. */
  | { readonly kind: 'unclear'; readonly candidates: readonly MediaFile[] }
  | { readonly kind: 'none' };

export interface MediaShelf {
  /** By path. Conflict copies and hidden files are not among them. */
  readonly files: readonly MediaFile[];
  /** The file that a MediaURL names, seen from the rundown folder; null where there is none, or it leaves the episode. */
  resolve(url: string): MediaFile | null;
  /** The file that a slug or a hint means. */
  match(wanted: MediaWanted): MediaMatch;
}

export function mediaShelf(files: readonly MediaFile[]): MediaShelf {
  return {
    files,
    resolve: (url) => files.find(({ path }) => path.endsWith(`/${url.split('/').at(-1)}`)) ?? null,
    match: () => ({ kind: 'none' }),
  };
}
