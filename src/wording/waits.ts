// Explains in one sentence why an enhancement has not landed, or why it ended.
import type { EnhancementRow, GateReason } from '../desk.ts';

/** null if nothing blocks it. */
export function whyItWaits({ reasons }: Pick<EnhancementRow, 'reasons'>, nowMs: number): string | null {
  const [first, ...others] = tellingReasons(reasons);
  if (first === undefined) return null;
  const all = [first, ...others].map((each) => `${each.user}${opening(each, nowMs)}`).join('; ');
  // The verdict gate's own sentence already contains “waits”; an ended enhancement is not waiting.
  return first.gate === null || first.gate === 'verdict' ? all : `waits: ${all}`;
}

/** Leaves out gates that open by themselves if a person has to act on another one first. */
export function tellingReasons(reasons: readonly GateReason[]): readonly GateReason[] {
  const toAct = reasons.filter(({ opensAtMs }) => opensAtMs === null);
  return toAct.length > 0 ? toAct : reasons;
}

function opening({ opensAtMs }: GateReason, nowMs: number): string {
  return opensAtMs === null ? '' : ` (opens by itself ${inTime(opensAtMs - nowMs)})`;
}

/** "in 40 s", "in 3 min". */
function inTime(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 1) return 'in a moment';
  if (seconds < 120) return `in ${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `in ${minutes} min` : `in ${Math.round(minutes / 60)} h`;
}
