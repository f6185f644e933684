// The judge itself: each figure finds its offence, and holds nobody to account for what people did to each other.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { blobIdOf, copyOf } from './blob.ts';
import { type DecisionMade, type GitWords, gitWords, type MainStep, offeredLines } from './git-words.ts';
import { type Journal, openJournal } from './journal.ts';
import { decidedByClocks, droppedBySyncthing, type EndState, type Found, verdict } from './verdict.ts';
import { wordsIn } from './words.ts';

const PATH = 'episodes/0101/rundown/10 The Glove.md';
const COPY = 'episodes/0101/rundown/10 The Glove.sync-conflict-20261130-221500-ABCDEFG.md';
const SEED = 'It lies there.\n';
const JOSH = `${SEED}He says zqj00001.\n`;
const KEVIN = `${SEED}He says zqk00001.\n`;
const REPAIRED = (text: string) => text.replace('It lies there.', 'It lies here.');

interface Ending {
  /** Of the nodes A, B and C. */
  readonly files?: Readonly<Record<string, string>>;
  readonly main?: Readonly<Record<string, string>>;
  readonly onB?: Readonly<Record<string, string>>;
  readonly steps?: readonly (readonly [before: string, after: string])[];
  readonly decisions?: readonly DecisionMade[];
  readonly offered?: string;
}

function judged(tell: (journal: Journal) => void, ending: Ending = {}): Found {
  const journal = openJournal();
  journal.seed(PATH, SEED);
  tell(journal);
  return verdict(journal, endOf(ending));
}

function endOf(ending: Ending): EndState {
  const {
    files = { [PATH]: SEED },
    main = files,
    onB = files,
    steps = [],
    decisions = [],
    offered = '',
  } = ending;
  const git: GitWords = {
    main: new Map(Object.entries(main)),
    steps: steps.map(([before, after], i): MainStep => {
      const named = { commit: `${i}`, subject: 'Land', author: 'Show-Build', isSnapshot: false, path: PATH };
      return { ...named, atMs: 1_000 * i, before: blobIdOf(before), after: blobIdOf(after) };
    }),
    blobs: new Set(),
    words: new Set(),
    decisions,
  };
  return {
    nodes: new Map(
      ['A', 'B', 'C'].map((node) => [node, new Map(Object.entries(node === 'B' ? onB : files))]),
    ),
    git,
    offered: wordsIn(offered),
    offeredPaths: new Set(),
  };
}

function saves(
  journal: Journal,
  who: 'Josh' | 'Kevin',
  text: string,
  { over = SEED, atMs = 5_000 } = {},
): void {
  const at = { atMs, mtimeMs: atMs, person: who, node: who === 'Josh' ? 'B' : 'C', path: PATH };
  journal.save({ ...at, text, over, known: wordsIn(text) });
  journal.see({ atMs, node: at.node, path: PATH, text });
}

const NONE: Found = {
  replaced: [],
  inNoFile: [],
  copiesByLandings: [],
  copiesLeft: [],
  copiesNotMerged: [],
  decidedForNobody: [],
  strays: [],
  unrepaired: [],
  apart: [],
};

describe('a person’s text', () => {
  it('that is merged and repaired everywhere is nobody’s loss', () => {
    const all = `${REPAIRED(SEED)}He says zqj00001.\nHe says zqk00001.\n`;
    const found = judged(
      (journal) => {
        saves(journal, 'Josh', JOSH);
        saves(journal, 'Kevin', KEVIN);
        journal.see({ atMs: 9_000, node: 'B', path: PATH, text: all });
      },
      { files: { [PATH]: all }, steps: [[JOSH, all]] },
    );
    expect(found).toEqual(NONE);
  });

  it('that gives way to the program’s on the person’s own machine is an offence, and a lost line', () => {
    const found = judged(
      (journal) => {
        saves(journal, 'Josh', JOSH);
        journal.see({ atMs: 9_000, node: 'B', path: PATH, text: REPAIRED(SEED) });
      },
      { files: { [PATH]: REPAIRED(SEED) }, steps: [[SEED, REPAIRED(SEED)]] },
    );
    expect(found.replaced).toHaveLength(1);
    expect(found.replaced[0]).toContain('zqj00001');
    expect(found.inNoFile).toHaveLength(1);
  });

  it('that gives way to a later one of another person is their doing, repaired or not', () => {
    const found = judged(
      (journal) => {
        saves(journal, 'Josh', JOSH);
        saves(journal, 'Kevin', KEVIN, { atMs: 6_000 });
        journal.see({ atMs: 9_000, node: 'B', path: PATH, text: REPAIRED(KEVIN) });
      },
      { files: { [PATH]: REPAIRED(KEVIN) }, steps: [[KEVIN, REPAIRED(KEVIN)]], offered: 'zqj00001' },
    );
    expect(found).toEqual(NONE);
  });

  it('that another person writes over from an old buffer, or that its own takes out, is not looked for', () => {
    const found = judged(
      (journal) => {
        saves(journal, 'Josh', JOSH);
        saves(journal, 'Kevin', KEVIN, { over: JOSH });
        const known = wordsIn('zqk00001 zqk00002');
        const at = { atMs: 9_000, mtimeMs: 9_000, person: 'Kevin', node: 'C', path: PATH };
        journal.save({ ...at, text: `${SEED}zqk00002`, over: KEVIN, known });
      },
      { files: { [PATH]: `${SEED}zqk00002` } },
    );
    expect(found.inNoFile).toEqual([]);
  });
});

