// Gates as the reasons that rows carry, each with what a reviewer may do about it.
import type { GateChoice, GateReason } from '../src/desk.ts';
import type { Gate } from '../src/domain/gate.ts';
import type { Reason } from '../src/domain/reason.ts';

/** By the reason's code. What is not named opens by time, or by its author. */
const CHOICES: ReadonlyMap<string, GateChoice> = new Map([
  ['NOT_REVIEWED', 'accept'],
  ['AUTO_NOT_ON', 'auto'],
  ['AUTO_OFF', 'auto'],
  ['NOT_IDLE', 'pass'],
  ['SOAKING', 'pass'],
]);

export function gateReason({ name, reason, opensAtMs }: Gate & { readonly open: false }): GateReason {
  return { ...reason, gate: name, opensAtMs, choice: CHOICES.get(reason.code) ?? null };
}

/** Why something ended, or was not done: no gate, and nothing to open. */
export function endedReason(reason: Reason): GateReason {
  return { ...reason, gate: null, opensAtMs: null, choice: null };
}
