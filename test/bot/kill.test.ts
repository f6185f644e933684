// The program is killed (SIGKILL) right before each of its effects on the disk, in a process of its own, and started
// again: the old state or the new one, no byte of a person's lost, and the next verb goes on as if nothing had been.
// Everyday runs take those moments where the order matters; SHOW_BUILD_KILL=all takes every moment in every way.
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Compiled } from '../compiled.ts';
import type { Opened, Trial } from '../trial.ts';
import { auditFindings, unreachable, wrongsOf } from './invariants.ts';
import type { Death } from './kill-child.ts';
import { compileForKilling, copyOf, deathsIn, runChild } from './killing.ts';
import { makeShow, openPerson, type Person } from './person.ts';
import { quiet } from './trials.ts';

const { TMPDIR } = process.env;
if (process.platform === 'linux' && existsSync('/dev/shm')) process.env['TMPDIR'] = '/dev/shm';
// The next file of tests may run in this process too.
afterAll(() => {
  if (TMPDIR === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = TMPDIR;
});
const EVERY_MOMENT = process.env['SHOW_BUILD_KILL'] === 'all';
const LONG_MS = EVERY_MOMENT ? 3_600_000 : 120_000;

const FIRST = 'episodes/0101/rundown/10 The Glove.md';
const SECOND = 'episodes/0101/rundown/20 Kettles.md';
const LATER_WORDS = 'Written while the program was dead.\n';

interface Scene {
  readonly verb: 'pass' | 'accept' | 'revert' | 'open' | 'fold';
  /** True if it moves no file of main. */
  readonly isBeside?: true;
  /** The show as it is when the child begins, closed. Returns the ids for the verb. */
  prepare(one: Trial): Promise<readonly string[]>;
  /** After the restart: nothing between old and new, and on it goes to the end. */
  check(now: Opened, ids: readonly string[], after: After): Promise<void>;
}

interface After {
  readonly trial: Trial;
  /** Text of each file before the child began. */
  readonly before: ReadonlyMap<string, string>;
  /** Which file a person went on in, if any. */
  readonly edited: string | null;
}

interface Way {
  readonly edits: string | null;
  readonly withoutDatabase: boolean;
}

const WAYS: readonly Way[] = [
  { edits: null, withoutDatabase: false },
  { edits: FIRST, withoutDatabase: false },
  { edits: SECOND, withoutDatabase: true },
  { edits: null, withoutDatabase: true },
];

let compiled: Compiled;
const prepared: Trial[] = [];
beforeAll(() => {
  compiled = compileForKilling();
});
afterAll(() => {
  compiled.clear();
  for (const one of prepared) one.clear();
});

interface Tally {
  died: number;
  /** How often main had moved, and what it holds was not in the tree yet. */
  between: number;
}

async function playAll(scene: Scene): Promise<Tally> {
  const start = makeShow();
  prepared.push(start);
  const written = scene.verb === 'open' ? start.bytes() : {};
  const ids = await scene.prepare(start);
  const tally: Tally = { died: 0, between: 0 };
  const deaths = await deathsIn(compiled, start, { all: EVERY_MOMENT, verb: scene.verb, ids });
  const turns = deaths.flatMap((death, i) =>
    (EVERY_MOMENT ? WAYS : WAYS.slice(i % WAYS.length).slice(0, 1)).map((way) => ({
      death,
      way,
      ids,
      tally,
      written,
    })),
  );
  const work = async (): Promise<void> => {
    for (let turn = turns.shift(); turn; turn = turns.shift()) {
      const { death, way } = turn;
      await play(scene, start, turn).catch((cause: unknown) => {
        turns.length = 0;
        const said = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`${JSON.stringify(death)}, ${JSON.stringify(way)}: ${said}`, { cause });
      });
    }
  };
  for (const result of await Promise.allSettled([work(), work()])) {
    if (result.status === 'rejected') throw result.reason;
  }
  return tally;
}

