// Reads what a cue plays of its clip: all of it, or from its in point to its out point.
import type { Cue } from '../../domain/cue.ts';
import { type Cut, WHOLE } from '../../domain/media/facts.ts';
import { trimsOf } from '../repair/values/trims.ts';

/** Null if its trims are unclear or contradict each other. */
export function clipCut(cue: Pick<Cue, 'fields'>, fps: number): Cut | null {
  const { start, end, isCut } = trimsOf(cue, fps);
  if (!isCut) return WHOLE;
  if (start.kind === 'unclear' || end.kind === 'unclear') return null;
  const startMs = start.kind === 'at' ? start.ms : 0;
  const endMs = end.kind === 'at' ? end.ms : null;
  return endMs !== null && endMs <= startMs ? null : { startMs, endMs };
}

/** How much of a file of this length a cut plays; null if neither says. */
export function playedMs({ startMs, endMs }: Cut, length: number | null): number | null {
  if (endMs === null) return length === null ? null : Math.max(0, length - startMs);
  return Math.max(0, Math.min(endMs, length ?? endMs) - startMs);
}
