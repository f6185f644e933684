// Decides who owns a duration in a file and whether it matches the counted one. In doubt it is a person's.
import { formatDuration, readDuration } from '../../domain/duration.ts';

/** ours: the bot may write it, and the value would change · theirs: a person's · right: nothing to do */
export type DurationOwner = 'ours' | 'theirs' | 'right';

/** `owned`: the last value the bot wrote there, if no person has changed it since. */
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
  if (present !== owned) return 'theirs';
  return present === formatDuration(countedMs, fps) ? 'right' : 'ours';
}
