// What the machine does to us: no permission, no room, no database, another program. One clear line each, nothing lost,
// and it goes on when the cause is gone.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startService } from '../../bot/service/service.ts';
import { defineStep } from '../../src/step.ts';
import { type Compiled, compileProject } from '../compiled.ts';
import {
  AT_ONCE,
  INFO,
  INFO_PATH,
  makeTrial,
  type Opened,
  SEGMENT,
  SEGMENT_PATH,
  type Trial,
} from '../trial.ts';
import { when } from '../when.ts';
import { about, inTrials, quiet, unpackAll } from './trials.ts';

const { trial, open, close, atEnd } = inTrials();

const NOBODY = 65_534;
const MIB = 1024 * 1024;

/** As a user whom file permissions hold for; where the tests run as such a user, as that one. */
async function asNobody<T>(one: Trial, work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  execFileSync('chown', ['-hR', `${NOBODY}:${NOBODY}`, one.dir]);
  const home = process.env['HOME'];
  process.env['HOME'] = one.dir;
  process.setegid?.(NOBODY);
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
    process.env['HOME'] = home;
  }
}

const canMount = process.geteuid?.() === 0 && spawnSync('mount', ['--version']).status === 0 && mountsHere();

function mountsHere(): boolean {
  const one = makeTrial();
  const done = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', one.tree]).status === 0;
  if (done) spawnSync('umount', [one.tree]);
  one.clear();
  return done;
}

/** A disk of its own, of this size and number of files, at a folder of the trial. */
function smallDisk(folder: string, options: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  atEnd(() => execFileSync('umount', ['-l', folder]));
}

function fillFiles(folder: string): () => void {
  const filler = join(folder, 'filler');
  mkdirSync(filler);
  for (let n = 0; statfsSync(folder).ffree > 0; n++) writeFileSync(join(filler, String(n)), '');
  return () => rmSync(filler, { recursive: true });
}

function fillBytes(folder: string): () => void {
  const filler = join(folder, 'filler');
  const file = openSync(filler, 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(MIB));
  } catch {
    // Full: that is what was wanted.
  }
  closeSync(file);
  return () => rmSync(filler);
}

async function faultOf(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'Fault' });
  const { code, message } = error as { code: string; message: string };
  expect(message).not.toContain('\n');
  return { code, message };
}

/** main holds what the disk holds, byte for byte, and so says `published`. */
function expectConsistent(one: Trial, path = SEGMENT_PATH): void {
  expect(one.git('rev-parse', `main:${path}`)).toBe(
    one.git('hash-object', '--no-filters', join(one.tree, path)),
  );
  expect(one.git('rev-parse', 'main')).toBe(one.git('rev-parse', 'refs/show-build/published'));
}

