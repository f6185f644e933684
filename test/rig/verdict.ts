// What came of it all: found in what people wrote, what stood in their folders, and Git. Shares no code with the program.
import { copyOf } from './blob.ts';
import { causeOf, clock, type Makings, makings, story } from './causes.ts';
import type { GitWords } from './git-words.ts';
import { type Copy, type Journal, type Save, type WordsTyped, wordsTyped } from './journal.ts';
import { faultsIn } from './seeds.ts';
import { wordsIn } from './words.ts';

/** How it all stands in the end. */
export interface EndState {
  /** Of every node, path → text, copies too. */
  readonly nodes: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly git: GitWords;
  /** Words in the differences of open enhancements. */
  readonly offered: ReadonlySet<string>;
  /** Paths with an open repair of their cues. */
  readonly offeredPaths: ReadonlySet<string>;
}

export interface Found {
  /** Each is an offence, with enough to look into it. */
  readonly replaced: readonly string[];
  readonly inNoFile: readonly string[];
  readonly copiesByLandings: readonly string[];
  readonly copiesLeft: readonly string[];
  readonly copiesNotMerged: readonly string[];
  readonly decidedForNobody: readonly string[];
  readonly strays: readonly string[];
  readonly unrepaired: readonly string[];
  /** Differences between nodes. */
  readonly apart: readonly string[];
}

export function verdict(journal: Journal, end: EndState): Found {
  const words = stillOwed(journal, wordsTyped(journal));
  const made = makings(journal, end.git);
  return {
    replaced: replacedUnder(journal, words, made).flatMap(({ line, isByClock }) => (isByClock ? [] : [line])),
    inNoFile: inNoFile(words, end),
    copiesByLandings: journal.copies.flatMap((copy) => {
      const cause = causeOf(copy, journal, made);
      if (cause.kind !== 'landing') return [];
      return [`${nameOf(copy)}: ${cause.how}${story(journal, made, copy.of, copy.atMs)}`];
    }),
    copiesLeft: copiesLeft(end),
    copiesNotMerged: copiesNotMerged(journal, words, end),
    decidedForNobody: nobodys(end).flatMap(({ by, why, subject }) =>
      isClockWrong(journal, by) ? [] : [`${subject}, by ${by}: ${why ?? 'no reason'}`],
    ),
    strays: [...journal.strays],
    unrepaired: unrepaired(end),
    apart: apart(end),
  };
}

/**
 * Copies that two machines make in the same second, because the same version won against both, get the same name, and
 * Syncthing keeps one of them on all machines. Nobody else ever had the other.
 */
function inTwins({ copies, texts }: Journal): ReadonlySet<string> {
  const twins = copies.filter(({ path, blob }) =>
    copies.some((other) => other.path === path && other.blob !== blob),
  );
  return wordsAmong(twins.map(({ blob }) => texts.get(blob) ?? ''));
}

function stillOwed(journal: Journal, words: WordsTyped): WordsTyped {
  const dropped = inTwins(journal);
  return { ...words, owed: new Set([...words.owed].filter((word) => !dropped.has(word))) };
}

/** Lines that are in no file, of those that stood in a copy which Syncthing gave up for another of its name. */
export function droppedBySyncthing(journal: Journal, end: EndState): number {
  const words = wordsTyped(journal);
  const dropped = inTwins(journal);
  return inNoFile({ ...words, owed: new Set([...words.owed].filter((word) => dropped.has(word))) }, end)
    .length;
}

// ---- a person's file, replaced under them ----

interface Replaced {
  readonly line: string;
  readonly isByClock: boolean;
}

/**
 * A person's text on their own node gave way to one of the program's without words that they had saved there. It is
 * another person's doing if the program's was made on a text that a person saved later elsewhere, and that lacks them.
 */
function replacedUnder(journal: Journal, words: WordsTyped, made: Makings): readonly Replaced[] {
  const last = new Map<string, string>();
  return journal.sights.flatMap(({ node, path, blob, atMs }) => {
    const key = `${node}:${path}`;
    const before = last.get(key);
    // A name that is gone for a moment comes back with another text.
    if (blob === null) return [];
    last.set(key, blob);
    const text = made.ofProgram(path, blob);
    if (text === null || before === undefined) return [];
    const now = wordsIn(journal.texts.get(blob) ?? '');
    const lost = [...wordsIn(journal.texts.get(before) ?? '')].filter((word) => {
      const save = words.all.get(word);
      if (save?.node !== node || save.path !== path || now.has(word)) return false;
      return !words.takenOut.has(word) && !words.writtenOver.has(word);
    });
    const lastMs = Math.max(...lost.map((word) => words.all.get(word)?.mtimeMs ?? 0));
    if (lost.length === 0 || isPersonsDoing(journal, path, text.base, lost, lastMs)) return [];
    const line = `${key} at ${clock(atMs)}: ${lost.join(' ')} gave way to ${blob.slice(0, 8)}${story(journal, made, path, atMs)}`;
    const base = text.base === null ? null : journal.savedAs(path, text.base);
    const sides = [...lost.map((word) => words.all.get(word)), base];
    return [{ line, isByClock: sides.some((save) => save != null && isWrong(save)) }];
  });
}

