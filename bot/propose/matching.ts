// Matches the plan's wanted changes with what is open already. The same change keeps its enhancement, and with it id
// and verdict; another answer for the same fields supersedes it, but renews a summary that nobody has decided on. Pure.
import { type Change, fieldsOf, pathsOf, sameChange } from '../../src/domain/change.ts';
import type { Ending } from '../../src/domain/enhancement.ts';
import type { EnhancementId, TreePath } from '../../src/domain/ids.ts';
import { grouped } from '../../src/domain/media/grouped.ts';
import { oneLine } from '../../src/domain/one-line.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { isSummary } from '../../src/step.ts';
import type { Plan, WantedChange } from '../plan/plan-values.ts';
import type { OpenEnhancement } from './open-enhancement.ts';

/** A wanted change, and the open enhancement that stands for it; null if there is none. */
export interface Pair {
  readonly wanted: WantedChange;
  readonly same: OpenEnhancement | null;
  /** It sums the episode up and has another text now: it goes on under its id, because nobody has decided on it. */
  readonly isRenewed: boolean;
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
  { episode, wanted }: Pick<Plan, 'episode' | 'wanted'>,
  open: readonly OpenEnhancement[],
  idFor: (wanted: WantedChange) => EnhancementId,
): Matching {
  const left = new Set(open);
  const alike = grouped(open, ({ kept: { enhancement: old } }) => keyOf(old.step, old.subject, old.change));
  const exact = wanted.map((one): Pair => {
    const candidates = alike.get(keyOf(one.step.id, one.subject, one.change)) ?? [];
    const same =
      candidates.find((old) => left.has(old) && sameChange(old.kept.enhancement.change, one.change)) ?? null;
    if (same) left.delete(same);
    return { wanted: one, same, isRenewed: false };
  });
  const pairs = exact.map((pair): Pair => {
    const { wanted: one } = pair;
    if (pair.same !== null || !isSummary(one.step, episode, one.subject)) return pair;
    const old = [...left].find((each) => isRenewedBy(each, one));
    if (old === undefined) return pair;
    left.delete(old);
    return { wanted: one, same: old, isRenewed: true };
  });
  const replaceable = byField([...left]);
  const successors = new Map<WantedChange, EnhancementId>();
  const superseded: EndedEnhancement[] = [];
  for (const { wanted: one, same } of pairs) {
    if (same !== null) continue;
    for (const old of replaceable(one)) {
      if (!left.delete(old)) continue;
      const { id } = old.kept.enhancement;
      successors.set(one, id);
      superseded.push({ id, ending: { state: 'superseded', by: idFor(one), reason: whyReplaced(old, one) } });
    }
  }
  return { pairs, successors, superseded, left: [...left] };
}

/** The same fields of the same files by the same step: each is written by one change alone. */
function isRenewedBy({ kept, isDecided }: OpenEnhancement, { step, subject, change }: WantedChange): boolean {
  const old = kept.enhancement;
  if (isDecided || old.step !== step.id || old.subject !== subject) return false;
  return shares(pathsOf(old.change), pathsOf(change)) && shares(fieldsOf(old.change), fieldsOf(change));
}

function shares(a: readonly string[], b: readonly string[]): boolean {
  return a.some((one) => b.includes(one));
}

/** Equal for changes that may be the same. Two cues may need the very same edit: the fields say which of them it is for. */
function keyOf(step: string, subject: TreePath, change: Change): string {
  return JSON.stringify([step, subject, fieldsOf(change)]);
}

/** Finds the open enhancements of the same step and subject that share a field with a wanted change, in their order. */
function byField(open: readonly OpenEnhancement[]): (one: WantedChange) => readonly OpenEnhancement[] {
  const found = new Map<string, OpenEnhancement[]>();
  const place = new Map(open.map((old, i) => [old, i]));
  for (const old of open) {
    const { step, subject, change } = old.kept.enhancement;
    for (const field of fieldsOf(change)) {
      const key = JSON.stringify([step, subject, field]);
      const own = found.get(key);
      if (own === undefined) found.set(key, [old]);
      else own.push(old);
    }
  }
  return ({ step, subject, change }) => {
    const keys = fieldsOf(change).map((field) => JSON.stringify([step.id, subject, field]));
    const sharing = new Set(keys.flatMap((key) => found.get(key) ?? []));
    return [...sharing].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
  };
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