describe('what can’t be read', () => {
  it('is not taken for deleted: a file, a picture, a folder', async () => {
    const picture = 'episodes/0101/assets/a.png';
    const one = trial(() =>
      makeTrial({
        [INFO_PATH]: INFO,
        [SEGMENT_PATH]: SEGMENT,
        [picture]: 'PNG',
        'episodes/0102/info.md': INFO,
      }),
    );
    const shut = [SEGMENT_PATH, picture, 'episodes/0102'].map((path) => join(one.tree, path));
    atEnd(() => shut.map((place) => chmodSync(place, 0o700)));
    await asNobody(one, async () => {
      const { desk } = await open(one);
      await desk.pass({}, quiet);
      const rows = await desk.list({});
      const refs = one.git('for-each-ref');
      one.write(SEGMENT_PATH, `${SEGMENT}More.\n`);
      one.write(picture, 'PNG2');
      for (const place of shut) chmodSync(place, 0);
      const report = await desk.pass({}, quiet);
      expect(report.problems).toHaveLength(3);
      for (const path of ['10 The Glove.md', 'a.png', 'episodes/0102'])
        expect(report.problems.join('\n')).toContain(path);
      expect(one.git('for-each-ref')).toBe(refs);
      expect((await desk.list({})).map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
      for (const place of shut) chmodSync(place, 0o700);
      expect(await desk.pass({}, quiet)).toMatchObject({ problems: [], snapshots: 1 });
    });
    expect(one.git('show', `main:${SEGMENT_PATH}`)).toBe(`${SEGMENT}More.`);
  });

  it('at the first look is left out, and taken when it can be read', async () => {
    const one = trial();
    one.write('episodes/0101/a.wav', 'RIFF');
    const shut = [SEGMENT_PATH, 'episodes/0101/a.wav'].map((path) => join(one.tree, path));
    for (const place of shut) chmodSync(place, 0);
    await asNobody(one, async () => {
      const { desk } = await open(one);
      const report = await desk.pass({}, quiet);
      expect(report.problems).toHaveLength(2);
      expect(one.git('ls-tree', '-r', '--name-only', 'main')).toBe([INFO_PATH, 'show-build.yaml'].join('\n'));
      for (const place of shut) chmodSync(place, 0o600);
      const next = await desk.pass({}, quiet);
      expect(next.problems).toEqual([]);
      expect(next.proposed.length).toBeGreaterThan(0);
    });
  });

  it('is not landed on, and is not taken for edited', async () => {
    const one = trial();
    const place = join(one.tree, SEGMENT_PATH);
    await asNobody(one, async () => {
      const { desk } = await open(one);
      await desk.pass({}, quiet);
      const row = about(await desk.list({}), 'first-clip');
      const main = one.git('rev-parse', 'main');
      chmodSync(place, 0);
      const said = await desk.accept({ ids: [row.id] }, null).then(
        ([outcome]) => outcome?.reasons.map(({ user }) => user).join() ?? '',
        (error: Error) => error.message,
      );
      expect(said).toContain('The Glove.md');
      expect(one.git('rev-parse', 'main')).toBe(main);
      chmodSync(place, 0o600);
      expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
      expect(await desk.accept({ ids: [row.id] }, null)).toMatchObject([{ result: 'landed' }]);
      expectConsistent(one);
    });
  });
});

describe('a tree that can’t be written', () => {
  it('is proposed for; accepting says so, changes nothing, and lands when it can', async () => {
    const one = trial();
    const folder = join(one.tree, 'episodes/0101/rundown');
    atEnd(() => chmodSync(folder, 0o700));
    await asNobody(one, async () => {
      const { desk } = await open(one);
      await desk.pass({}, quiet);
      const row = about(await desk.list({}), 'first-clip');
      chmodSync(folder, 0o500);
      const { code, message } = await faultOf(desk.accept({ ids: [row.id] }, null));
      expect(code).toBe('TREE_DENIED');
      expect(message).toContain('The Glove.md');
      expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
      expect((await desk.pass({ episode: '0101' }, quiet)).problems).toEqual([]);
      chmodSync(folder, 0o700);
      await desk.pass({ episode: '0101' }, quiet);
      const [now] = await desk.list({ ids: [row.id] });
      if (now?.state === 'accepted')
        expect(await desk.accept({ ids: [row.id] }, null)).toMatchObject([{ result: 'landed' }]);
      expect(one.read(SEGMENT_PATH)).toBe(SEGMENT.replace('[Type:SOT]', '[Type: SOT]'));
      expect(one.git('log', '--first-parent', '--format=%an', 'main')).not.toMatch(/Josh[\s\S]*Josh/);
      expectConsistent(one);
    });
  });

  it('takes back what of a change was in place already, and main with it; so for a revert', async () => {
    const both = defineStep<'episode', never>({
      id: 'both-files',
      title: 'Both files',
      version: 1,
      subjects: ['episode'],
      after: [],
      tools: [],
      inspect: ({ info }) => ({
        state: info?.text.includes('Gloves') ? 'needed' : 'fulfilled',
        input: 1,
        diagnostics: [],
      }),
      async run({ info, segments }) {
        const files = [info, segments[0]].flatMap((document) => {
          const start = document?.text.indexOf('title: ') ?? -1;
          return document && start >= 0
            ? [
                {
                  kind: 'edit' as const,
                  path: document.path,
                  edits: [{ start, end: start + 7, removed: 'title: ', added: 'title:  ', field: 'title' }],
                },
              ]
            : [];
        });
        return { changes: [{ title: 'Both', why: 'Both.', applicability: 'unsafe', files }], facts: null };
      },
    });
    const one = trial();
    const folder = join(one.tree, 'episodes/0101/rundown');
    atEnd(() => chmodSync(folder, 0o700));
    await asNobody(one, async () => {
      const { desk } = await open(one, { steps: [both] });
      const { proposed } = await desk.pass({}, quiet);
      const ids = proposed.map(({ id }) => id);
      expect(proposed[0]?.paths).toHaveLength(2);
      const before = one.bytes();
      const main = one.git('rev-parse', 'main');
      chmodSync(folder, 0o500);
      expect((await faultOf(desk.accept({ ids }, null))).code).toBe('TREE_DENIED');
      expect(one.bytes()).toEqual(before);
      expect(one.git('rev-parse', 'main', 'refs/show-build/published')).toBe(`${main}\n${main}`);
      chmodSync(folder, 0o700);
      expect(await desk.accept({ ids }, null)).toMatchObject([{ result: 'landed' }]);
      const after = one.bytes();
      expect(one.read(INFO_PATH) + one.read(SEGMENT_PATH)).toMatch(/title: {2}G[\s\S]*title: {2}T/);

      chmodSync(folder, 0o500);
      expect((await faultOf(desk.revert({ ids }, null))).code).toBe('TREE_DENIED');
      expect(one.bytes()).toEqual(after);
      chmodSync(folder, 0o700);
      expect(await desk.revert({ ids }, null)).toMatchObject([{ result: 'reverted' }]);
      expect(one.bytes()).toEqual(before);
      expectConsistent(one);
    });
  });

  it.skipIf(!canMount)('as a whole gives a notice, and proposals all the same', async () => {
    const one = trial();
    execFileSync('mount', ['--bind', one.tree, one.tree]);
    atEnd(() => execFileSync('umount', ['-l', one.tree]));
    execFileSync('mount', ['-o', 'remount,bind,ro', one.tree]);
    const { desk, show } = await open(one);
    expect(show.notices()).toEqual([expect.stringContaining('.git file')]);
    const { proposed } = await desk.pass({}, quiet);
    const { code } = await faultOf(desk.accept({ ids: [about(proposed, 'first-clip').id] }, null));
    expect(code).toBe('TREE_READ_ONLY');
    execFileSync('mount', ['-o', 'remount,bind,rw', one.tree]);
    expect(await desk.accept({ ids: [about(proposed, 'first-clip').id] }, null)).toMatchObject([
      { result: 'landed' },
    ]);
    expectConsistent(one);
  });
});

describe.skipIf(!canMount)('a full disk', () => {
  const onDisks = (disks: { tree?: string; state?: string }) => () => {
    const one = makeTrial();
    if (disks.tree) smallDisk(one.tree, disks.tree);
    if (disks.state) smallDisk(one.state, disks.state);
    one.write('show-build.yaml', AT_ONCE);
    one.write(INFO_PATH, INFO);
    one.write(SEGMENT_PATH, SEGMENT);
    return one;
  };

  it('of the state, almost: the gate says so', async () => {
    const one = trial(onDisks({ state: 'size=24m' }));
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const [outcome] = await desk.accept({ ids: [about(await desk.list({}), 'first-clip').id] }, null);
    expect(outcome).toMatchObject({ result: 'waiting', reasons: [{ code: 'DISK_FULL' }] });
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
  });

  it.each([
    ['files', 'size=128m,nr_inodes=400', fillFiles],
    ['bytes', 'size=64m', fillBytes],
  ] as const)('of the state, of %s: accepting says so, and goes on when there is room', async (_what, options, fill) => {
    const one = trial(onDisks({ state: options }));
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const row = about(await desk.list({}), 'first-clip');
    const refs = one.git('for-each-ref', 'refs/heads', 'refs/show-build/published');
    const makeRoom = fill(one.state);
    one.write('episodes/0101/preshow/notes.md', 'Written while the disk was full.\n');
    expect((await faultOf(desk.pass({}, quiet))).code).toBe('DISK_FULL');
    const { code, message } = await faultOf(desk.accept({ ids: [row.id] }, null));
    expect(code).toBe('DISK_FULL');
    expect(message).toContain('disk is full');
    expect(one.git('for-each-ref', 'refs/heads', 'refs/show-build/published')).toBe(refs);
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
    makeRoom();
    expect(await desk.accept({ ids: [row.id] }, null)).toMatchObject([{ result: 'landed' }]);
    expectConsistent(one);
    await desk.pass({}, quiet);
    expect(one.git('show', 'main:episodes/0101/preshow/notes.md')).toBe('Written while the disk was full.');
  });

  it.each([
    ['in the same program'],
    ['after a restart'],
  ])('of the tree, in the middle of landing: says so, loses nothing, and goes on %s', async (how) => {
    const one = trial(onDisks({ tree: 'size=128m,nr_inodes=60' }));
    let now = await open(one);
    await now.desk.pass({}, quiet);
    const row = about(await now.desk.list({}), 'first-clip');
    const makeRoom = fillFiles(one.tree);
    const { code } = await faultOf(now.desk.accept({ ids: [row.id] }, null));
    expect(code).toBe('DISK_FULL');
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
    makeRoom();
    if (how === 'after a restart') {
      await close(now);
      now = await open(one);
    }
    await now.desk.pass({ episode: '0101' }, quiet);
    const [state] = await now.desk.list({ ids: [row.id] });
    if (state?.state === 'accepted') await now.desk.accept({ ids: [row.id] }, null);
    expect((await now.desk.list({ ids: [row.id] }))[0]?.state).toBe('landed');
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT.replace('[Type:SOT]', '[Type: SOT]'));
    // Nobody has edited anything, and the history must not say that somebody has.
    expect(one.git('log', '--author=Josh', '--oneline', 'main').split('\n')).toHaveLength(1);
    expectConsistent(one);
  });

  it('of the state, while the service runs: it says one line, shows and refuses, and goes on by itself', async () => {
    const one = trial(onDisks({ state: 'size=64m' }));
    one.write('show-build.yaml', AT_ONCE.replace('idle: 0s', 'idle: 0s, everything: review'));
    const { show } = await open(one);
    const told: unknown[] = [];
    const service = await startService(show, {
      localWork: true,
      onEvent: ({ kind, detail }) => void (kind === 'notice' && told.push(detail)),
    });
    await service.settled();
    const row = about(await service.desk.list({}), 'first-clip');
    const makeRoom = fillBytes(one.state);
    const notes = 'episodes/0101/preshow/notes.md';
    one.write(notes, 'Written while the disk was full.\n');
    await when(service, async () => told.length > 0 || null);
    one.write(notes, 'Written again while the disk was full.\n');
    expect((await faultOf(service.desk.accept({ ids: [row.id] }, null))).code).toBe('DISK_FULL');
    expect(await service.desk.list({ ids: [row.id] })).toMatchObject([{ state: 'proposed' }]);
    expect((await service.desk.status()).show).toBe('Trial');
    makeRoom();
    await when(service, async () => one.git('ls-tree', '-r', '--name-only', 'main').includes(notes) || null);
    expect(one.git('show', `main:${notes}`)).toBe('Written again while the disk was full.');
    await when(service, async () => told.length > 1 || null);
    expect(told).toEqual([expect.stringContaining('disk is full'), expect.stringContaining('It goes on')]);
    await service.close();
  });

  it('at the first look: says so, keeps the tree, and takes it over when there is room', async () => {
    const one = trial(onDisks({ state: 'size=8m' }));
    let line = '';
    for (let n = 0; n < 120_000; n++) line += `${Math.sin(n)}\n`;
    for (let n = 0; n < 12; n++) one.write(`episodes/0101/preshow/${n}.txt`, `${n}${line}`);
    const { desk } = await open(one);
    const before = one.bytes();
    expect((await faultOf(desk.pass({}, quiet))).code).toBe('GIT_IMPORT_FAILED');
    expect(one.bytes()).toEqual(before);
    execFileSync('mount', ['-o', 'remount,size=256m', one.state]);
    expect((await desk.pass({}, quiet)).proposed.length).toBeGreaterThan(0);
  });
});