describe('a copy', () => {
  const copied = (journal: Journal, text: string, winner: string) =>
    journal.copy({ atMs: 101_000, node: 'B', path: COPY, of: PATH, text, winner });
  const repairAt = (seconds: number): Ending => {
    const others = Array.from({ length: seconds - 1 }, () => [SEED, SEED] as const);
    return { steps: [...others, [SEED, SEED], [SEED, REPAIRED(SEED)]] };
  };
  const REPAIR = repairAt(100);

  it('of the program’s text, made on one that the person had, was made by the landing', () => {
    const found = judged((journal) => {
      for (const atMs of [5_000, 20_000, 39_000, 55_000, 70_000, 88_000])
        saves(journal, 'Josh', JOSH, { atMs });
      const typed = `${JOSH}He says zqj00002.\n`;
      saves(journal, 'Josh', typed, { over: JOSH, atMs: 100_500 });
      copied(journal, REPAIRED(SEED), typed);
    }, REPAIR);
    expect(found.copiesByLandings).toHaveLength(1);
  });

  it('is not, if the person had just come back: no other machine could know', () => {
    const tell = (journal: Journal) => {
      saves(journal, 'Josh', JOSH, { atMs: 98_000 });
      copied(journal, REPAIRED(SEED), JOSH);
    };
    expect(judged(tell, REPAIR).copiesByLandings).toEqual([]);
  });

  it('is not, if the person was away', () => {
    const found = judged((journal) => {
      const returns = journal.leaves('B', 95_000);
      saves(journal, 'Josh', JOSH, { atMs: 20_000 });
      copied(journal, REPAIRED(SEED), JOSH);
      returns(99_000);
    }, REPAIR);
    expect(found.copiesByLandings).toEqual([]);
  });

  it('is not, if another person’s text that this one never had lies below it', () => {
    const found = judged(
      (journal) => {
        saves(journal, 'Kevin', KEVIN);
        saves(journal, 'Josh', JOSH);
        copied(journal, REPAIRED(KEVIN), JOSH);
      },
      { steps: [...(REPAIR.steps ?? []), [KEVIN, REPAIRED(KEVIN)]] },
    );
    expect(found.copiesByLandings).toEqual([]);
  });

  it('that Syncthing gives up for another of its name is held against nobody, and its words are counted', () => {
    const tell = (journal: Journal) => {
      saves(journal, 'Josh', JOSH);
      saves(journal, 'Kevin', KEVIN);
      copied(journal, JOSH, SEED);
      copied(journal, KEVIN, SEED);
    };
    const told = openJournal();
    tell(told);
    const ending = { files: { [PATH]: KEVIN } };
    expect(judged(tell, ending)).toEqual(NONE);
    expect(droppedBySyncthing(told, endOf(ending))).toBe(1);
    // Without the twin it is one that is missing.
    expect(judged((journal) => saves(journal, 'Josh', JOSH), ending).inNoFile).toHaveLength(1);
  });

  it('that is left is counted on every node and on main, with words that are nowhere else', () => {
    const tell = (journal: Journal) => {
      saves(journal, 'Josh', JOSH);
      copied(journal, JOSH, KEVIN);
    };
    const left = judged(tell, { files: { [PATH]: SEED, [COPY]: JOSH } });
    expect(left.copiesLeft).toHaveLength(4);
    expect(left.copiesNotMerged).toHaveLength(1);
    expect(left.inNoFile).toEqual([]);
    expect(judged(tell, { files: { [PATH]: JOSH } })).toEqual(NONE);
    expect(judged(tell, { offered: 'zqj00001' })).toEqual(NONE);
  });

  it('of a copy belongs to the first', () => {
    expect(copyOf(COPY)).toBe(PATH);
    expect(copyOf(COPY.replace('.md', '.sync-conflict-20261130-221501-BCDEFGH.md'))).toBe(PATH);
    expect(copyOf(PATH)).toBeNull();
  });
});

