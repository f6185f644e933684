// Which cue each word of the shorthand stands for, and which media such a cue plays.
import type { MediaKind } from '../../../domain/media/shelf.ts';

/** Any blank but a line's end; people paste odd ones. */
export const BLANK = '[^\\S\\r\\n]';

/** The words in front of the slash, as part of a pattern. */
export const TYPE_WORDS =
  'SOT|VOT|VO|NAT|FSQ|FS[ \\u00a0_-]?QUOTE|GFX|IMG|PKG|DIR|BUMP|STING|VOX|MUS|LIVE|RIF|CUE';

const OLD_NAMES: ReadonlyMap<string, string> = new Map([
  ['VOT', 'SOT'],
  ['FSQUOTE', 'FSQ'],
  ['DIR', 'NOTE'],
]);

/** `fs quote` → `FSQ`. `CUE` stays: it is never converted. */
export function cueTypeOf(word: string): string {
  const bare = word.toUpperCase().replace(/[\s_-]+/g, '');
  return OLD_NAMES.get(bare) ?? bare;
}

/** Words of everyday speech: in small letters they stand for a cue only where a brace and a slash say so. */
export function isEverydayWord(word: string): boolean {
  return /^(?:live|bump|sting|cue|dir)$/i.test(word) && word !== word.toUpperCase();
}

interface Media {
  readonly kinds: readonly MediaKind[];
  /** False where the picture is made later: a missing one is no complaint. */
  readonly expected: boolean;
}

const VIDEO: Media = { kinds: ['video'], expected: true };
const LIBRARY: Media = { kinds: ['video', 'audio'], expected: true };

const MEDIA: ReadonlyMap<string, Media> = new Map([
  ['SOT', VIDEO],
  ['VO', VIDEO],
  ['NAT', VIDEO],
  ['PKG', VIDEO],
  ['IMG', { kinds: ['image'], expected: true }],
  ['GFX', { kinds: ['image'], expected: false }],
  ['BUMP', LIBRARY],
  ['STING', LIBRARY],
  ['VOX', LIBRARY],
  ['MUS', LIBRARY],
]);

/** Null for cues that play nothing from a file. */
export function mediaOf(type: string): Media | null {
  return MEDIA.get(type) ?? null;
}

/** Cues that are cut from a film: IN and OUT lines may follow. */
export function isClip(type: string): boolean {
  return mediaOf(type) === VIDEO;
}