interface Turn {
  readonly death: Death;
  readonly way: Way;
  readonly ids: readonly string[];
  readonly tally: Tally;
  /** What people wrote, where the disk holds more than that already. */
  readonly written: Readonly<Record<string, string>>;
}

async function play(scene: Scene, start: Trial, { death, way, ids, tally, written }: Turn): Promise<void> {
  const trial = copyOf(start);
  const person = openPerson(trial, Date.now);
  for (const path of [FIRST, SECOND]) {
    if (written[path] !== undefined) person.last.set(path, Buffer.from(written[path], 'base64'));
  }
  const before = new Map([FIRST, SECOND].map((path) => [path, readText(trial, path)]));
  if ((await runChild(compiled, trial, death, scene.verb, ids)) === null) tally.died += 1;
  if (isBetween(trial)) tally.between += 1;
  if (way.edits) goOn(person, way.edits);
  if (way.withoutDatabase) {
    for (const end of ['', '-wal', '-shm']) rmSync(join(trial.state, `show-build.db${end}`), { force: true });
  }
  const now = await trial.open();
  // Before anybody has looked, each file is as the person left it, or as it landed.
  const inGit = trial.git('log', '--all', '--format=', '--name-only').split('\n');
  for (const path of [...inGit, ...Object.keys(trial.bytes())]) person.dirty.add(path);
  try {
    expect(await wrongsOf(now, person)).toEqual([]);
    expect(await auditFindings(now)).toEqual([]);
    await scene.check(now, ids, { trial, before, edited: way.edits });
    person.dirty.clear();
    expect(await wrongsOf(now, person), 'at the end').toEqual([]);
    expect(await auditFindings(now)).toEqual([]);
    const theirs = [...person.last.values()].flatMap((bytes) =>
      bytes ? [now.show.repo.hashBlob(bytes)] : [],
    );
    expect(unreachable(person, theirs)).toEqual([]);
    expect(trial.git('count-objects', '-v')).toContain('garbage: 0');
  } finally {
    await now.close();
    trial.clear();
  }
}

function isBetween(trial: Trial): boolean {
  if (!existsSync(join(trial.state, 'repo.git/refs/heads/main'))) return false;
  const at = (ref: string) => trial.git('for-each-ref', '--format=%(objectname)', ref);
  return at('refs/heads/main') !== at('refs/show-build/published');
}

function readText(trial: Trial, path: string): string {
  return existsSync(join(trial.tree, path)) ? trial.read(path) : '';
}

function goOn({ trial, last, dirty }: Person, path: string): void {
  if (!existsSync(join(trial.tree, path))) return;
  trial.write(path, `${trial.read(path)}${LATER_WORDS}`);
  last.set(path, readFileSync(join(trial.tree, path)));
  dirty.add(path);
}

// ---- the scenes ----

async function proposed(
  one: Trial,
  act: (now: Opened) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const now = await one.open();
  await now.desk.pass({}, quiet);
  const ids = await act(now);
  await now.close();
  return ids;
}

async function idsOf({ desk }: Opened, path: string): Promise<readonly string[]> {
  return (await desk.list({ episode: '0101' })).filter(({ subject }) => subject === path).map(({ id }) => id);
}

const repaired = (text: string): string =>
  text
    .replace('[Type:SOT]', '[Type: SOT]')
    .replace('[ Type : VO ]', '[Type: VO]')
    .replace('[Duration: 1:15]', '[Duration: 00:01:15:00]')
    .replaceAll('<<!--', '<!--')
    .replaceAll('-->>', '-->');

/** Texts and states agree: landed is in the text, and what is not landed is not. */
async function statesOf({ desk }: Opened, ids: readonly string[]): Promise<readonly string[]> {
  return [...new Set((await desk.list({ ids, all: true })).map(({ state }) => state))];
}