describe('the rest', () => {
  it('finds decisions that nobody made, files of the program, repairs that are missing, and nodes that differ', () => {
    const made = { kind: 'revert', subject: 'revert x', by: 'Josh', why: 'taken out by hand' };
    const found = judged((journal) => journal.stray('B', '.git'), {
      decisions: [made, { ...made, why: null }, { ...made, kind: 'hold', by: 'Somebody', why: null }],
      onB: { [PATH]: `${SEED}[Type:SOT]\n` },
    });
    expect(found).toMatchObject({ strays: ['B: .git'], unrepaired: [`B: ${PATH}: [Type:SOT]`] });
    expect(found.decidedForNobody).toHaveLength(2);
    const wrong = openJournal();
    const at = { atMs: 1_000, mtimeMs: 301_000, person: 'Josh', node: 'B', path: PATH };
    wrong.save({ ...at, text: JOSH, over: SEED, known: wordsIn(JOSH) });
    expect(decidedByClocks(wrong, endOf({ decisions: [made, { ...made, by: 'Kevin' }] }))).toBe(1);
    expect(found.apart).toHaveLength(1);
  });

  it('takes for offered what a reviewer decides on, neither the lines around it nor a script made of everything', () => {
    const file = (path: string, added: string) =>
      `diff --git "a/${path}" "b/${path}"\n--- "a/${path}"\n+++ "b/${path}"\n@@ -1,2 +1,3 @@\n zqj00001\n-old\n+${added}\n`;
    const diff = `${file('episodes/0101/exports/script-host.md', 'zqj00002')}${file(PATH, 'zqj00003')}`;
    expect(offeredLines(diff)).toBe('-old\n+zqj00003');
  });

  it('reads Git: the way of main with its blobs, and words in any ref', () => {
    const dir = mkdtempSync(join(tmpdir(), 'show-build-rig-git-'));
    onTestFinished(() => rmSync(dir, { recursive: true }));
    const git = (input: string, ...args: string[]) => {
      const who = ['-c', 'user.name=Josh', '-c', 'user.email=josh@example.org'];
      return execFileSync('git', ['-C', dir, ...who, ...args], { input, encoding: 'utf8' }).trim();
    };
    git('', 'init', '-q', '--bare');
    const commit = (text: string, message: string, parents: readonly string[]) => {
      const blob = git(text, 'hash-object', '-w', '--stdin');
      git('', 'update-index', '--add', '--cacheinfo', `100644,${blob},a b.md`);
      return git(
        message,
        'commit-tree',
        git('', 'write-tree'),
        ...parents.flatMap((parent) => ['-p', parent]),
      );
    };
    const first = commit('One.\n', 'Josh edited the show\n\nSnapshot: 0101\n', []);
    const side = commit('Two zqj00001.\n', 'a change', [first]);
    const landed = commit('Two.\n', 'Land it\n\nEnhancement: x\n', [first, side]);
    git('', 'update-ref', 'refs/heads/main', landed);
    git('', 'update-ref', 'refs/show-build/kept/0101', side);
    const read = gitWords(dir);
    expect(read.steps).toMatchObject([
      { commit: first, path: 'a b.md', before: null, after: blobIdOf('One.\n'), isSnapshot: true },
      { commit: landed, before: blobIdOf('One.\n'), after: blobIdOf('Two.\n'), isSnapshot: false },
    ]);
    expect(read.main).toEqual(new Map([['a b.md', 'Two.\n']]));
    expect([...read.words]).toEqual(['zqj00001']);
    expect(read.blobs).toContain(blobIdOf('Two zqj00001.\n'));
    expect(read.decisions).toEqual([]);
  });
});
