// Merges two texts that were made from one base. What only one side changed is taken. What both changed is looked at in
// finer pieces, and where the same words were changed twice, ours stay and theirs are a choice for a person. Nothing that
// was written on either side is dropped, unless the other side has it too.
import { type Cluster, clustersOf, isApart } from './clusters.ts';
import { likePairs } from './like-pairs.ts';
import { matching } from './matching.ts';
import { kept, type Piece, type Sides, taken } from './pieces.ts';
import { alike, holds, isWorded, isWrittenOn, says } from './words.ts';

/** Splits a text into pieces that give it when joined. */
export type Split = (text: string) => readonly string[];

/** Merges what both sides changed at one place, in finer pieces. */
type Finer = (sides: Sides) => readonly Piece[];

export interface ThreeTexts {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** All lines end with `\n`. `units`: lines, some of them together where they must not be torn apart. */
export function mergeThree({ base, ours, theirs }: ThreeTexts, units: Split): readonly Piece[] {
  return merged({ base: units(base), ours: units(ours), theirs: units(theirs) }, inLines);
}

const inLines: Finer = (sides) => merged(splitAgain(sides, linesOf), inLikeLines);

/** Lines that are wordings of the same base line are merged by sentence. */
const inLikeLines: Finer = (sides) => {
  const common = likeLines(sides);
  return common.length === 0 ? choice(sides) : aroundLikeLines(sides, common);
};

const inSentences: Finer = (sides) => merged(splitAgain(sides, sentencesOf), choice);

function splitAgain({ base, ours, theirs }: Sides, split: Split): Sides {
  return { base: split(base.join('')), ours: split(ours.join('')), theirs: split(theirs.join('')) };
}

export const linesOf: Split = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Sentences of a line, and the space between them. A point within a number or a name ends none. */
const sentencesOf: Split = (text) =>
  text.split(/(?<=[.!?…]["'”’)\]*_]*)([ \t]+)/).filter((piece) => piece !== undefined && piece !== '');

function merged({ base, ours, theirs }: Sides, finer: Finer): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const cluster of clustersOf(base, ours, theirs)) {
    pieces.push(...kept(ours.slice(at, cluster.ours[0])));
    const sides = {
      base: base.slice(...cluster.base),
      ours: ours.slice(...cluster.ours),
      theirs: theirs.slice(...cluster.theirs),
    };
    pieces.push(
      ...(isApart(cluster) && isBoth(cluster)
        ? inTurn(cluster, { base, ours, theirs }, finer)
        : resolved(sides, finer)),
    );
    at = cluster.ours[1];
  }
  return [...pieces, ...kept(ours.slice(at))];
}

function isBoth({ differences }: Cluster): boolean {
  return new Set(differences.map(({ side }) => side)).size === 2;
}

/** Differences that touch: one after the other, unless both sides put in some of the same. */
function inTurn(cluster: Cluster, { base, ours, theirs }: Sides, finer: Finer): readonly Piece[] {
  const sides = {
    base: base.slice(...cluster.base),
    ours: ours.slice(...cluster.ours),
    theirs: theirs.slice(...cluster.theirs),
  };
  const parts = commonPlaces(sides.ours, sides.theirs).some(
    ([i]) => !sides.base.includes(sides.ours[i] ?? ''),
  );
  if (parts) return resolved(sides, finer);
  const all = cluster.differences.map(({ side, base: [from, to], own }) => ({
    side,
    from,
    to,
    was: base.slice(from, to),
    is: (side === 'ours' ? ours : theirs).slice(...own),
  }));
  const pieces: Piece[] = [];
  let at = cluster.base[0];
  const same = (to: number) => kept(base.slice(at, to));
  for (const { side, from, to, was, is } of all) {
    pieces.push(...same(from));
    // The words that one side put in may stand in what the other wrote around them.
    const isDouble = was.length === 0 && all.some((one) => one.side !== side && hasAnew(one, is));
    if (side === 'ours') pieces.push(...(isDouble ? [taken({ base: [], ours: is, theirs: [] })] : kept(is)));
    else if (!isDouble) pieces.push(taken({ base: was, ours: was, theirs: is }));
    at = to;
  }
  return [...pieces, ...same(cluster.base[1])];
}

function hasAnew(
  { was, is }: { readonly was: readonly string[]; readonly is: readonly string[] },
  words: readonly string[],
): boolean {
  const text = words.join('');
  return holds(is.join(''), text) && !holds(was.join(''), text);
}

function resolved(sides: Sides, finer: Finer): readonly Piece[] {
  const { base, ours, theirs } = sides;
  if (isSame(ours, theirs) || isSame(theirs, base)) return kept(ours);
  if (isSame(ours, base)) return [taken(sides)];
  const common = commonPlaces(ours, theirs);
  if (common.length > 0) return between(sides, common, finer);
  // A blank line in between is nobody's words.
  return base.some(isWorded) ? finer(sides) : bothPutIn(sides, finer);
}

/** Resolves what lies between the pieces that both sides have. */
function between(
  { base, ours, theirs }: Sides,
  common: readonly (readonly [number, number])[],
  finer: Finer,
): readonly Piece[] {
  const part = partOf({ base, ours, theirs }, common);
  const pieces: Piece[] = [];
  let [mine, yours] = [0, 0];
  for (const [n, [i, j]] of [...common, [ours.length, theirs.length] as const].entries()) {
    const within = base.filter((_, k) => part[k] === 2 * n);
    pieces.push(
      ...merged({ base: within, ours: ours.slice(mine, i), theirs: theirs.slice(yours, j) }, finer),
      ...kept(ours.slice(i, i + 1)),
    );
    [mine, yours] = [i + 1, j + 1];
  }
  return pieces;
}

/** For each piece of the base the part that it belongs to: 2 n before the n-th common place, 2 n + 1 at it. */
function partOf(
  { base, ours, theirs }: Sides,
  common: readonly (readonly [number, number])[],
): readonly number[] {
  // A piece that both have changed belongs to where it was changed.
  const places = [
    new Map([...likePairs(base, ours), ...matching(base, ours)]),
    new Map([...likePairs(base, theirs), ...matching(base, theirs)]),
  ];
  let last = 0;
  return base.map((_, k) => {
    for (const [side, at] of places.entries()) {
      const place = at.get(k);
      if (place === undefined) continue;
      const n = common.findIndex((pair) => (pair[side] ?? 0) >= place);
      const part = n < 0 ? 2 * common.length : common[n]?.[side] === place ? 2 * n + 1 : 2 * n;
      last = Math.max(last, part);
      break;
    }
    return last;
  });
}

/** Both wrote something new at the same point: both stay, unless one is in the other. */
function bothPutIn(sides: Sides, finer: Finer): readonly Piece[] {
  const [ours, theirs] = [sides.ours.join(''), sides.theirs.join('')];
  if (says(ours, theirs) || holds(ours, theirs)) return kept(sides.ours);
  if (says(theirs, ours) || holds(theirs, ours)) return [taken(sides)];
  // Two blocks put in at the same point are two, however alike they are in form.
  if (alike(ours, theirs) && ![...sides.ours, ...sides.theirs].some(isBlock)) return finer(sides);
  return [...kept(sides.ours), taken({ base: [], ours: [], theirs: sides.theirs })];
}

/** Of several lines that belong together. */
function isBlock(unit: string): boolean {
  return unit.indexOf('\n') < unit.length - 1 && unit.includes('\n');
}

/** The copy may have been saved in the middle of the words that stand here now. */
function choice(sides: Sides): readonly Piece[] {
  const texts = { base: sides.base.join(''), ours: sides.ours.join(''), theirs: sides.theirs.join('') };
  if (isWrittenOn(texts.theirs, texts.ours) && !says(texts.base, texts.theirs)) return kept(sides.ours);
  return [{ kind: 'choice', ...texts }];
}

// ---- lines that are alike ----

/** Places of one line in all three. */
type Triple = readonly [base: number | null, ours: number, theirs: number];

/** Without a base line, those of both sides that are alike. */
function likeLines({ base, ours, theirs }: Sides): readonly Triple[] {
  if (base.length === 0) return likePairs(ours, theirs).map(([i, j]): Triple => [null, i, j]);
  const copies = new Map(likePairs(base, theirs));
  return likePairs(base, ours).flatMap(([k, i]): Triple[] => {
    const j = copies.get(k);
    return j === undefined ? [] : [[k, i, j]];
  });
}

function aroundLikeLines(sides: Sides, common: readonly Triple[]): readonly Piece[] {
  const { base, ours, theirs } = sides;
  const pieces: Piece[] = [];
  let [was, mine, yours] = [0, 0, 0];
  for (const [k, i, j] of [...common, [base.length, ours.length, theirs.length] as const]) {
    const within = {
      base: base.slice(was, k ?? 0),
      ours: ours.slice(mine, i),
      theirs: theirs.slice(yours, j),
    };
    pieces.push(...merged(within, choice));
    if (i < ours.length) pieces.push(...likeLine(k === null ? '' : base[k], ours[i], theirs[j]));
    [was, mine, yours] = [k === null ? 0 : k + 1, i + 1, j + 1];
  }
  return pieces;
}

function likeLine(base = '', ours = '', theirs = ''): readonly Piece[] {
  const bare = (line: string) => [line.replace(/\n$/, '')].filter((text) => text !== '');
  const within = inSentences({ base: bare(base), ours: bare(ours), theirs: bare(theirs) });
  return [...within, ...kept(ours.endsWith('\n') ? ['\n'] : [])];
}

/** Pieces with words in them; a blank line is no common ground. */
function commonPlaces(
  ours: readonly string[],
  theirs: readonly string[],
): readonly (readonly [number, number])[] {
  return matching(ours, theirs).filter(([i]) => isWorded(ours[i] ?? ''));
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((piece, i) => piece === b[i]);
}
