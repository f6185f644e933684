// What a media file is, what somebody may want of one, and what can be answered.
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
