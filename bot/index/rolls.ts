// Answers of a step that replaced each other because a reviewer asked again: the remark that each one answers, and
// whether asking again can be heard.
import type { AskedWith, EnhancementDetail } from '../../src/desk.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import { RULES } from '../../src/step.ts';
import { contextOf, stateOf } from '../record/enhancement-state.ts';
import type { Show } from '../show/show.ts';

/** The newest request for another answer than the one that this enhancement superseded. */
export function askedWith(
  { decisions }: Show,
  { supersedes, proposedMs }: EnhancementRecord['enhancement'],
): AskedWith | null {
  const asked = decisions
    .all()
    .findLast(({ saying, atMs }) => saying.kind === 'redo' && saying.id === supersedes && atMs <= proposedMs);
  if (asked?.saying.kind !== 'redo') return null;
  return { remark: asked.saying.remark, by: asked.by.name, atMs: asked.atMs };
}

/** Call after `history.advance`. */
export function redoOf(show: Show, kept: EnhancementRecord): EnhancementDetail['redo'] {
  const { id, step } = kept.enhancement;
  const asksModel = show.steps.find((one) => one.id === step)?.tools.includes('language') ?? false;
  if (asksModel && show.tools.language.model !== RULES) return 'ask';
  const past = contextOf(show);
  const state = stateOf(kept, past);
  const isDecided = state === 'rejected' || state === 'reverted' || past.memory.parted.has(id);
  return isDecided ? 'propose' : null;
}
