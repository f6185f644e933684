// Tells which changes would land by themselves, but need a reviewer now: a person's text displaced them, or they land
// again and again.
import { type Change, fieldsOf, sameChange } from '../../src/domain/change.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { EnhancementId, TreePath } from '../../src/domain/ids.ts';
import type { PlanInput } from '../plan/plan-values.ts';
import { type EnhancementContext, needsAnotherLook } from '../record/enhancement-state.ts';
import { underPresentNames } from '../record/present-names.ts';

/** The same change this often within so short a time is a circle: a step that undoes what it or another one did. */
const MOST_LANDINGS = 5;
const CIRCLE_MS = 10 * 60_000;

interface Past {
  readonly all: ReadonlyMap<EnhancementId, EnhancementRecord>;
  readonly past: EnhancementContext;
  readonly nowMs: number;
}

export function needsSecondLook({ all, past, nowMs }: Past): PlanInput['displaced'] {
  const records = [...all.values()];
  const displaced = records.filter(({ enhancement: { id } }) => needsAnotherLook(id, past));
  const recent = records.filter(({ enhancement: { id } }) => {
    const landed = past.history.landed(id);
    return landed !== null && landed.by === 'policy' && landed.atMs > nowMs - CIRCLE_MS;
  });
  const isLike = (step: string, subject: TreePath, change: Change) => (kept: EnhancementRecord) => {
    if (kept.enhancement.step !== step) return false;
    const { enhancement } = underPresentNames(kept, past.memory.names);
    const isSameField = String(fieldsOf(enhancement.change)) === String(fieldsOf(change));
    return enhancement.subject === subject && isSameField && sameChange(enhancement.change, change);
  };
  return (step, subject, change) =>
    displaced.some(isLike(step, subject, change)) ||
    (recent.length >= MOST_LANDINGS && recent.filter(isLike(step, subject, change)).length >= MOST_LANDINGS);
}
