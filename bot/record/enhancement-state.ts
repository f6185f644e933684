// Computes the state of an enhancement from main's history, the decisions and its record.
import type { EnhancementRecord, EnhancementState } from '../../src/domain/enhancement.ts';
import type { EnhancementId } from '../../src/domain/ids.ts';
import type { DecisionState } from '../../src/domain/memory.ts';
import type { Decisions } from './decisions.ts';
import type { LandingHistory } from './landings.ts';

export interface EnhancementContext {
  readonly history: Pick<LandingHistory, 'landed'>;
  readonly memory: DecisionState;
}

export function contextOf({
  history,
  decisions,
}: {
  readonly history: EnhancementContext['history'];
  readonly decisions: Pick<Decisions, 'memory'>;
}): EnhancementContext {
  return { history, memory: decisions.memory() };
}

/** Displaced once, an enhancement lands again under the same verdict; after this many times it needs another review. */
const DISPLACED_TOO_OFTEN = 2;

export function stateOf(
  { enhancement: { id }, ended }: EnhancementRecord,
  past: EnhancementContext,
): EnhancementState {
  const landed = past.history.landed(id);
  const verdict = past.memory.verdicts.get(id);
  // For a change that a person removed by hand there is a revert decision, but no revert commit.
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
  const landed = history.landed(id);
  return landed !== null && (landed.inDoubt || landed.displacedTimes >= DISPLACED_TOO_OFTEN);
}

export function isOpen(kept: EnhancementRecord, past: EnhancementContext): boolean {
  const state = stateOf(kept, past);
  return state === 'proposed' || state === 'accepted';
}
