// Matches the plan's wanted changes with what is open already. The same change keeps its enhancement, and with it id
// and verdict; another answer for the same fields supersedes it. Pure.
import { fieldsOf, sameChange } from '../../src/domain/change.ts';
import type { Ending, Enhancement } from '../../src/domain/enhancement.ts';
import type { EnhancementId } from '../../src/domain/ids.ts';
import { oneLine } from '../../src/domain/one-line.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import type { WantedChange } from '../plan/plan-values.ts';
import type { OpenEnhancement } from './open-enhancement.ts';

/** A wanted change, and the open enhancement that is the same change; null if there is none. */
export interface Pair {
  readonly wanted: WantedChange;
  readonly same: OpenEnhancement | null;
}

export interface EndedEnhancement {
  readonly id: EnhancementId;
  readonly ending: Ending;
}

export interface Matching {
  /** In the order of the plan. */
  readonly pairs: readonly Pair[];
  /** Wanted changes that replace an open enhancement, with the id of the replaced one. */
  readonly successors: ReadonlyMap<WantedChange, EnhancementId>;
  readonly superseded: readonly EndedEnhancement[];
  /** Open enhancements without a counterpart. */
  readonly left: readonly OpenEnhancement[];
}

/** `idFor`: the id that a new enhancement for this change gets. */
export function matched(
  wanted: readonly WantedChange[],
  open: readonly OpenEnhancement[],
  idFor: (wanted: WantedChange) => EnhancementId,
): Matching {
  const left = new Map(open.map((one) => [one.kept.enhancement.id, one]));
  const pairs = wanted.map((one): Pair => {
    const same = [...left.values()].find(({ kept }) => isSame(kept.enhancement, one)) ?? null;
    if (same) left.delete(same.kept.enhancement.id);
    return { wanted: one, same };
  });
  const successors = new Map<WantedChange, EnhancementId>();
  const superseded: EndedEnhancement[] = [];
  for (const { wanted: one, same } of pairs) {
    if (same !== null) continue;
    for (const old of [...left.values()].filter(({ kept }) => isSuccessor(one, kept.enhancement))) {
      const { id } = old.kept.enhancement;
      left.delete(id);
      successors.set(one, id);
      superseded.push({ id, ending: { state: 'superseded', by: idFor(one), reason: whyReplaced(old, one) } });
    }
  }
  return { pairs, successors, superseded, left: [...left.values()] };
}

function whyReplaced({ kept, isParted, isAskedAgain }: OpenEnhancement, wanted: WantedChange): Reason {
  const { origin, input, stepVersion } = kept.enhancement;
  if (isParted) return reason('PARTS_TAKEN', 'a reviewer left parts of it out; the rest goes on by itself');
  if (isAskedAgain)
    return reason('ASKED_ANOTHER', 'a reviewer asked for another answer; this is the one before');
  if (origin !== null && wanted.origin !== null && origin.model !== wanted.origin.model)
    return reason('NEW_MODEL', `the answers come from ${oneLine(wanted.origin.model, 60)} now`, origin.model);
  if (stepVersion !== wanted.step.version)
    return reason('NEW_STEP', 'the step gives better answers since its last version');
  if (input === wanted.input)
    return reason('NEW_SURROUNDINGS', 'what it stands on changed, and with it the answer');
  return reason('NEW_ANSWER', 'the text changed, and with it the answer');
}

function isSame(old: Enhancement, wanted: WantedChange): boolean {
  // Two cues may need the very same edit: the fields say which of them it is for.
  const sameFields = String(fieldsOf(old.change)) === String(fieldsOf(wanted.change));
  return (
    old.step === wanted.step.id &&
    old.subject === wanted.subject &&
    sameFields &&
    sameChange(old.change, wanted.change)
  );
}

function isSuccessor(wanted: WantedChange, old: Enhancement): boolean {
  if (old.step !== wanted.step.id || old.subject !== wanted.subject) return false;
  const fields = new Set(fieldsOf(wanted.change));
  return fieldsOf(old.change).some((field) => fields.has(field));
}
