// Reports odd times of a show: too long, too short, far off the plan, clips shorter than their slot. Only considers
// items on air.
import type { Diagnostic, Severity } from '../../domain/diagnostic.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Rundown } from '../rundown.ts';
import { itemDiagnostics } from './item-diagnostics.ts';
import { headLine, statedDiagnostics } from './stated.ts';

/** Also reports an unclear planned length, but not a missing one. */
export function rundownDiagnostics(rundown: Rundown): readonly Diagnostic[] {
  const { info, entries, fps } = rundown;
  return [
    ...(info === null ? [] : statedDiagnostics(info, 'duration', 0, fps)),
    ...episodeDiagnostics(rundown),
    ...entries.filter(({ onAir }) => onAir).flatMap((entry) => itemDiagnostics(entry, fps)),
  ];
}

const MINUTE_MS = 60_000;
const SHORTEST_SHOW_MS = 5 * MINUTE_MS;
const LONGEST_SHOW_MS = 240 * MINUTE_MS;
/** Tolerance as a fraction of the plan and as a time; the smaller one applies. */
const FAR_OFF = 0.1;
const FAR_OFF_MS = 2 * MINUTE_MS;

type Finding = Pick<Diagnostic, 'code' | 'message' | 'todo'> & { readonly severity: Severity };

function episodeDiagnostics(rundown: Rundown): readonly Diagnostic[] {
  const path = (rundown.info ?? rundown.entries[0]?.document)?.path;
  if (path === undefined) return [];
  const line = rundown.info === null ? null : headLine(rundown.info, 'duration');
  const findings = rundown.totalMs === 0 ? [nothing(rundown)] : [...lengthOfShow(rundown), ...plan(rundown)];
  return findings.map((finding) => ({ ...finding, path, line }));
}

function nothing({ entries }: Rundown): Finding {
  const message = entries.some((entry) => entry.onAir)
    ? 'The items in production take no time at all'
    : 'No item is in production, so the show takes no time';
  const todo = 'Write scripts or durations, and set the status of what goes on air to production.';
  return { code: 'EPISODE_ZERO_DURATION', severity: 'error', message, todo };
}

function lengthOfShow({ totalMs, fps }: Rundown): readonly Finding[] {
  const total = formatDuration(totalMs, fps);
  if (totalMs < SHORTEST_SHOW_MS) {
    const message = `The show runs ${total}, less than five minutes`;
    const todo = 'Look whether items are missing, or not in production yet.';
    return [{ code: 'EPISODE_TOO_SHORT', severity: 'warning', message, todo }];
  }
  if (totalMs <= LONGEST_SHOW_MS) return [];
  const message = `The show runs ${total}, more than four hours`;
  const todo = 'Look for a duration with a digit too many.';
  return [{ code: 'EPISODE_TOO_LONG', severity: 'warning', message, todo }];
}

function plan({ totalMs, plannedMs, overMs, fps }: Rundown): readonly Finding[] {
  if (plannedMs === null || overMs === null) return [];
  if (Math.abs(overMs) <= Math.min(FAR_OFF_MS, plannedMs * FAR_OFF)) return [];
  const [total, planned] = [totalMs, plannedMs].map((ms) => formatDuration(ms, fps));
  const difference = formatDuration(Math.abs(overMs), fps);
  const message = `The show runs ${total}: ${difference} ${overMs > 0 ? 'over' : 'under'} the ${planned} that are planned`;
  return overMs > 0
    ? [{ code: 'EPISODE_OVER', severity: 'warning', message, todo: 'Shorten the show, or plan for more.' }]
    : [{ code: 'EPISODE_UNDER', severity: 'warning', message, todo: 'Add to the show, or plan for less.' }];
}
