// Whose a duration in a file is, and whether it says what was counted. Unsure means: a person's.
import { formatDuration, readDuration } from '../../domain/duration.ts';

/** ours: the bot may write it, and it would differ · theirs: a person's · right: nothing to do. */
export type Standing = 'ours' | 'theirs' | 'right';

/** `owned`: what the bot wrote there last, if nobody has touched it since. */
export function standing(
  present: string | null,
  owned: string | undefined,
  countedMs: number,
  fps: number,
): Standing {
  const reading = readDuration(present ?? '', fps);
  const vacant =
    reading.ms === 0 ||
    (reading.ms === null && (reading.problem === 'empty' || reading.problem === 'pending'));
  if (vacant) return countedMs > 0 ? 'ours' : 'right';
  if (present !== owned) return 'theirs';
  return present === formatDuration(countedMs, fps) ? 'right' : 'ours';
}
