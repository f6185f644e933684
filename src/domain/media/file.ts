// Types of media files, of requests for one, and of the result.
import type { TreePath } from '../ids.ts';

export type MediaKind = 'video' | 'image' | 'audio';

export interface MediaFile {
  readonly path: TreePath;
  readonly kind: MediaKind;
  readonly bytes: number;
  /** Absent if it is not known. */
  readonly sha256?: string;
}

export interface MediaWanted {
  /** A slug (`mamdani-trans`), a person's words for the file, or a file name. */
  readonly name: string;
  /** Kinds that fit the cue; empty = all. */
  readonly kinds: readonly MediaKind[];
  /** True for a cue with trims, which is cut from a source: only `preshow/` and `captures/` are searched, not finished
   *  clips. */
  readonly sourcesOnly: boolean;
}

export type MediaMatch =
  | { readonly kind: 'found'; readonly file: MediaFile }
  /** Best first; at most eight. */
  | { readonly kind: 'unclear'; readonly candidates: readonly MediaFile[] }
  | { readonly kind: 'none' };
