// Collects what a script shows of a cue: its number in the media list, its words, and where it ends. Chooses no media:
// a cue without a file is shown as missing.
import { type Cue, cueAttribution, cueType, cueValue } from '../../domain/cue.ts';
import { durationMs } from '../../domain/duration.ts';
import type { MediaFile } from '../../domain/media/shelf.ts';
import { oneLine } from '../../domain/one-line.ts';
import { readQuote } from '../../markdown/repair/values/quote-text.ts';
import { cleanText } from '../../markdown/script/clean-text.ts';
import type { MediaEntry } from '../media-entry.ts';
import { shownSlug } from './title.ts';

export interface ShownCue {
  /** Upper case; `CUE` if the cue has no type. */
  readonly type: string;
  /** Without a number; empty if it has none. */
  readonly slug: string;
  /** Number in the media list: `020`, or `020–040` for a quote on several pages; empty if not listed. */
  readonly number: string;
  /** Milliseconds that it plays; null for types without a length to show, such as graphics and quotes. */
  readonly durationMs: number | null;
  /** True if the cue gives no clear length, so the usual one of its type is used. */
  readonly isUsualLength: boolean;
  readonly files: readonly MediaFile[];
  /** Why files are missing; null if none are. */
  readonly missing: string | null;
  /** In and out points in its file, milliseconds. */
  readonly inMs: number | null;
  readonly outMs: number | null;
  readonly inCue: string | null;
  readonly outCue: string | null;
  readonly transcript: string | null;
  readonly quote: string | null;
  readonly attribution: string | null;
  /** Words on a graphic, line by line. */
  readonly words: readonly string[];
  readonly caption: string | null;
  readonly note: { readonly to: string | null; readonly text: string } | null;
  /** Lines in its block that belong to no field. */
  readonly loose: readonly string[];
  /** Sentences about faults, besides missing media, that keep it off the air. */
  readonly toMend: readonly string[];
}

export function shownCue(
  cue: Cue,
  entries: readonly MediaEntry[],
  text: string,
  fps: number,
): Omit<ShownCue, 'toMend'> {
  const type = cue.type ?? 'CUE';
  const transcript = transcriptOf(cue);
  const stated = durationMs(cueValue(cue, 'duration'), fps) || null;
  const known = cueType(cue.type);
  const takesTime = known?.timing === 'own' || type === 'VO' || type === 'BREAK';
  const lost = entries.filter(({ status }) => status === 'MISSING');
  return {
    type,
    slug: slugOf(cue, entries),
    number: numbersOf(entries),
    durationMs: takesTime ? (stated ?? (known?.defaultMs || null)) : null,
    isUsualLength: takesTime && stated === null && type !== 'BREAK' && type !== 'ADLIB',
    files: entries.flatMap(({ file }) => file ?? []),
    missing: lost.length === 0 ? null : (lost[0]?.whyNoFile ?? 'there is no file'),
    inMs: entries[0]?.inMs ?? null,
    outMs: entries[0]?.outMs ?? null,
    inCue: value(cue, 'incue') ?? wordsAtStart(transcript),
    outCue: value(cue, 'outcue') ?? wordsAtEnd(transcript),
    transcript,
    quote: quoteOf(cue),
    attribution: attributionOf(cue),
    words: wordsOn(cue),
    caption: captionOf(cue),
    note: noteOf(cue),
    loose: cue.loose.map(({ start, end }) => text.slice(start, end)),
  };
}

function value(cue: Cue, name: string): string | null {
  const text = cleanText(cueValue(cue, name) ?? '').trim();
  return text === '' ? null : text;
}

function slugOf(cue: Cue, entries: readonly MediaEntry[]): string {
  const [first] = entries;
  // The slug from the media list, unless the entry is one page of a quote: its slug includes the page.
  return first === undefined || first.page !== null
    ? shownSlug(cue.slug, cueValue(cue, 'enumerator'))
    : first.slug;
}

function numbersOf(entries: readonly MediaEntry[]): string {
  const first = entries[0]?.number ?? '';
  return entries.length > 1 ? `${first}–${entries.at(-1)?.number ?? ''}` : first;
}

// ---- speech ----

const SPOKEN_AT_THE_ENDS = 5;

/** Null if there is no transcript yet, or transcription failed. */
function transcriptOf(cue: Cue): string | null {
  const text = value(cue, 'transcription');
  return text === null || /^\[?(?:transcription failed|processing|pending)/i.test(text) ? null : text;
}

function wordsAtEnd(transcript: string | null): string | null {
  const words = wordsIn(transcript);
  return words.length === 0 ? null : `...${words.slice(-SPOKEN_AT_THE_ENDS).join(' ')}`;
}

function wordsAtStart(transcript: string | null): string | null {
  const words = wordsIn(transcript);
  return words.length === 0 ? null : `${words.slice(0, SPOKEN_AT_THE_ENDS).join(' ')}...`;
}

function wordsIn(text: string | null): readonly string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}

// ---- text and captions ----

function quoteOf(cue: Cue): string | null {
  const quote = cleanText(readQuote(cueValue(cue, 'quote') ?? '')).trim();
  return quote === '' ? null : quote;
}

function attributionOf(cue: Cue): string | null {
  const name = cleanText(cueAttribution(cue) ?? '').trim();
  return name === '' ? null : name.replace(/^[\s—–-]+/, '');
}

function wordsOn(cue: Cue): readonly string[] {
  const asked = /^(?:true|yes|1)$/i.test(cueValue(cue, 'includescripttext') ?? '');
  const names = ['title', 'body', 'tweettext', ...(asked ? ['scripttext'] : [])];
  return names.flatMap((name) => value(cue, name) ?? []);
}

function captionOf(cue: Cue): string | null {
  const words = value(cue, 'caption') ?? value(cue, 'description');
  const credit = value(cue, 'credit');
  const parts = [words, credit === null ? null : `Credit: ${credit}`].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' · ');
}

function noteOf(cue: Cue): ShownCue['note'] {
  const text = value(cue, 'notetext');
  if (cue.type !== 'NOTE' && cue.type !== 'DIR') return null;
  const to = oneLine(value(cue, 'notefor') ?? '', 40).toUpperCase();
  return { to: to === '' || to === 'UNKNOWN' ? null : to, text: text ?? value(cue, 'description') ?? '' };
}
