// What an open enhancement waits for: a verdict (`person`), something closed on purpose (`choice`), or only time.
import type { GateReason, WaitsFor } from '../../../src/desk.ts';

/** Closed on purpose, whether or not they later open by themselves. */
const CHOSEN: ReadonlySet<string> = new Set([
  'AUTO_NOT_ON',
  'AUTO_OFF',
  'HELD',
  'PAUSED',
  'QUIET_HOURS',
  'ON_AIR',
  'EPISODE_LOCKED',
  'HANDS_OFF',
]);

export function waitsForOf(reasons: readonly GateReason[]): WaitsFor {
  if (reasons.some(({ gate, code }) => gate === 'verdict' && !CHOSEN.has(code))) return 'person';
  return reasons.some(({ code }) => CHOSEN.has(code)) ? 'choice' : 'time';
}
