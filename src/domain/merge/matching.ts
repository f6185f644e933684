// PiecePairs the pieces of two texts, in the same order in both, for merging. Pieces that moved past each other are not paired.
import { align } from '../align.ts';

/** Places in the first and the second list. */
export type PiecePair = readonly [from: number, to: number];

/** PiecePairs of equal pieces, both places rising. */
export function matching(from: readonly string[], to: readonly string[]): readonly PiecePair[] {
  const pairs: PiecePair[] = [];
  for (const [i, j] of align(from, to).entries()) if (j >= 0) pairs.push([i, j]);
  return rising(pairs);
}

/** The longest choice of pairs whose second places rise; the first ones rise already. */
function rising(pairs: readonly PiecePair[]): readonly PiecePair[] {
  // ends[n]: the pair with the smallest second place that a choice of n + 1 pairs can end with.
  const ends: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  for (const [at, [, to]] of pairs.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < to) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[at] = ends[low - 1] ?? -1;
    ends[low] = at;
  }
  const chosen: PiecePair[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair) chosen.push(pair);
  }
  return chosen.reverse();
}
