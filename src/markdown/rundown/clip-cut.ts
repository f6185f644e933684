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
