// How long an item takes: speech by its words, clips by their durations, quotes by reading them. Notes, Description
// and what runs beneath speech take no time.
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
  /** How long a quote stands at least. */
  readonly quoteMinimumMs: number;
  /** By speaker (`josh`, `guest`): words per minute, where one reads faster or slower. */
  readonly speakers: Readonly<Record<string, number>>;
}

export interface Runtime {
  /** Words read aloud, quotes on screen not among them. */
  readonly words: number;
  readonly speechMs: number;
  /** In the order in which they first speak. */
  readonly speakers: readonly SpeakingTime[];
  /** The cues that take time of their own, in order. */
  readonly cues: readonly TimedCue[];
  /** To the nearest frame, so that it reads the same once it stands in the file. */
  readonly totalMs: number;
  /** A BREAK cue stands in the script. */
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

/** Whole cues of the script; one that stands twice (same AssetID and slug) is played once. */
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

/** Time that the cue takes by itself, in milliseconds. */
export function cueMs(cue: Cue, rates: Rates): number {
  const type = cueType(cue.type);
  if (type?.timing === 'quote') return quoteLength(cue, rates).ms;
  const takesTime = type?.timing === 'own' || cue.type === 'BREAK';
  return takesTime ? (ownMs(cue, rates.fps) ?? type?.defaultMs ?? 0) : 0;
}

/** What the cue itself says of its length: its Duration, else what its trims leave. Null where it says nothing clear. */
export function ownMs(cue: Cue, fps: number): number | null {
  return durationMs(cueValue(cue, 'duration'), fps) || trimmedMs(cue, fps);
}

/** From TrimStart to TrimEnd; null without a TrimEnd, since only the file knows its own end, and where they contradict. */
export function trimmedMs(cue: Cue, fps: number): number | null {
  const end = durationMs(cueValue(cue, 'trimend'), fps) ?? 0;
  const length = end - trimStartMs(cue, fps);
  return end > 0 && length > 0 ? length : null;
}

/** Not set, or zero: from the beginning. What can't be read leaves no length at all. */
function trimStartMs(cue: Cue, fps: number): number {
  const written = cueValue(cue, 'trimstart');
  return written === null ? 0 : (durationMs(written, fps) ?? Number.POSITIVE_INFINITY);
}

/** As long as it takes to read it, and no shorter than quotes stand. */
export function quoteLength(cue: Cue, rates: Rates): { readonly words: number; readonly ms: number } {
  const words = countWords(quoteWords(cueValue(cue, 'quote') ?? ''));
  const readMs = speechMs(words, rates.quoteWordsPerMinute);
  return { words, ms: words === 0 ? EMPTY_QUOTE_MS : Math.max(rates.quoteMinimumMs, readMs) };
}

/** Entities, escapes and tags are no words; `&amp;quot;` was escaped twice. */
function quoteWords(quote: string): string {
  return withoutEntities(withoutEntities(quote))
    .replace(/\\[nrt]/g, ' ')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ');
}
