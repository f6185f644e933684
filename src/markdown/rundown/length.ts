// Determines how long one item runs, on air or not, and the source of that number. Writes nothing, so an assumed length
// is never taken for a stated one later.
import { durationMs } from '../../domain/duration.ts';
import { isBreak } from '../../domain/segment.ts';
import type { SegmentDocument } from '../document.ts';
import { type Rates, type Runtime, runtimeOf } from '../runtime.ts';

/** stated: by a person · counted: from words and cues · assumed: the usual length of a break that states none */
export type LengthSource = 'stated' | 'counted' | 'assumed';

export interface Length {
  readonly runtime: Runtime;
  /** The value of `duration`; null if it is missing or unclear. */
  readonly statedMs: number | null;
  /** The length used for the show's times. */
  readonly ms: number;
  readonly from: LengthSource;
}

/** Assumed length of a break that states none. */
export const USUAL_BREAK_MS = 150_000;

export function lengthOf(document: SegmentDocument, rates: Rates): Length {
  const runtime = runtimeOf(document, rates);
  const statedMs = durationMs(document.duration, rates.fps);
  const known = { runtime, statedMs };
  if (statedMs !== null && statedMs > 0) return { ...known, ms: statedMs, from: 'stated' };
  if (runtime.totalMs === 0 && isBreak(document.type))
    return { ...known, ms: USUAL_BREAK_MS, from: 'assumed' };
  return { ...known, ms: runtime.totalMs, from: 'counted' };
}
