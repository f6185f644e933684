// Reads type, slug, number and length from a piece of shorthand, whatever its brackets. Invents nothing.
import type { Span } from '../../../domain/cue.ts';
import { readDuration } from '../../../domain/duration.ts';
import { placedName } from '../../../domain/media/place.ts';
import type { MediaFile } from '../../../domain/media/shelf.ts';
import { sanitiseSlug } from '../../../domain/slug.ts';
import type { NewField } from '../cue-text.ts';
import type { ShorthandCode } from './shorthand-messages.ts';
import { BLANK, cueTypeOf } from './types.ts';

export interface Token extends Span {
  /** As written, including brackets. */
  readonly text: string;
  /** The type of the cue it stands for: `SOT`. */
  readonly type: string;
  /** The name as written, without tags and the extension of a file; a number in it may be a place in the media list. */
  readonly name: string;
  /** Empty if it has no name. */
  readonly slug: string;
  /** Place in the media list, as written: `010`; empty if there is none. */
  readonly enumerator: string;
  readonly durationMs: number | null;
  /** Other fields given in the token, such as a Description. */
  readonly fields: readonly NewField[];
  /** True if the words of the quote are below it. */
  readonly takesQuote: boolean;
  /** True if it means a cue only when there is no prose on its line. */
  readonly aloneOnly: boolean;
  /** Why it cannot become a cue as written; null if it can. */
  readonly problem: ShorthandCode | null;
}

export interface WrittenToken {
  readonly start: number;
  readonly text: string;
  readonly word: string;
  readonly number: string;
  /** The text after the type: `foo`, `interview-segment 1:15`. */
  readonly name: string;
}

export function readToken(written: WrittenToken, fps: number): Token {
  const { start, text } = written;
  const type = cueTypeOf(written.word);
  const timed = splitTime(written.name, fps);
  const named = nameIn(timed.rest);
  return {
    start,
    end: start + text.length,
    text,
    type,
    ...named,
    enumerator: written.number,
    durationMs: timed.ms,
    fields: [],
    takesQuote: type === 'FSQ',
    aloneOnly: false,
    problem: problemOf(type, named.slug, timed.unclear),
  };
}

export function problemOf(type: string, slug: string, timeUnclear: boolean): ShorthandCode | null {
  if (type === 'CUE') return 'CUE_TOKEN';
  if (timeUnclear) return 'CUE_TOKEN_TIME_UNCLEAR';
  // A quote gets its slug from its first words.
  return slug === '' && type !== 'FSQ' ? 'CUE_TOKEN_NO_SLUG' : null;
}

export interface TimedName {
  readonly rest: string;
  /** Null if the length is missing or zero. */
  readonly ms: number | null;
  readonly unclear: boolean;
}

const TIME = new RegExp(
  `(?:^|${BLANK}|(?<=["”]))(\\d{0,2}(?::\\d{1,2}){1,3}(?:[.,;]\\d{1,3})?|\\(\\d{1,4} ?s(?:ec)?\\))$`,
  'i',
);

/** Splits `interview-segment 1:15` into its parts. */
export function splitTime(name: string, fps: number): TimedName {
  const match = TIME.exec(name);
  if (match === null) return { rest: name, ms: null, unclear: false };
  const { ms } = readDuration((match[1] ?? '').replace(',', '.'), fps);
  return { rest: name.slice(0, match.index).trim(), ms: ms === 0 ? null : ms, unclear: ms === null };
}

/** The name and its slug, both empty for a number alone. */
export function nameIn(written: string): Pick<Token, 'name' | 'slug'> {
  const name = plainName(written).trim();
  const slug = sanitiseSlug(name);
  return /^\d{1,3}$/.test(slug) ? { name: '', slug: '' } : { name, slug };
}

/** The token with the number in front of its name as Enumerator, if the number is no part of the name. */
export function withPlace(token: Token, files: readonly MediaFile[]): Token {
  const placed = placedName(token.name, token.enumerator, files);
  if (placed === null) return token;
  const { place, name } = placed;
  return {
    ...token,
    slug: sanitiseSlug(name),
    enumerator: token.enumerator === '' ? place : token.enumerator,
  };
}

/** The name without tags, entities and the extension of a media file. */
function plainName(name: string): string {
  return name
    .replace(/<[^<>]{0,80}>/g, '')
    .replace(/&(?:amp;)?(?:nbsp|amp|quot|apos|lt|gt|#\d{1,6});/gi, ' ')
    .replace(/\.(?:mp4|mov|avi|mkv|webm|png|jpe?g|webp|gif|mp3|wav|m4a|ogg|flac)$/i, '');
}

/** The slug of an unnamed quote is its first three words. */
export function slugOfQuote(quote: string): string {
  const words = quote.split(/\s+/).map(sanitiseSlug);
  return words
    .filter((word) => word !== '')
    .slice(0, 3)
    .join('-');
}