function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  const calls: (() => void)[] = [];
  const given = new Promise<void>((resolve) => calls.push(resolve));
  const give = () => {
    for (const call of calls) call();
  };
  return { given, give };
}

describe('an episode that goes while a step works on it', () => {
  it('withdraws what was proposed, and does not make it again', async () => {
    const one = trial();
    const begun = signal();
    const held = signal();
    const slow = defineStep<'segment', never>({
      id: 'slow-step',
      title: 'Slow step',
      version: 1,
      subjects: ['segment'],
      after: [],
      tools: [],
      inspect: ({ document }) => ({
        state: document.text.includes('We pat it.') ? 'needed' : 'fulfilled',
        input: 1,
        diagnostics: [],
      }),
      async run({ path, document: { text } }) {
        begun.give();
        await held.given;
        const start = text.indexOf('We pat it.');
        const edits = [
          { start, end: start + 10, removed: 'We pat it.', added: 'We stroke it.', field: 'body' },
        ];
        return {
          changes: [
            {
              title: 'Stroke it',
              why: 'Slowly.',
              applicability: 'unsafe',
              files: [{ kind: 'edit', path, edits }],
            },
          ],
          facts: null,
        };
      },
    });
    const { desk } = await open(one, { steps: [slow] });
    const running = desk.pass({}, quiet);
    await begun.given;
    one.remove('episodes/0101');
    held.give();
    expect((await running).problems).toEqual([]);
    const outcomes = await desk.accept({ all: true }, null);
    for (const { result } of outcomes) expect(result).toBe('refused');
    await desk.pass({}, quiet);
    expect(existsSync(join(one.tree, 'episodes/0101'))).toBe(false);
    expect(await desk.list({})).toEqual([]);
    expect((await desk.list({ all: true })).map(({ state }) => state)).toEqual(['withdrawn']);
    expect(one.git('show', `main~1:${SEGMENT_PATH}`)).toBe(SEGMENT.trimEnd());
  });
});