const WRONG_MS = 60_000;

function isWrong({ atMs, mtimeMs }: Save): boolean {
  return Math.abs(atMs - mtimeMs) > WRONG_MS;
}

/** Nobody in the rig takes a landing out. */
function nobodys({ git }: Pick<EndState, 'git'>): EndState['git']['decisions'] {
  return git.decisions.filter(
    ({ by, why, kind }) => by === 'Somebody' || (kind === 'revert' && why === 'taken out by hand'),
  );
}

function isClockWrong({ saves }: Journal, person: string): boolean {
  return saves.some((save) => save.person === person && isWrong(save));
}

/** Decisions in the name of a person whose clock is wrong: when they wrote something can't be told. */
export function decidedByClocks(journal: Journal, end: Pick<EndState, 'git'>): number {
  return nobodys(end).filter(({ by }) => isClockWrong(journal, by)).length;
}

/** Of those that gave way, how many because the clock of either side was wrong: Syncthing goes by them. */
export function replacedByClocks(journal: Journal, { git }: Pick<EndState, 'git'>): number {
  const all = replacedUnder(journal, wordsTyped(journal), makings(journal, git));
  return all.filter(({ isByClock }) => isByClock).length;
}

function isPersonsDoing(
  journal: Journal,
  path: string,
  base: string | null,
  lost: readonly string[],
  lastMs: number,
): boolean {
  const save = base === null ? null : journal.savedAs(path, base);
  if (save === null || save.mtimeMs < lastMs) return false;
  const had = wordsIn(save.text);
  return lost.every((word) => !had.has(word));
}

// ---- typed lines ----

function inNoFile({ owed, all }: WordsTyped, { nodes, offered, git }: EndState): readonly string[] {
  const standing = new Set([...nodes.values()].flatMap((files) => [...wordsAmong(files.values())]));
  return [...owed].flatMap((word) => {
    if (standing.has(word) || offered.has(word)) return [];
    const save = all.get(word);
    const where = git.words.has(word) ? 'in Git' : 'not in Git';
    const line = save?.text.split('\n').find((each) => each.includes(word));
    return [`${word} (${save?.person} in ${save?.path} at ${clock(save?.atMs ?? 0)}), ${where}: ${line}`];
  });
}

function wordsAmong(texts: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of texts) for (const word of wordsIn(text)) found.add(word);
  return found;
}

// ---- conflict copies ----

function copiesLeft({ nodes, git }: EndState): readonly string[] {
  const onNodes = [...nodes].flatMap(([node, files]) =>
    [...files.keys()].flatMap((path) => (copyOf(path) === null ? [] : [`${node}: ${path}`])),
  );
  const onMain = [...git.main.keys()].flatMap((path) => (copyOf(path) === null ? [] : [`main: ${path}`]));
  return [...onNodes, ...onMain];
}

function copiesNotMerged(
  journal: Journal,
  { owed }: WordsTyped,
  { git, offered }: EndState,
): readonly string[] {
  const merged = wordsAmong([...git.main].flatMap(([path, text]) => (copyOf(path) === null ? [text] : [])));
  return journal.copies.flatMap((copy) => {
    const left = [...wordsIn(journal.texts.get(copy.blob) ?? '')].filter(
      (word) => owed.has(word) && !merged.has(word) && !offered.has(word),
    );
    return left.length === 0 ? [] : [`${nameOf(copy)}: ${left.join(' ')}`];
  });
}

function nameOf({ path }: Copy): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

// ---- in the end ----

/** Repairs that a node lacks and no reviewer is asked about. */
function unrepaired({ nodes, offeredPaths }: EndState): readonly string[] {
  return [...nodes].flatMap(([node, files]) =>
    [...files].flatMap(([path, text]) => {
      if (copyOf(path) !== null || offeredPaths.has(path)) return [];
      return faultsIn(text).map((fault) => `${node}: ${path}: ${fault}`);
    }),
  );
}

function apart({ nodes }: EndState): readonly string[] {
  const [first, ...others] = nodes;
  if (first === undefined) return [];
  return others.flatMap(([node, files]) =>
    [...new Set([...files.keys(), ...first[1].keys()])].flatMap((path) =>
      files.get(path) === first[1].get(path) ? [] : [`${path}: ${first[0]} and ${node}`],
    ),
  );
}
