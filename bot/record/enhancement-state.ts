// The state that an enhancement is in, computed from main's history, the decisions and its record.
import type { EnhancementRecord, EnhancementState } from '../../src/domain/enhancement.ts';
import type { EnhancementId } from '../../src/domain/ids.ts';
import type { DecisionState } from '../../src/domain/memory.ts';
import type { LandingHistory } from './landings.ts';

export interface EnhancementContext {
  readonly history: Pick<LandingHistory, 'landed'>;
  readonly memory: DecisionState;
}

/** What was displaced once is landed again under the same verdict; twice, and somebody has to look. */
const DISPLACED_TOO_OFTEN = 2;

export function stateOf(
  { enhancement: { id }, ended }: EnhancementRecord,
  past: EnhancementContext,
): EnhancementState {
  const landed = past.history.landed(id);
  const verdict = past.memory.verdicts.get(id);
  // Taken out by hand, there is a decision but no commit that says so.
  const isTakenOut = verdict?.kind === 'revert' && verdict.decision.atMs >= (landed?.atMs ?? 0);
  if (landed?.undone?.kind === 'reverted' || (landed && isTakenOut)) return 'reverted';
  if (landed && landed.undone === null) return 'landed';
  if (ended) return ended.state;
  if (verdict?.kind === 'reject') return 'rejected';
  return isAccepted(id, past) ? 'accepted' : 'proposed';
}

export function isAccepted(id: EnhancementId, { history, memory }: EnhancementContext): boolean {
  const verdict = memory.verdicts.get(id);
  if (verdict?.kind !== 'accept') return false;
  return (
    !needsAnotherLook(id, { history, memory }) ||
    verdict.decision.atMs > (history.landed(id)?.displacedMs ?? 0)
  );
}

export function needsAnotherLook(id: EnhancementId, { history }: EnhancementContext): boolean {
  return (history.landed(id)?.displacedTimes ?? 0) >= DISPLACED_TOO_OFTEN;
}

export function isOpen(kept: EnhancementRecord, past: EnhancementContext): boolean {
  const state = stateOf(kept, past);
  return state === 'proposed' || state === 'accepted';
}
