// Finds the places where one or both of two texts differ from their common base. Divergences that overlap, or that were
// put in at the same point, are one place.
import { matching } from './matching.ts';

/** Half open. */
type Range = readonly [start: number, end: number];

/** One side has other pieces instead of a range of the base. */
export interface Divergence {
  readonly side: 'ours' | 'theirs';
  readonly base: Range;
  readonly own: Range;
}

/** Ranges of pieces, all of the same place. */
export interface Cluster {
  readonly base: Range;
  readonly ours: Range;
  readonly theirs: Range;
  /** In the order of the base. */
  readonly differences: readonly Divergence[];
}

export function clustersOf(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): readonly Cluster[] {
  const all = [...differences('ours', base, ours), ...differences('theirs', base, theirs)].sort(
    (a, b) => a.base[0] - b.base[0] || a.base[1] - b.base[1],
  );
  const groups: Divergence[][] = [];
  let end = -1;
  for (const one of all) {
    const group = groups.at(-1);
    // Those that only touch may have been paired otherwise than they were written.
    if (group && one.base[0] <= end) group.push(one);
    else groups.push([one]);
    end = Math.max(group === groups.at(-1) ? end : -1, one.base[1]);
  }
  const shift = { ours: 0, theirs: 0 };
  return groups.map((group) => {
    const [start, stop] = [group[0]?.base[0] ?? 0, Math.max(...group.map(({ base: [, to] }) => to))];
    const rangeOf = (side: Divergence['side']): Range => {
      const first = start + shift[side];
      for (const { own, base: was } of group.filter((one) => one.side === side))
        shift[side] += own[1] - own[0] - (was[1] - was[0]);
      return [first, stop + shift[side]];
    };
    return { base: [start, stop], ours: rangeOf('ours'), theirs: rangeOf('theirs'), differences: group };
  });
}

/** True if no two differences of a cluster are about the same pieces: they only touch. */
export function isApart({ differences: all }: Cluster): boolean {
  return all.every(({ side, base: [a, b] }) =>
    all.every(
      ({ side: other, base: [c, d] }) =>
        side === other || !((a < d && c < b) || (a === b && a === c && c === d)),
    ),
  );
}

function differences(
  side: Divergence['side'],
  base: readonly string[],
  own: readonly string[],
): readonly Divergence[] {
  const found: Divergence[] = [];
  let [at, place] = [0, 0];
  for (const [i, j] of [...matching(base, own), [base.length, own.length] as const]) {
    if (i > at || j > place) found.push({ side, base: [at, i], own: [place, j] });
    [at, place] = [i + 1, j + 1];
  }
  return found;
}