async function checkAccepting(
  now: Opened,
  ids: readonly string[],
  { trial, before, edited }: After,
  whole: boolean,
): Promise<void> {
  const more = (path: string) => (edited === path ? LATER_WORDS : '');
  const states = await statesOf(now, ids);
  const landed = states.includes('landed');
  if (landed) expect(states).toEqual(['landed']);
  for (const [path, text] of before) {
    const after = path === FIRST || whole ? repaired(text) : text;
    const one = whole || path === SECOND ? after : text.replace('[Type:SOT]', '[Type: SOT]');
    expect(trial.read(path)).toBe((landed ? one : text) + more(path));
  }
  const open = (await now.desk.list({ ids })).filter(({ state }) => state !== 'landed').map(({ id }) => id);
  for (const { result } of open.length > 0 ? await now.desk.accept({ ids: open }, null) : [])
    expect(result).toBe('landed');
  await now.desk.pass({}, quiet);
  expect(await statesOf(now, ids)).toEqual(['landed']);
  if (whole) for (const [path, text] of before) expect(trial.read(path)).toBe(repaired(text) + more(path));
}

const COPY = 'episodes/0101/rundown/10 The Glove.sync-conflict-20310301-081936-CPK7LWO.md';
const HERS = 'A line of hers.';

/** Her words are kept, and on their way or there; whatever became of the copy itself. */
async function checkMerging(now: Opened, _ids: readonly string[], { trial }: After): Promise<void> {
  await now.desk.pass({}, quiet);
  expect(trial.git('show', `refs/show-build/conflicts/0101:${COPY}`)).toContain(HERS);
  expect(trial.git('ls-tree', '-r', '--name-only', 'main')).not.toContain('sync-conflict');
  const open = (await now.desk.list({ step: 'conflict-merge' })).map(({ id }) => id);
  if (open.length > 0) await now.desk.accept({ ids: open }, null);
  expect(trial.read(FIRST).split(HERS)).toHaveLength(2);
  expect(trial.read(FIRST)).toContain('And one line.');
}

