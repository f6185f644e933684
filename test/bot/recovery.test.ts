// The program dies at one chosen moment and starts again: what it had half done is finished or undone, and what a person
// did in between stands.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAIN, PUBLISHED } from '../../bot/record/refs.ts';
import { defineStep } from '../../src/step.ts';
import {
  INFO,
  INFO_PATH,
  makeTrial,
  movableClock,
  type Opened,
  SEGMENT,
  SEGMENT_PATH,
  type Trial,
} from '../trial.ts';
import { type Effects, watchEffects } from './effects.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open, close } = inTrials();

const OTHER_PATH = 'episodes/0101/rundown/20 Kettles.md';
const HOUR_MS = 3_600_000;

interface Running extends Opened {
  readonly effects: Effects;
}

async function running(one: Trial, options: Parameters<Trial['open']>[0] = {}): Promise<Running> {
  const opened = await open(one, options);
  return Object.assign(opened, { effects: watchEffects(opened) });
}

/** Dies in this work, which then rejects, and is opened again. */
async function dyingIn(
  one: Trial,
  now: Running,
  work: () => Promise<unknown>,
  meanwhile: () => void = () => {},
): Promise<Running> {
  await expect(work()).rejects.toThrow();
  expect(now.effects.isDead()).toBe(true);
  meanwhile();
  await close(now);
  return running(one);
}

function twoSegments(): Trial {
  return makeTrial({
    [INFO_PATH]: INFO,
    [SEGMENT_PATH]: SEGMENT,
    [OTHER_PATH]: SEGMENT.replaceAll('AAAA', 'BBBB'),
  });
}

function expectTogether(one: Trial, path: string): void {
  expect(one.git('rev-parse', MAIN)).toBe(one.git('rev-parse', PUBLISHED));
  expect(one.git('show', `main:${path}`)).toBe(one.read(path).trimEnd());
}

/** As editors do. In place it could not be done just then: the kernel makes such a writer wait. */
function saveByRename(place: string, text: string): void {
  writeFileSync(`${place}.new`, text);
  renameSync(`${place}.new`, place);
}

const apart = (one: Trial) => one.git('rev-parse', MAIN) !== one.git('rev-parse', PUBLISHED);

describe('killed between “main moved” and “files exchanged”', () => {
  it('finishes the landing', async () => {
    const one = trial();
    let now = await running(one);
    await now.desk.pass({}, quiet);
    const row = about(await now.desk.list({}), 'first-clip');
    now.effects.dieAt(1, 'after', /moveRef refs\/heads\/main/);
    now = await dyingIn(
      one,
      now,
      () => now.desk.accept({ ids: [row.id] }, null),
      () => {
        expect(apart(one)).toBe(true);
        expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
      },
    );
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT.replace('[Type:SOT]', '[Type: SOT]'));
    expectTogether(one, SEGMENT_PATH);
    expect((await now.desk.list({ ids: [row.id] }))[0]?.state).toBe('landed');
  });

  it('takes it back where a person edited, and lands it on their text next', async () => {
    const one = trial();
    let now = await running(one);
    await now.desk.pass({}, quiet);
    const row = about(await now.desk.list({}), 'first-clip');
    const his = SEGMENT.replace('We pat it.', 'We pat it, twice.');
    now.effects.dieAt(1, 'after', /moveRef refs\/heads\/main/);
    now = await dyingIn(
      one,
      now,
      () => now.desk.accept({ ids: [row.id] }, null),
      () => one.write(SEGMENT_PATH, his),
    );
    expect(one.read(SEGMENT_PATH)).toBe(his);
    expectTogether(one, SEGMENT_PATH);
    expect(await now.desk.accept({ ids: [row.id] }, null)).toMatchObject([{ result: 'landed' }]);
    expect(one.read(SEGMENT_PATH)).toBe(his.replace('[Type:SOT]', '[Type: SOT]'));
  });

  it('takes back the file that is in place where a person edited the other', async () => {
    const one = trial(twoSegments);
    let now = await running(one);
    await now.desk.pass({}, quiet);
    now.effects.dieAt(1, 'after', /^exchange/);
    const before = new Map([SEGMENT_PATH, OTHER_PATH].map((path) => [path, one.read(path)]));
    let edited = '';
    now = await dyingIn(
      one,
      now,
      () => now.desk.accept({ all: true }, null),
      () => {
        edited = one.read(OTHER_PATH) === before.get(OTHER_PATH) ? OTHER_PATH : SEGMENT_PATH;
        one.write(edited, `${one.read(edited)}And one line more.\n`);
      },
    );
    for (const [path, text] of before) {
      expect(one.read(path)).toBe(path === edited ? `${text}And one line more.\n` : text);
      expectTogether(one, path);
    }
    for (const { result } of await now.desk.accept({ all: true }, null)) expect(result).toBe('landed');
    expect(one.read(edited)).toContain('And one line more.');
  });
});

