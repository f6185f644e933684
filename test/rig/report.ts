// The figures of a run as a table, and beside them what is only good to know.
import { copyOf } from './blob.ts';
import { causeOf, makings } from './causes.ts';
import { type Journal, wordsTyped } from './journal.ts';
import {
  decidedByClocks,
  droppedBySyncthing,
  type EndState,
  type Found,
  replacedByClocks,
  verdict,
} from './verdict.ts';

export interface Report {
  readonly found: Found;
  /** What is asked for: each must be 0. */
  readonly figures: readonly (readonly [what: string, count: number])[];
  readonly others: readonly (readonly [what: string, value: string])[];
  /** Each offence in a line. */
  readonly details: readonly string[];
}

const NAMES: Readonly<Record<keyof Found, (quietMin: string) => string>> = {
  replaced: () => 'person’s file replaced under him',
  inNoFile: () => 'typed lines in no node’s file, nor offered',
  copiesByLandings: () => 'copies made by landings while connected, under a person who typed',
  copiesLeft: (quiet) => `copies left after ${quiet} min of quiet`,
  copiesNotMerged: () => 'copies with a person’s words neither merged nor offered',
  decidedForNobody: () => 'decisions recorded for nobody',
  strays: () => 'the bot’s own files on another node',
  unrepaired: () => 'repairs missing on a node after quiet, and not offered',
  apart: () => 'files that differ between nodes after quiet',
};

export function reportOf(journal: Journal, end: EndState, { server, quietMs }: RunFacts): Report {
  const found = verdict(journal, end);
  const quiet = String(Math.round(quietMs / 6_000) / 10);
  const keys = Object.keys(NAMES) as (keyof Found)[];
  return {
    found,
    figures: keys.map((key) => [NAMES[key](quiet), found[key].length]),
    others: [...othersOf(journal, end, server), ...beyondUs(journal, end)],
    details: keys.flatMap((key) => found[key].map((line) => `${NAMES[key](quiet)}: ${line}`)),
  };
}

export interface RunFacts {
  readonly server: string;
  readonly quietMs: number;
}

function othersOf(journal: Journal, { nodes, git, offered }: EndState, server: string): Report['others'] {
  const words = wordsTyped(journal);
  const made = makings(journal, git);
  const causes = journal.copies.map((copy) => causeOf(copy, journal, made).kind);
  const count = (kind: string) => causes.filter((cause) => cause === kind).length;
  const landings = new Set(git.steps.flatMap(({ isSnapshot, commit }) => (isSnapshot ? [] : [commit])));
  const snapshots = new Map(git.steps.flatMap((step) => (step.isSnapshot ? [[step.commit, step]] : [])));
  const nobody = [...snapshots.values()].filter(({ author }) => author === 'Somebody').length;
  const blobs = new Set(journal.saves.map(({ blob }) => blob));
  const texts = [...(nodes.get(server) ?? [])].flatMap(([path, text]) => (copyOf(path) ? [] : [text]));
  const inFiles = (word: string) => texts.some((text) => text.includes(word));
  const back = [...words.writtenOver].filter((word) => inFiles(word) || offered.has(word)).length;
  const arrivals = arrivalsOf(journal, server, (path, blob) => made.ofProgram(path, blob) !== null);
  return [
    ['versions saved by people, of these in Git', `${blobs.size}, ${inGit(blobs, git.blobs)}`],
    ['lines typed, of these nobody took out or wrote over', `${words.all.size}, ${words.owed.size}`],
    ['written over by a person with an old buffer, of these back', `${words.writtenOver.size}, ${back}`],
    [
      'in no file of the server, but offered to a reviewer',
      String([...words.owed].filter((word) => offered.has(word) && !inFiles(word)).length),
    ],
    ['landings on main', String(landings.size)],
    [
      'copies by landings under a person who had come back less than a minute before, unknown to any other machine',
      String(count('unforeseen')),
    ],
    [
      'copies by landings and a machine that was away, and by two people',
      `${count('away')}, ${count('people')}`,
    ],
    ['snapshots, of these by Somebody', `${snapshots.size}, ${nobody}`],
    ['from publishing to another node, and so a mix of two landings: median and worst', spread(arrivals)],
  ];
}

/** Counted apart, as no program on one machine can help them. */
function beyondUs(journal: Journal, end: EndState): Report['others'] {
  return [
    ['person’s file replaced where a clock was minutes wrong', String(replacedByClocks(journal, end))],
    ['decisions in the name of a person whose clock was', String(decidedByClocks(journal, end))],
    [
      'typed lines that Syncthing dropped: two machines gave their copies one name',
      String(droppedBySyncthing(journal, end)),
    ],
  ];
}

function inGit(blobs: ReadonlySet<string>, all: ReadonlySet<string>): number {
  return [...blobs].filter((blob) => all.has(blob)).length;
}

/** Milliseconds from the first sight of the program's texts on the server to that on each other node which was not away. */
function arrivalsOf(
  { sights, wasAway }: Journal,
  server: string,
  isProgram: (path: string, blob: string) => boolean,
): readonly number[] {
  const first = new Map<string, number>();
  const passed = new Set<string>();
  return sights.flatMap(({ node, path, blob, atMs }) => {
    if (blob === null || !isProgram(path, blob)) return [];
    const key = `${path} ${blob}`;
    const publishedMs = first.get(key);
    if (node === server) {
      if (publishedMs === undefined) first.set(key, atMs);
      return [];
    }
    if (publishedMs === undefined || passed.has(`${node} ${key}`)) return [];
    passed.add(`${node} ${key}`);
    return wasAway(node, publishedMs, atMs) ? [] : [atMs - publishedMs];
  });
}

function spread(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const [middle, worst] = [sorted[sorted.length >> 1], sorted.at(-1)];
  if (middle === undefined || worst === undefined) return 'none';
  return `${(middle / 1000).toFixed(1)} s, ${(worst / 1000).toFixed(1)} s`;
}

export function table({ figures, others }: Report): string {
  const rows = [...figures.map(([what, count]) => [what, String(count)] as const), ...others];
  return ['| what | |', '|---|---|', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
}
