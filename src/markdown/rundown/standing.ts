// Decides who owns a duration in a file and whether it matches the counted one. In doubt it is a person's.
import { durationMs, formatDuration, readDuration } from '../../domain/duration.ts';
import { isSameValue } from '../field-value.ts';

/** ours: the bot may write it, and the value would change · theirs: a person's · right: nothing to do */
export type DurationOwner = 'ours' | 'theirs' | 'right';

/** `owned`: the last value the bot wrote there. Another spelling of it is still the bot's, and stays as it is spelled
 *  while it is right. */
export function standing(
  present: string | null,
  owned: string | undefined,
  countedMs: number,
  fps: number,
): DurationOwner {
  const reading = readDuration(present ?? '', fps);
  const vacant =
    reading.ms === 0 ||
    (reading.ms === null && (reading.problem === 'empty' || reading.problem === 'pending'));
  if (vacant) return countedMs > 0 ? 'ours' : 'right';
  if (!isSameValue('duration', owned, present ?? '', fps)) return 'theirs';
  return reading.ms === durationMs(formatDuration(countedMs, fps), fps) ? 'right' : 'ours';
}
