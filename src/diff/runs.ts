// What became of a text, word by word, in order: for people to look at. Nothing is ever applied from it.
import { diffWordsWithSpace } from 'diff';

export interface Run {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Beyond this only the ends are compared: nobody reads so much word by word, and nobody wants to wait for it. */
const MOST_CHARACTERS = 40_000;
/** Texts that differ in more words have nothing to do with each other. */
const MOST_CHANGES = 1500;

export function wordRuns(before: string, after: string): readonly Run[] {
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

function byEnds(before: string, after: string): readonly Run[] {
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

function runs(...all: readonly (readonly [Run['kind'], string])[]): readonly Run[] {
  return all.filter(([, text]) => text !== '').map(([kind, text]) => ({ kind, text }));
}
