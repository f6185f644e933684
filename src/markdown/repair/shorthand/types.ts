// Maps shorthand words to cue types, and cue types to the media they play.
import type { MediaKind } from '../../../domain/media/shelf.ts';

/** Any whitespace except a line ending; people paste unusual kinds. */
export const BLANK = '[^\\S\\r\\n]';

/** The words before the slash, as part of a pattern. */
export const TYPE_WORDS =
  'SOT|VOT|VO|NAT|FSQ|FS[ \\u00a0_-]?QUOTE|GFX|IMG|PKG|DIR|BUMP|STING|VOX|MUS|LIVE|RIF|CUE';

const OLD_NAMES: ReadonlyMap<string, string> = new Map([
  ['VOT', 'SOT'],
  ['FSQUOTE', 'FSQ'],
  ['DIR', 'NOTE'],
]);

/** `fs quote` → `FSQ`. `CUE` is returned as is: it is never converted. */
export function cueTypeOf(word: string): string {
  const bare = word.toUpperCase().replace(/[\s_-]+/g, '');
  return OLD_NAMES.get(bare) ?? bare;
}

/** Everyday words: in lower case they stand for a cue only with a brace and a slash. */
export function isEverydayWord(word: string): boolean {
  return /^(?:live|bump|sting|cue|dir)$/i.test(word) && word !== word.toUpperCase();
}

interface Media {
  readonly kinds: readonly MediaKind[];
  /** False if the picture is made later, so that a missing one is not reported. */
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

/** Null for cues that play no file. */
export function mediaOf(type: string): Media | null {
  return MEDIA.get(type) ?? null;
}

/** True for cues cut from a film, which IN and OUT lines may follow. */
export function isClip(type: string): boolean {
  return mediaOf(type) === VIDEO;
}
