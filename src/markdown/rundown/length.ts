// How long one item runs, on air or not, and who says so. Writes nothing: what is assumed stays an assumption.
import { durationMs } from '../../domain/duration.ts';
import { isBreak } from '../../domain/segment.ts';
import type { SegmentDocument } from '../document.ts';
import { type Rates, type Runtime, runtimeOf } from '../runtime.ts';

/** A person's word, words and cues, or what is usual for a break that says nothing. */
export type LengthSource = 'stated' | 'counted' | 'assumed';

export interface Length {
  readonly runtime: Runtime;
  /** What `duration` says; null where that is nothing clear. */
  readonly statedMs: number | null;
  /** What the show's times are made of. */
  readonly ms: number;
  readonly from: LengthSource;
}

/** How long a break is taken to be that says nothing of it. */
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
