// An open enhancement waits for one of three: a verdict (`person`), something closed on purpose (`choice`), or only time.
import type { GateReason, WaitsFor } from '../../../src/desk.ts';
import { reasonFacts } from '../../../src/domain/reason-codes.ts';

export function waitsForOf(reasons: readonly GateReason[]): WaitsFor {
  if (reasons.some((reason) => reason.gate === 'verdict' && !isChosen(reason))) return 'person';
  return reasons.some(isChosen) ? 'choice' : 'time';
}

function isChosen({ code }: GateReason): boolean {
  return reasonFacts(code)?.chosen === true;
}