describe('killed when ours is in the tree, and “published” has not moved', () => {
  it('takes what a person wrote on top of it for what it is, and the landing stands', async () => {
    const one = trial(twoSegments);
    let now = await running(one);
    await now.desk.pass({}, quiet);
    now.effects.dieAt(1, 'before', /moveRef refs\/show-build\/published/);
    const ids = (await now.desk.list({})).map(({ id }) => id);
    now = await dyingIn(
      one,
      now,
      () => now.desk.accept({ all: true }, null),
      () => one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace('We pat it.', 'We pat it, on top.')),
    );
    expect(one.read(SEGMENT_PATH)).toContain('We pat it, on top.');
    expect(one.read(SEGMENT_PATH)).toContain('[Type: SOT]');
    await now.desk.pass({}, quiet);
    expect((await now.desk.list({ ids, all: true })).map(({ state }) => state)).toEqual(
      ids.map(() => 'landed'),
    );
    expectTogether(one, SEGMENT_PATH);
    expect((await now.desk.revert({ ids }, null)).map(({ result }) => result)).toEqual(
      ids.map(() => 'reverted'),
    );
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT.replace('We pat it.', 'We pat it, on top.'));
  });

  it('but an edit of the old text, written late, is what stands', async () => {
    const one = trial(twoSegments);
    const now = await running(one);
    await now.desk.pass({}, quiet);
    now.effects.dieAt(1, 'before', /moveRef refs\/show-build\/published/);
    const other = one.read(OTHER_PATH);
    const again = await dyingIn(
      one,
      now,
      () => now.desk.accept({ all: true }, null),
      () => one.write(SEGMENT_PATH, `${SEGMENT}Late.\n`),
    );
    expect(one.read(SEGMENT_PATH)).toBe(`${SEGMENT}Late.\n`);
    expect(one.read(OTHER_PATH)).toBe(other);
    await again.desk.pass({}, quiet);
    expectTogether(one, OTHER_PATH);
  });
});

describe('killed in a landing, and the file is a file no longer', () => {
  it.each([
    // For some minutes the file may still come back under another name.
    ['a folder', 'accepted', (place: string) => mkdirSync(place)],
    ['a symlink', 'withdrawn', (place: string) => symlinkSync('20 Kettles.md', place)],
  ] as const)('%s stays, and the program starts', async (_what, state, make) => {
    const one = trial(twoSegments);
    const now = await running(one);
    await now.desk.pass({}, quiet);
    const rows = (await now.desk.list({})).filter(({ subject }) => subject === SEGMENT_PATH);
    now.effects.dieAt(1, 'after', /moveRef refs\/heads\/main/);
    const place = join(one.tree, SEGMENT_PATH);
    const again = await dyingIn(
      one,
      now,
      () => now.desk.accept({ ids: rows.map(({ id }) => id) }, null),
      () => {
        unlinkSync(place);
        make(place);
      },
    );
    expect(lstatSync(place).isFile()).toBe(false);
    expect((await again.desk.pass({}, quiet)).problems).toEqual([]);
    expect(one.git('rev-parse', MAIN)).toBe(one.git('rev-parse', PUBLISHED));
    const then_ = await again.desk.list({ ids: rows.map(({ id }) => id) });
    expect(then_.map((row) => row.state)).toEqual(rows.map(() => state));
  });
});

