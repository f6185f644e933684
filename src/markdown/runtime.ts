// How long an item takes: speech by its words, clips by their durations, quotes by reading them. Notes, Description
// and what runs beneath speech take no time.
import { type Cue, cueType, cueValue } from '../domain/cue.ts';
import { durationMs } from '../domain/duration.ts';
import { countWords, speechMs } from '../domain/segment.ts';
import type { SegmentDocument } from './document.ts';

export interface Rates {
  readonly fps: number;
  readonly wordsPerMinute: number;
  readonly quoteWordsPerMinute: number;
}

export interface Runtime {
  /** Words read aloud, quotes on screen not among them. */
  readonly words: number;
  readonly speechMs: number;
  /** The cues that take time of their own, in order. */
  readonly cues: readonly { readonly type: string; readonly ms: number }[];
  readonly totalMs: number;
}

const SHORTEST_QUOTE_MS = 3000;
const EMPTY_QUOTE_MS = 10_000;

export function runtimeOf(doc: SegmentDocument, rates: Rates): Runtime {
  const words = countWords(doc.spokenText);
  const spokenMs = speechMs(words, rates.wordsPerMinute);
  const cues = timedCues(doc).map((cue) => ({ type: cue.type ?? '', ms: cueMs(cue, rates) }));
  const counted = cues.filter((cue) => cue.ms > 0);
  return {
    words,
    speechMs: spokenMs,
    cues: counted,
    totalMs: counted.reduce((sum, cue) => sum + cue.ms, spokenMs),
  };
}

/** Whole cues in the script; one that stands twice (same AssetID and slug) is played once. */
function timedCues(doc: SegmentDocument): readonly Cue[] {
  const seen = new Set<string>();
  return doc.cues.filter((cue) => {
    if (cue.end === null && !cue.closable) return false;
    if (!doc.script.some((span) => span.start <= cue.begin.start && cue.begin.start < span.end)) return false;
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
  if (type === null) return 0;
  if (type.timing === 'quote') return quoteMs(cueValue(cue, 'quote'), rates.quoteWordsPerMinute);
  if (type.timing !== 'own') return 0;
  const ms = durationMs(cueValue(cue, 'duration'), rates.fps);
  return ms === null || ms === 0 ? type.defaultMs : ms;
}

function quoteMs(quote: string | null, wordsPerMinute: number): number {
  const words = countWords(quote ?? '');
  return words === 0 ? EMPTY_QUOTE_MS : Math.max(SHORTEST_QUOTE_MS, speechMs(words, wordsPerMinute));
}
