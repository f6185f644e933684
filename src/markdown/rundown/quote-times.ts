// Computes the duration of each full-screen quote whose cue has none, or still has the one the bot wrote.
import type { Cue } from '../../domain/cue.ts';
import { cueType } from '../../domain/cue.ts';
import type { SegmentDocument } from '../document.ts';
import { cuesPlayed, quoteLength, type Rates } from '../runtime.ts';
import { type CueDuration, cueDuration } from './cue-duration.ts';

export interface QuoteTime extends CueDuration {
  readonly cue: Cue;
  readonly words: number;
}

/** `owned`: field → the last value the bot wrote there, if no person has changed it since. */
export function quoteTimes(
  doc: SegmentDocument,
  rates: Rates,
  owned: ReadonlyMap<string, string>,
): readonly QuoteTime[] {
  return cuesPlayed(doc).flatMap((cue) => {
    if (cueType(cue.type)?.timing !== 'quote') return [];
    const { words, ms } = quoteLength(cue, rates);
    const duration = cueDuration(doc, cue, ms, { owned, fps: rates.fps });
    return duration === null ? [] : [{ cue, words, ...duration }];
  });
}