const SCENES: Readonly<Record<string, Scene>> = {
  'an accept of one': {
    verb: 'accept',
    prepare: (one) => proposed(one, async (now) => (await idsOf(now, FIRST)).slice(0, 1)),
    check: (now, ids, after) => checkAccepting(now, ids, after, false),
  },
  'an accept of six in two files': {
    verb: 'accept',
    prepare: (one) =>
      proposed(one, async (now) => [...(await idsOf(now, FIRST)), ...(await idsOf(now, SECOND))]),
    check: (now, ids, after) => checkAccepting(now, ids, after, true),
  },
  'a revert': {
    verb: 'revert',
    prepare: (one) =>
      proposed(one, async (now) => {
        const ids = (await idsOf(now, FIRST)).slice(0, 1);
        await now.desk.accept({ ids }, null);
        return ids;
      }),
    async check(now, ids, { trial, before, edited }) {
      const more = edited === FIRST ? LATER_WORDS : '';
      const landed = before.get(FIRST) ?? '';
      const original = landed.replace('[Type: SOT]', '[Type:SOT]');
      const [state] = await statesOf(now, ids);
      expect(['landed', 'reverted']).toContain(state);
      expect(trial.read(FIRST)).toBe((state === 'landed' ? landed : original) + more);
      if (state === 'landed')
        expect(await now.desk.revert({ ids }, null)).toMatchObject([{ result: 'reverted' }]);
      expect((await now.desk.pass({}, quiet)).proposed).toEqual([]);
      expect(trial.read(FIRST)).toBe(original + more);
    },
  },
  'a snapshot of edits, a new file, a deletion and a rename': {
    verb: 'pass',
    prepare: (one) =>
      proposed(one, async (now) => {
        const ids = await idsOf(now, 'episodes/0101/rundown/30 A lighthouse, painted.md');
        await now.desk.reject({ ids }, null, null);
        one.write(FIRST, `${one.read(FIRST)}And one line.\n`);
        one.write(SECOND, `${one.read(SECOND)}And another.\n`);
        one.write('episodes/0101/notes.md', 'New.\n');
        one.remove('episodes/0102/rundown/20 Kettles.md');
        renameSync(
          join(one.tree, 'episodes/0101/rundown/30 A lighthouse, painted.md'),
          join(one.tree, 'episodes/0101/rundown/35 A lighthouse.md'),
        );
        return ids;
      }),
    async check(now, ids) {
      await now.desk.pass({}, quiet);
      expect(await statesOf(now, ids)).toEqual(['rejected']);
      const subjects = (await now.desk.list({})).map(({ subject }) => subject);
      expect(
        subjects.filter((subject) => subject.includes('lighthouse') && subject.includes('0101')),
      ).toEqual([]);
      expect(subjects).toContain(FIRST);
    },
  },
  'a snapshot of a conflict copy and of the text that won': {
    verb: 'pass',
    prepare: (one) =>
      proposed(one, async () => {
        one.write(COPY, one.read(FIRST).replace('That is all.', `${HERS}\nThat is all.`));
        one.write(FIRST, `${one.read(FIRST)}And one line.\n`);
        return [];
      }),
    check: checkMerging,
  },
  'folding a conflict copy away': {
    verb: 'fold',
    isBeside: true,
    prepare: (one) =>
      proposed(one, async ({ desk }) => {
        one.write(COPY, one.read(FIRST).replace('That is all.', `${HERS}\nThat is all.`));
        one.write(FIRST, `${one.read(FIRST)}And one line.\n`);
        await desk.pass({}, quiet);
        const ids = (await desk.list({ step: 'conflict-merge' })).map(({ id }) => id);
        await desk.accept({ ids }, null);
        return ids;
      }),
    check: checkMerging,
  },
  'the first look': {
    verb: 'pass',
    prepare: async () => [],
    async check(now) {
      await now.desk.pass({}, quiet);
      expect((await now.desk.list({})).length).toBe(18);
    },
  },
  'a recovery': {
    verb: 'open',
    async prepare(one) {
      const ids = await proposed(one, async (now) => [
        ...(await idsOf(now, FIRST)),
        ...(await idsOf(now, SECOND)),
      ]);
      // Between the two files: one is in the tree, the other is staged.
      const deaths = await deathsIn(compiled, one, { all: true, verb: 'accept', ids });
      const second = deaths.filter(({ what }) => what.startsWith('rename') && what.endsWith('.md')).at(-1);
      expect(second && (await runChild(compiled, one, { ...second, moment: 'before' }, 'accept', ids))).toBe(
        null,
      );
      expect(isBetween(one)).toBe(true);
      return ids;
    },
    async check(now, ids, { trial, edited }) {
      const states = await statesOf(now, ids);
      const landed = states.includes('landed');
      if (landed) expect(states).toEqual(['landed']);
      expect(trial.read(FIRST).includes('[Type:SOT]')).toBe(!landed);
      expect(trial.read(SECOND).includes('[Type:SOT]')).toBe(!landed);
      const open = (await now.desk.list({ ids }))
        .filter(({ state }) => state !== 'landed')
        .map(({ id }) => id);
      for (const { result } of open.length > 0 ? await now.desk.accept({ ids: open }, null) : [])
        expect(result).toBe('landed');
      await now.desk.pass({}, quiet);
      if (edited) expect(trial.read(edited)).toContain(LATER_WORDS);
    },
  },
};

describe('killed at any moment', () => {
  it.each(Object.keys(SCENES))('of %s', { timeout: LONG_MS }, async (name) => {
    const scene = SCENES[name];
    const { died, between } = scene ? await playAll(scene) : { died: 0, between: 0 };
    expect(died).toBeGreaterThan(5);
    // Between “main moved” and “files exchanged” must have been among them.
    if (scene?.isBeside !== true) expect(between).toBeGreaterThan(0);
  });
});
