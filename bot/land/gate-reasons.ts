// Turns gates into the reasons shown in rows, each with what a reviewer can do about it.
import type { GateReason } from '../../src/desk.ts';
import type { ClosedGate, GateName } from '../../src/domain/gate.ts';
import type { Reason } from '../../src/domain/reason.ts';
import { reasonFacts } from '../../src/domain/reason-codes.ts';
import { Fault } from '../../src/errors.ts';

export function gateReason({ name, reason, opensAtMs }: ClosedGate): GateReason {
  return { ...reason, gate: name, opensAtMs, choice: reasonFacts(reason.code)?.choice ?? null };
}

/** Reason for an ending or a refusal: there is no gate, and nothing to open. */
export function endedReason(reason: Reason): GateReason {
  return { ...reason, gate: null, opensAtMs: null, choice: null };
}

/** Explains why a person can't just let an enhancement pass this gate, and what would open it; null if they can.
 *  `shut`: the reasons that keep it closed now. */
export function notAChoice(gate: GateName, shut: readonly GateReason[], episode: string): Fault | null {
  const stuck = shut.find(({ choice }) => choice !== 'pass');
  if (stuck === undefined && CHOOSABLE.has(gate)) return null;
  const opens = (stuck && reasonFacts(stuck.code)?.opens) ?? HOW_GATES_OPEN[gate];
  const why = stuck === undefined ? 'This is not passed by choice' : `This waits: ${stuck.user}`;
  return new Fault('refused', 'NOT_A_CHOICE', `${why}. ${opens.replace('EPISODE', episode)}.`);
}

/** Gates that may stand for a mere house rule, such as quiet hours. */
const CHOOSABLE: ReadonlySet<GateName> = new Set(['idle', 'hold']);

/** For reasons without an `opens` of their own. */
const HOW_GATES_OPEN: Readonly<Record<GateName, string>> = {
  verdict: 'Accept it',
  base: 'It opens when it has been made anew on the present text; decide about that',
  settled: 'It opens by itself when the file has been left alone for a moment',
  idle: 'It opens by itself when nobody edits the episode',
  sync: 'It opens by itself when the files have arrived everywhere',
  hold: 'It opens when nothing holds the episode back any more',
  order: 'Accept what it builds on first',
  disk: 'Make room on the disk first',
};