describe('killed while a person’s save is out of the tree', () => {
  it('brings the save back', async () => {
    const one = trial();
    let now = await running(one);
    await now.desk.pass({}, quiet);
    const row = about(await now.desk.list({}), 'first-clip');
    const his = SEGMENT.replace('We pat it.', 'He typed this at the very last moment.');
    now.effects.atExchange('before', (place) => saveByRename(place, his));
    now.effects.dieAt(1, 'after', /^exchange/);
    now = await dyingIn(
      one,
      now,
      () => now.desk.accept({ ids: [row.id] }, null),
      () => expect(one.read(SEGMENT_PATH)).not.toBe(his),
    );
    expect(one.read(SEGMENT_PATH)).toBe(his);
    expectTogether(one, SEGMENT_PATH);
    expect(await now.desk.accept({ ids: [row.id] }, null)).toMatchObject([{ result: 'landed' }]);
    expect(one.read(SEGMENT_PATH)).toContain('He typed this at the very last moment.');
  });

  it('lets what he saved later stand, and keeps the save', async () => {
    const one = trial();
    const now = await running(one);
    await now.desk.pass({}, quiet);
    const row = about(await now.desk.list({}), 'first-clip');
    const his = SEGMENT.replace('We pat it.', 'He typed this at the very last moment.');
    now.effects.atExchange('before', (place) => saveByRename(place, his));
    now.effects.dieAt(1, 'after', /^exchange/);
    await dyingIn(
      one,
      now,
      () => now.desk.accept({ ids: [row.id] }, null),
      () => one.write(SEGMENT_PATH, 'All anew.\n'),
    );
    expect(one.read(SEGMENT_PATH)).toBe('All anew.\n');
    expect(one.git('log', '--all', '--format=%H', '-S', 'at the very last moment').split('\n')).not.toEqual([
      '',
    ]);
  });

  it('brings back a save into a file that was being taken away', async () => {
    const one = trial();
    let now = await running(one, { steps: [makesNotes] });
    await now.desk.pass({}, quiet);
    await now.desk.accept({ all: true }, null);
    const [row] = await now.desk.list({ all: true });
    const place = join(one.tree, NOTES_PATH);
    now.effects.dieAt(1, 'after', /^moveNew .*notes\.md /);
    // Written as the revert looked at it last: what goes is not what it was.
    const staged = now.show.treeDisk.native.moveNew;
    Object.assign(now.show.treeDisk.native, {
      moveNew: (from: string, to: string) => {
        if (from === place) saveByRename(place, 'His own notes.\n');
        return staged(from, to);
      },
    });
    now = await dyingIn(
      one,
      now,
      () => now.desk.revert({ ids: [row?.id ?? ''] }, null),
      () => expect(existsSync(place)).toBe(false),
    );
    expect(readFileSync(place, 'utf8')).toBe('His own notes.\n');
    expectTogether(one, NOTES_PATH);
  });
});

describe('killed in a snapshot, when main has moved and “published” has not', () => {
  it('keeps the newer text of one file when he goes on in the other', async () => {
    const one = trial(twoSegments);
    const now = await running(one);
    await now.desk.pass({}, quiet);
    one.write(SEGMENT_PATH, `${SEGMENT}New in the first.\n`);
    one.write(OTHER_PATH, `${one.read(OTHER_PATH)}New in the second.\n`);
    now.effects.dieAt(1, 'after', /moveRef refs\/heads\/main/);
    const again = await dyingIn(
      one,
      now,
      () => now.desk.pass({}, quiet),
      () => {
        expect(apart(one)).toBe(true);
        one.write(OTHER_PATH, `${one.read(OTHER_PATH)}And more.\n`);
      },
    );
    expect(one.read(SEGMENT_PATH)).toBe(`${SEGMENT}New in the first.\n`);
    expect(one.read(OTHER_PATH)).toMatch(/New in the second\.\nAnd more\.\n$/);
    await again.desk.pass({}, quiet);
    expectTogether(one, SEGMENT_PATH);
    expectTogether(one, OTHER_PATH);
    expect(one.git('log', '--format=%an', 'main').split('\n')).toEqual(['Josh', 'Josh', 'Josh']);
  });

  it('opens again after a symlink, which is read as a link and never as a file', async () => {
    const one = trial();
    const now = await running(one);
    await now.desk.pass({}, quiet);
    const place = join(one.tree, 'episodes/0101/latest.md');
    symlinkSync('info.md', place);
    now.effects.dieAt(1, 'after', /moveRef refs\/heads\/main/);
    const again = await dyingIn(
      one,
      now,
      () => now.desk.pass({}, quiet),
      () => {
        unlinkSync(place);
        symlinkSync('rundown', place);
      },
    );
    await again.desk.pass({}, quiet);
    expect(one.git('show', 'main:episodes/0101/latest.md')).toBe('rundown');
  });

  it('keeps what was decided about a file that was renamed', async () => {
    const one = trial();
    const now = await running(one);
    await now.desk.pass({}, quiet);
    await now.desk.reject({ all: true }, null, null);
    renameSync(join(one.tree, SEGMENT_PATH), join(one.tree, OTHER_PATH));
    now.effects.dieAt(1, 'after', /moveRef refs\/show-build\/published/);
    const again = await dyingIn(one, now, () => now.desk.pass({}, quiet));
    expect((await again.desk.pass({}, quiet)).proposed).toEqual([]);
    expect(await again.desk.list({})).toEqual([]);
  });
});

