// Merges a conflict copy into the present text, as far as that comes to rest, and tells the choices that are left.
import type { CopyToMerge } from '../domain/conflict-copy.ts';
import { applyEdits } from '../domain/edit.ts';
import type { TreePath } from '../domain/ids.ts';
import { type Choice, mergeTexts } from './merge-texts.ts';

/** More at a time are no help to a person who chooses. A copy with more stays until some are decided. */
export const MOST_CHOICES = 100;

/** Merged again, it must come to rest. */
const MOST_ROUNDS = 3;

/** Null if it would grow each time: then all of it is a choice. */
export function atRest(path: TreePath, text: string, { base, theirs }: CopyToMerge): string | null {
  let now = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { edits } = mergeTexts({ path, base, ours: now, theirs });
    if (edits.length === 0) return now;
    now = applyEdits(now, edits);
  }
  return null;
}

export function choicesOf(path: TreePath, ours: string, copy: CopyToMerge): readonly Choice[] {
  const { theirs } = copy;
  const base = copy.isMerged || atRest(path, ours, copy) !== null ? copy.base : null;
  const { choices: all } = mergeTexts({ path, base, ours, theirs });
  // After the merge only what both changed is left; what was put in may have been reworded since.
  return copy.isMerged ? all.filter(({ edit }) => edit.removed.trim() !== '') : all;
}
