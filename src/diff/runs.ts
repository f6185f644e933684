// Compares two texts word by word, for display only: the result is never applied to a file.
import { diffWordsWithSpace } from 'diff';

export interface DiffRun {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** For both texts together. Above this only the common start and end are found: a word diff would take too long. */
const MOST_CHARACTERS = 40_000;
/** Texts with more changed words are unrelated, so for them too only the common start and end are found. */
const MOST_CHANGES = 1500;

export function wordRuns(before: string, after: string): readonly DiffRun[] {
  if (before === after) return runs(['same', before]);
  if (before === '' || after === '') return runs(['removed', before], ['added', after]);
  const parts =
    before.length + after.length > MOST_CHARACTERS
      ? undefined
      : diffWordsWithSpace(before, after, { maxEditLength: MOST_CHANGES });
  if (parts === undefined) return byEnds(before, after);
  return parts.map(({ value, added, removed }) => ({
    kind: removed ? 'removed' : added ? 'added' : 'same',
    text: value,
  }));
}

function byEnds(before: string, after: string): readonly DiffRun[] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return runs(
    ['same', before.slice(0, start)],
    ['removed', before.slice(start, before.length - end)],
    ['added', after.slice(start, after.length - end)],
    ['same', before.slice(before.length - end)],
  );
}

function runs(...all: readonly (readonly [DiffRun['kind'], string])[]): readonly DiffRun[] {
  return all.filter(([, text]) => text !== '').map(([kind, text]) => ({ kind, text }));
}