describe('killed in a revert', () => {
  it.each([
    ['before main moves, nothing is reverted', 'before', 'landed'],
    ['after main moved, it is reverted and stays so', 'after', 'reverted'],
  ] as const)('%s', async (_what, moment, state) => {
    const one = trial();
    const now = await running(one);
    await now.desk.pass({}, quiet);
    const row = about(await now.desk.list({}), 'first-clip');
    await now.desk.accept({ ids: [row.id] }, null);
    now.effects.dieAt(1, moment, /moveRef refs\/heads\/main/);
    const again = await dyingIn(one, now, () => now.desk.revert({ ids: [row.id] }, null));
    expect((await again.desk.list({ ids: [row.id] }))[0]?.state).toBe(state);
    expect(one.read(SEGMENT_PATH).includes('[Type: SOT]')).toBe(state === 'landed');
    expectTogether(one, SEGMENT_PATH);
    expect((await again.desk.pass({}, quiet)).proposed).toEqual([]);
    if (state === 'landed')
      expect(await again.desk.revert({ ids: [row.id] }, null)).toMatchObject([{ result: 'reverted' }]);
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
  });
});

describe('what he takes out by hand stays out', () => {
  const lines = {
    first: ['[Type: SOT]', '[Type:SOT]'],
    second: ['[Duration: 00:01:15:00]', '[Duration: 1:15]'],
  } as const;

  async function landed(
    one: Trial,
  ): Promise<{ now: Running; save: (text: string) => void; later: () => void }> {
    const { clock, move } = movableClock(0);
    const now = await running(one, { clock });
    await now.desk.pass({}, quiet);
    await now.desk.accept({ all: true }, null);
    const save = (text: string) => {
      one.write(SEGMENT_PATH, text);
      utimesSync(join(one.tree, SEGMENT_PATH), new Date(clock.nowMs()), new Date(clock.nowMs()));
    };
    return { now, save, later: () => move(HOUR_MS) };
  }

  it('one of several, while the others stand', async () => {
    const one = trial();
    const { now, save, later } = await landed(one);
    later();
    save(one.read(SEGMENT_PATH).replace(...lines.first));
    expect((await now.desk.pass({}, quiet)).proposed).toEqual([]);
    expect((await now.desk.list({ state: 'reverted', all: true })).map(({ title }) => title)).toEqual([
      expect.stringContaining('first-clip'),
    ]);
  });

  it('at once, because the others show that he saw it', async () => {
    const one = trial();
    const { now, save } = await landed(one);
    save(one.read(SEGMENT_PATH).replace(...lines.first));
    expect((await now.desk.pass({}, quiet)).proposed.map(({ title }) => title)).toEqual([]);
  });

  it('after he has edited elsewhere, and under a new name', async () => {
    const one = trial();
    const { now, save, later } = await landed(one);
    save(one.read(SEGMENT_PATH).replace('We pat it.', 'We pat it, gently.'));
    await now.desk.pass({}, quiet);
    later();
    save(one.read(SEGMENT_PATH).replace(...lines.first));
    expect((await now.desk.pass({}, quiet)).proposed).toEqual([]);
    renameSync(join(one.tree, SEGMENT_PATH), join(one.tree, OTHER_PATH));
    await now.desk.pass({}, quiet);
    one.write(OTHER_PATH, one.read(OTHER_PATH).replace(...lines.second));
    const then = new Date(Date.now() + HOUR_MS);
    utimesSync(join(one.tree, OTHER_PATH), then, then);
    expect((await now.desk.pass({}, quiet)).proposed).toEqual([]);
  });

  it('but a late laptop takes nothing out: it is proposed again', async () => {
    const one = trial();
    const { now, later } = await landed(one);
    one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace('We pat it.', 'We pat it, gently.'));
    await now.desk.pass({}, quiet);
    later();
    one.write(SEGMENT_PATH, SEGMENT.replace('That is all.', 'That is all, from the train.'));
    utimesSync(join(one.tree, SEGMENT_PATH), new Date(Date.now() - HOUR_MS), new Date(Date.now() - HOUR_MS));
    await now.desk.pass({}, quiet);
    expect((await now.desk.list({})).map(({ state }) => state)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(one.read(SEGMENT_PATH)).toContain('from the train');
  });
});

const NOTES_PATH = 'episodes/0101/notes.md';

const makesNotes = defineStep<'episode', never>({
  id: 'makes-notes',
  title: 'Make notes',
  version: 1,
  subjects: ['episode'],
  after: [],
  tools: [],
  inspect: () => ({ state: 'needed', input: 1, diagnostics: [] }),
  run: async ({ path }) => {
    const file = {
      kind: 'create',
      path: path.replace('info.md', 'notes.md') as typeof path,
      text: 'Notes.\n',
      field: 'notes',
    } as const;
    return {
      changes: [{ title: 'Make notes', why: 'There are none.', applicability: 'unsafe', files: [file] }],
      facts: null,
    };
  },
});