let compiled: Compiled | null = null;
afterAll(() => compiled?.clear());

function childArgs(verb: string, one: Trial, options: readonly string[] = []): readonly string[] {
  compiled ??= compileProject();
  return [...options, compiled.place('test/bot/pass-child.ts'), verb, one.tree, one.state];
}

describe('a text of 50 MB', () => {
  it('takes memory for two looks at it, not for one with every step', () => {
    const peakOf = (one: Trial): number => {
      const { stdout, stderr } = spawnSync(process.execPath, [...childArgs('pass', one)], {
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      return JSON.parse(stdout).peakBytes;
    };
    const usual = peakOf(trial());
    const large = trial();
    for (const path of ['episodes/0101/rundown/50 Dump.md', 'episodes/0102/info.md'])
      large.write(path, 'Nobody reads this on air.\n'.repeat(2 * MIB));
    expect(peakOf(large) - usual).toBeLessThan(400 * MIB);
    expect(large.git('cat-file', '-s', 'main:episodes/0101/rundown/50 Dump.md')).toBe(String(26 * 2 * MIB));
  });
});

describe('a history with a hole', () => {
  it.each([
    ['a text', `main:${INFO_PATH}`],
    ['a folder', 'main:episodes/0101'],
  ])('ends the service with one line that says what to do, and with nothing held: %s', async (_what, name) => {
    const one = trial();
    const first = await open(one);
    await first.desk.pass({}, quiet);
    one.write(INFO_PATH, `${INFO}More.\n`);
    await first.desk.pass({}, quiet);
    await close(first);
    unpackAll(one);
    const id = one.git('rev-parse', name);
    const place = join(one.state, 'repo.git/objects', id.slice(0, 2), id.slice(2));
    const kept = readFileSync(place);
    rmSync(place);
    const args = ['start', '--port', '0', '--tree', one.tree, '--state', one.state];
    compiled ??= compileProject();
    const child = spawn(process.execPath, [compiled.place('bot/main.ts'), ...args]);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(said).toContain('A part of the history is missing; run `show-build fsck`.');
    expect(code).toBe(1);
    writeFileSync(place, kept);
    expect((await (await open(one)).desk.pass({ episode: '0101' }, quiet)).problems).toEqual([]);
  });
});

describe('a state folder that another program holds', () => {
  it('is refused in one line that says who, and is free when that one is killed', async () => {
    const one = trial();
    const other = spawn(process.execPath, [...childArgs('hold', one)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => other.once('exit', resolve));
    try {
      const [said] = await new Promise<Buffer[]>((resolve) =>
        other.stdout.once('data', (...chunk: Buffer[]) => resolve(chunk)),
      );
      expect(String(said)).toContain('held');
      const { code, message } = await faultOf(open(one));
      expect(code).toBe('STATE_HELD');
      expect(message).toContain(`start (pid ${other.pid},`);
    } finally {
      other.kill('SIGKILL');
      await ended;
    }
    expect((await (await open(one)).desk.pass({}, quiet)).proposed.length).toBeGreaterThan(0);
  });
});

describe('a database', () => {
  const file = (one: Trial) => join(one.state, 'show-build.db');
  async function used(one: Trial): Promise<void> {
    const now = await open(one);
    await now.desk.pass({}, quiet);
    await close(now);
  }
  async function worksOn(one: Trial, { desk }: Opened): Promise<void> {
    expect((await desk.pass({}, quiet)).proposed).toEqual([]);
    expect((await desk.pass({ episode: '0101' }, quiet)).proposed).toEqual([]);
    const rows = await desk.list({});
    expect(await desk.accept({ ids: [about(rows, 'first-clip').id] }, null)).toMatchObject([
      { result: 'landed' },
    ]);
    expect(await desk.reject({ ids: [about(rows, 'second-clip').id] }, null, null)).toMatchObject([
      { result: 'rejected' },
    ]);
    expect((await desk.pass({ episode: '0101' }, quiet)).proposed).toEqual([]);
    expectConsistent(one);
  }

  it('that is garbage is set aside, and built anew', async () => {
    const one = trial();
    await used(one);
    const garbage = Buffer.from('This is no database. '.repeat(1000));
    writeFileSync(file(one), garbage);
    const now = await open(one);
    expect(now.show.notices()).toEqual([
      expect.stringMatching(/^The database was damaged; it was set aside as .*\.corrupt-1/),
    ]);
    expect(readFileSync(`${file(one)}.corrupt-1`)).toEqual(garbage);
    await worksOn(one, now);
    expect(now.show.store?.index.listEnhancements({}).length).toBeGreaterThan(0);
  });

  it('with damaged pages is set aside, wherever the damage is', async () => {
    const one = trial();
    await used(one);
    const whole = readFileSync(file(one));
    for (const page of [2, 5, Math.floor(whole.length / 4096) - 2]) {
      const damaged = Buffer.from(whole);
      damaged.fill(0x5a, page * 4096, (page + 2) * 4096);
      writeFileSync(file(one), damaged);
      const now = await open(one);
      expect(now.show.notices(), `page ${page}`).toEqual([expect.stringContaining('was damaged')]);
      expect((await now.desk.pass({ episode: '0101' }, quiet)).proposed).toEqual([]);
      await close(now);
    }
  });

  it('of a newer schema is left alone, and done without', async () => {
    const one = trial();
    await used(one);
    const { default: Database } = await import('better-sqlite3');
    const db = new Database(file(one));
    db.pragma('user_version = 9999');
    db.close();
    const before = readFileSync(file(one));
    const now = await open(one);
    expect(now.show.store).toBeNull();
    expect(now.show.notices()).toHaveLength(1);
    expect(now.show.notices()[0]).toMatch(/newer.*Going on without a database/);
    await worksOn(one, now);
    await close(now);
    expect(readFileSync(file(one))).toEqual(before);
  });

  it('that can’t be written is done without', async () => {
    const one = trial();
    await used(one);
    await asNobody(one, async () => {
      chmodSync(file(one), 0o400);
      const now = await open(one);
      expect(now.show.notices()).toEqual([
        expect.stringMatching(/can't be read or written.*Going on without a database/),
      ]);
      await worksOn(one, now);
      await close(now);
    });
  });

  it('whose driver does not load is done without: proposals and verdicts work, and a second run proposes nothing', async () => {
    const one = trial();
    const noDriver = `data:text/javascript,${encodeURIComponent(`import { register } from 'node:module';
      register('data:text/javascript,' + encodeURIComponent("export async function resolve(name, context, next) { if (name === 'better-sqlite3') throw new Error('not built for this Node'); return next(name, context); }"));`)}`;
    const run = (verb: string) => {
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [...childArgs(verb, one, ['--import', noDriver])],
        { encoding: 'utf8' },
      );
      expect(stderr).toBe('');
      return JSON.parse(stdout);
    };
    const first = run('pass');
    expect(first.notices).toEqual([expect.stringContaining('npm rebuild better-sqlite3')]);
    // Three cues, the scripts and the report.
    expect(first.proposed).toHaveLength(5);
    expect(existsSync(file(one))).toBe(false);
    expect(run('pass').proposed).toEqual([]);
    const { desk } = await open(one, { readOnly: true });
    const rows = await desk.list({});
    const cue = rows.find(({ step }) => step === 'cue-block-repair');
    await desk.reject({ ids: [cue?.id ?? ''] }, null, null);
    expect(run('accept-all')).toMatchObject({ landed: 4 });
    expect(run('pass').proposed).toEqual([]);
  });

  it('in a folder that can’t be written is done without', async () => {
    const one = trial();
    await used(one);
    await asNobody(one, async () => {
      chmodSync(one.state, 0o500);
      const now = await open(one);
      expect(now.show.notices()).toEqual([expect.stringContaining('Going on without a database')]);
      await worksOn(one, now);
      await close(now);
      chmodSync(one.state, 0o700);
    });
  });

  it('and a state that can’t be written at all: one line', async () => {
    const one = trial();
    await asNobody(one, async () => {
      mkdirSync(one.state, { mode: 0o500 });
      const { code, message } = await faultOf(open(one));
      expect(code).toBe('TREE_DENIED');
      expect(message).toContain(one.state);
      chmodSync(one.dir, 0o500);
      expect((await faultOf(open(one, { state: join(one.dir, 'other') }))).code).toBe('STATE_UNWRITABLE');
      chmodSync(one.dir, 0o700);
    });
  });
});

describe('a place that is none', () => {
  it('is refused: no tree, a file, no show, and nothing is made', async () => {
    const one = trial();
    for (const [path, code] of [
      ['missing', 'NO_TREE'],
      [SEGMENT_PATH, 'NO_TREE'],
      ['episodes/0101/rundown', 'NO_SHOW'],
    ]) {
      expect((await faultOf(open(one, { tree: join(one.tree, path ?? '') }))).code).toBe(code);
    }
    expect(existsSync(one.state)).toBe(false);
    expect(existsSync(join(one.tree, 'episodes/0101/rundown/.git'))).toBe(false);
  });

  it('is refused: a state folder in the tree, by whatever name', async () => {
    const one = trial();
    symlinkSync(one.tree, join(one.dir, 'other name'));
    for (const state of [
      one.tree,
      join(one.tree, '.state'),
      join(one.tree, 'a/b'),
      join(one.dir, 'other name/state'),
      join(one.tree, '..state'),
    ]) {
      expect((await faultOf(open(one, { state }))).code, state).toBe('STATE_IN_TREE');
    }
    expect(readdirSync(one.tree).sort()).toEqual(['episodes', 'show-build.yaml']);
    const beside = await open(one, { state: join(one.dir, '..state beside') });
    expect(realpathSync(beside.show.stateDir)).toContain('..state beside');
  });

  it.each([
    ['a folder', (one: Trial) => execFileSync('git', ['init', '-q', one.tree])],
    [
      'a file of another work tree',
      (one: Trial) => writeFileSync(join(one.tree, '.git'), 'gitdir: /srv/other/.git/worktrees/show\n'),
    ],
    ['a link', (one: Trial) => symlinkSync(join(one.dir, 'elsewhere'), join(one.tree, '.git'))],
  ])('leaves a .git of its own alone: %s', async (_what, make) => {
    const one = trial();
    make(one);
    const before = execFileSync('find', [join(one.tree, '.git'), '-ls'], { encoding: 'utf8' });
    const { desk, show } = await open(one);
    expect(show.notices()).toEqual([expect.stringContaining('Git repository of its own')]);
    const { proposed } = await desk.pass({}, quiet);
    expect(await desk.accept({ ids: [about(proposed, 'first-clip').id] }, null)).toMatchObject([
      { result: 'landed' },
    ]);
    expect(execFileSync('find', [join(one.tree, '.git'), '-ls'], { encoding: 'utf8' })).toBe(before);
    expect(existsSync(join(one.dir, 'elsewhere'))).toBe(false);
  });
});

describe('settings that break', () => {
  const GOOD = `${AT_ONCE}steps: { cue-block-repair: { policy: review } }\n`;

  it.each([
    ['a tab', `${GOOD}media:\n\tkeep: all\n`, /^show-build\.yaml, line 6: /],
    ['a wrong value', GOOD.replace('settle: 0s', 'settle: soon'), /^show-build\.yaml, line 3: merge\.settle/],
    [
      'a secret',
      `${GOOD}openai_api_key: sk-abcdefghijklmnopqrstuvwxyz0123456789ABCD\n`,
      /^show-build\.yaml, line 5: /,
    ],
    ['no UTF-8', Buffer.from([0xff, 0xfe, 0x41]), /^show-build\.yaml is not UTF-8/],
  ])('by %s: one line, and the last good ones stay, over a restart too', async (_what, text, line) => {
    const one = trial();
    one.write('show-build.yaml', GOOD);
    let now = await open(one);
    await now.desk.pass({}, quiet);
    const good = now.show.settings();
    one.write('show-build.yaml', text);
    expect(await now.show.reloadSettings()).toBe(false);
    expect(now.show.notices()).toEqual([expect.stringMatching(line)]);
    expect(now.show.notices().join()).not.toContain('sk-abc');
    expect(now.show.settings()).toEqual(good);
    await now.desk.pass({}, quiet);
    await close(now);
    now = await open(one);
    expect(now.show.notices()).toEqual([expect.stringMatching(line)]);
    expect(now.show.settings()).toEqual(good);
    one.write('show-build.yaml', GOOD.replace('Trial', 'Mended'));
    expect(await now.show.reloadSettings()).toBe(true);
    expect(now.show.notices()).toEqual([]);
    expect(now.show.settings().show).toBe('Mended');
  });
});
