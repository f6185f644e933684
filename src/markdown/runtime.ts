// Computes how long an item takes: speech by word count, clips by their durations, quotes by reading time. Notes,
// Description and cues that run beneath speech take no time.
import { type Cue, cueType, cueValue } from '../domain/cue.ts';
import { durationMs, toWholeFrames } from '../domain/duration.ts';
import { countWords, speechMs } from '../domain/segment.ts';
import { isInside } from './code.ts';
import type { SegmentDocument } from './document.ts';
import { rateOf, wordsBySpeaker } from './speech.ts';
import { withoutEntities } from './spoken.ts';

export interface Rates {
  readonly fps: number;
  readonly wordsPerMinute: number;
  readonly quoteWordsPerMinute: number;
  /** Shortest time a quote stays on screen. */
  readonly quoteMinimumMs: number;
  /** Words per minute by speaker (`josh`, `guest`), for those who read faster or slower. */
  readonly speakers: Readonly<Record<string, number>>;
}

export interface Runtime {
  /** Words read aloud, without quotes on screen. */
  readonly words: number;
  readonly speechMs: number;
  /** In the order in which they first speak. */
  readonly speakers: readonly SpeakingTime[];
  /** Cues that take time of their own, in order. */
  readonly cues: readonly TimedCue[];
  /** Rounded to whole frames, so that the value is the same after a round trip through the file. */
  readonly totalMs: number;
  /** True if the script contains a BREAK cue. */
  readonly holdsBreak: boolean;
}

export interface SpeakingTime {
  readonly name: string;
  readonly words: number;
  readonly wordsPerMinute: number;
  readonly ms: number;
}

export interface TimedCue {
  readonly cue: Cue;
  readonly type: string;
  readonly ms: number;
}

const EMPTY_QUOTE_MS = 10_000;

export function runtimeOf(doc: SegmentDocument, rates: Rates): Runtime {
  const speakers = [...wordsBySpeaker(doc)].map(([name, words]): SpeakingTime => {
    const wordsPerMinute = rateOf(name, rates.wordsPerMinute, rates.speakers);
    return { name, words, wordsPerMinute, ms: speechMs(words, wordsPerMinute) };
  });
  const played = cuesPlayed(doc);
  const cues = played
    .map((cue) => ({ cue, type: cue.type ?? '', ms: cueMs(cue, rates) }))
    .filter(({ ms }) => ms > 0);
  const spokenMs = sum(speakers.map(({ ms }) => ms));
  return {
    words: sum(speakers.map(({ words }) => words)),
    speechMs: spokenMs,
    speakers,
    cues,
    totalMs: toWholeFrames(spokenMs + sum(cues.map(({ ms }) => ms)), rates.fps),
    holdsBreak: played.some((cue) => cue.type === 'BREAK'),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** The script's complete cues. A cue that appears twice (same AssetID and slug) is played once. */
export function cuesPlayed(doc: SegmentDocument): readonly Cue[] {
  const seen = new Set<string>();
  return doc.cues.filter((cue) => {
    if (cue.end === null && !cue.closable) return false;
    if (!isInside(doc.script, cue.begin.start)) return false;
    if (cue.assetId === null || cue.slug === null) return true;
    const key = JSON.stringify([cue.assetId, cue.slug]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Time the cue itself takes, in milliseconds. */
function cueMs(cue: Cue, rates: Rates): number {
  const type = cueType(cue.type);
  if (type?.timing === 'quote') return quoteLength(cue, rates).ms;
  const takesTime = type?.timing === 'own' || cue.type === 'BREAK';
  return takesTime ? (ownMs(cue, rates.fps) ?? type?.defaultMs ?? 0) : 0;
}

/** The cue's own length: its Duration, else the length between its trims. Null if neither is clear. */
export function ownMs(cue: Cue, fps: number): number | null {
  return durationMs(cueValue(cue, 'duration'), fps) || trimmedMs(cue, fps);
}

/** From TrimStart to TrimEnd. Null if they contradict each other, or without a TrimEnd, because the end of the film
 *  is unknown here. */
export function trimmedMs(cue: Cue, fps: number): number | null {
  const end = durationMs(cueValue(cue, 'trimend'), fps) ?? 0;
  const length = end - trimStartMs(cue, fps);
  return end > 0 && length > 0 ? length : null;
}

/** 0 if not set, which means the beginning. Infinity if unreadable, so that no length results. */
function trimStartMs(cue: Cue, fps: number): number {
  const written = cueValue(cue, 'trimstart');
  return written === null ? 0 : (durationMs(written, fps) ?? Number.POSITIVE_INFINITY);
}

/** The time to read the quote, but at least the minimum for quotes. */
export function quoteLength(cue: Cue, rates: Rates): { readonly words: number; readonly ms: number } {
  const words = countWords(quoteWords(cueValue(cue, 'quote') ?? ''));
  const readMs = speechMs(words, rates.quoteWordsPerMinute);
  return { words, ms: words === 0 ? EMPTY_QUOTE_MS : Math.max(rates.quoteMinimumMs, readMs) };
}

/** Entities, escapes and tags are not words. Entities are decoded twice for doubly escaped ones such as
 *  `&amp;quot;`. */
function quoteWords(quote: string): string {
  return withoutEntities(withoutEntities(quote))
    .replace(/\\[nrt]/g, ' ')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ');
}
