// Pairs lines of two texts that are alike, where no two are the same.
import { alike } from './words.ts';

/** Comparing each line with all others would take minutes for a text that was written anew. */
const AHEAD = 30;

/** Pairs of lines that are wordings of the same, in the same order in both. */
export function likePairs(
  from: readonly string[],
  to: readonly string[],
): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let next = 0;
  for (const [i, line] of from.entries()) {
    const j = to.slice(next, next + AHEAD).findIndex((other) => alike(line, other));
    if (j < 0) continue;
    pairs.push([i, next + j]);
    next += j + 1;
  }
  return pairs;
}
