// The verbs on a real show: files, Git and database in a temporary folder, alone and beside a running service.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../../bot/cli/run.ts';
import { verbs } from '../../bot/cli/verbs.ts';
import { type MemoryScreen, memoryScreen, testWorld } from './screens.ts';

const SEGMENT = 'episodes/0101/rundown/10 Kettle.md';
const BEFORE = `---
id: '10110'
slug:
type: segment
order: 10
duration:
status: production
title: The Committee for the Kettle
---

The committee for the kettle met on Tuesday, and again on Wednesday, because on Tuesday the kettle had not been there.
Nobody had thought to ask it. By Thursday there were minutes, a chair, and a motion to boil nothing until further notice.
`;

function aShow() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'show-build-test-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const tree = join(root, 'show');
  mkdirSync(join(tree, 'episodes/0101/rundown'), { recursive: true });
  writeFileSync(
    join(tree, 'show-build.yaml'),
    'show: Kettles\npeople: { minna: { name: Minna, email: minna@example.org } }\nmerge: { settle: 1s, everything: review }\n',
  );
  writeFileSync(
    join(tree, 'episodes/0101/info.md'),
    "---\ntype: sunday_show\nepisode_number: '0101'\ntitle: Kettles\nstatus: production\n---\n",
  );
  writeFileSync(join(tree, SEGMENT), BEFORE);
  return { tree, state: join(root, 'state') };
}

type Place = ReturnType<typeof aShow>;

function cli({ tree, state }: Place) {
  return async (...argv: readonly string[]) => {
    const world = testWorld({ nowMs: Date.now });
    const code = await runCommand([...argv, '--tree', tree, '--state', state], verbs, world);
    return { code, out: world.out.text(), err: world.err.text() };
  };
}

interface Row {
  readonly id: string;
  readonly step: string;
  readonly state: string;
}

describe('alone', () => {
  it('proposes, shows, lands, reverts and audits', async () => {
    const place = aShow();
    const run = cli(place);
    expect(await run('run', '--json')).toMatchObject({ code: 0 });
    expect(readFileSync(join(place.tree, SEGMENT), 'utf8')).toBe(BEFORE);

    const rows = JSON.parse((await run('list', '--json')).out) as Row[];
    const slug = rows.find(({ step }) => step === 'slug-enhancement')?.id ?? '';
    expect((await run('list', '--step', 'slug-enhancement')).out).toContain(slug);
    expect((await run('diff', slug)).out).toMatch(/^-slug:\n\+slug: \S+$/m);
    expect((await run('show', slug)).out).toContain(`Enhancement-Id: ${slug}`);
    expect(JSON.parse((await run('show', slug, '--json')).out)).toMatchObject({
      id: slug,
      state: 'proposed',
    });

    expect(await run('accept', slug, '--as', 'minna')).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(place.tree, SEGMENT), 'utf8')).toMatch(/^slug: \S+$/m);
    expect(JSON.parse((await run('list', '--state', 'landed', '--json')).out)).toMatchObject([
      { id: slug, state: 'landed' },
    ]);
    expect(JSON.parse((await run('log', '--json', '--limit', '1')).out)).toMatchObject([
      { kind: 'landing', enhancement: slug, by: 'Minna' },
    ]);

    expect(await run('revert', slug)).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(place.tree, SEGMENT), 'utf8')).toBe(BEFORE);
    expect(await run('rebuild')).toMatchObject({ code: 0, err: expect.stringContaining('') });
    expect(await run('fsck')).toMatchObject({ code: 0, out: expect.stringContaining('All is well.') });
    const sum = await run('query', 'select count(*) as n from enhancements', '--json');
    expect(JSON.parse(sum.out).rows[0][0]).toBeGreaterThan(0);
  });

  it('says in one line why something is not done', async () => {
    const run = cli(aShow());
    expect(await run('query', 'select 1')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^show-build: There is no database yet;.*\n$/),
    });
    await run('run');
    expect(await run('show', 'ffffffffff')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^show-build: There is no enhancement.*\n$/),
    });
    expect(await run('hold', '101', '--why', 'rehearsal', '--as', 'minna')).toMatchObject({
      code: 0,
      err: '',
    });
    const held = await run('accept', '--step', 'slug-enhancement');
    expect(held).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^show-build: It is not done: .*rehearsal.*\n$/),
    });
    expect(await run('hold', '7777')).toMatchObject({ code: 2 });
    expect(await run('hold', '101', '--as', 'nobody')).toMatchObject({
      code: 2,
      err: expect.stringContaining('it names minna'),
    });
    expect(await run('query', 'delete from enhancements')).toMatchObject({ code: 2 });
  });

  it('does not begin where there is no show', async () => {
    const place = aShow();
    rmSync(place.tree, { recursive: true });
    mkdirSync(place.tree);
    expect(await cli(place)('run')).toMatchObject({ code: 2, err: expect.stringContaining('holds no show') });
  });
});

describe('beside a service', () => {
  async function started(place: Place, more: readonly string[] = []) {
    const stop = new AbortController();
    const out = listeningScreen();
    const world = { ...testWorld({ nowMs: Date.now, stop: stop.signal }), out };
    const ended = runCommand(
      ['start', '--port', '0', '--tree', place.tree, '--state', place.state, ...more],
      verbs,
      world,
    );
    let hasEnded = false;
    const end = async () => {
      stop.abort();
      const code = await ended;
      hasEnded = true;
      return code;
    };
    onTestFinished(async () => {
      if (!hasEnded) await end();
    });
    await Promise.race([out.heard('Ctrl-C stops it.'), ended]);
    return { end, out, url: /http:\S+:\d+/.exec(out.text())?.[0] ?? world.err.text() };
  }

  it('goes through it, and it stops in order', async () => {
    const place = aShow();
    const run = cli(place);
    const service = await started(place);
    expect((await fetch(service.url)).status).toBe(200);
    expect(service.out.text()).toContain(`npx show-build list --tree ${place.tree}\n`);

    const { out } = await run('list', '--step', 'slug-enhancement', '--json');
    const [{ id }] = JSON.parse(out) as [Row];
    expect(await run('accept', id)).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(place.tree, SEGMENT), 'utf8')).toMatch(/^slug: \S+$/m);
    expect(JSON.parse((await run('status', '--json')).out)).toMatchObject({
      service: { url: service.url },
      counts: { landed: 1 },
    });
    expect(await run('run', '--json')).toMatchObject({ code: 0 });
    expect(await run('start')).toMatchObject({ code: 1, err: expect.stringContaining('already running') });
    expect(await run('rebuild')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^show-build: .*in use.*\n$/),
    });

    expect(await service.end()).toBe(0);
    expect(service.out.text()).toMatch(/Stopped; everything is kept\.\n$/);
    expect(JSON.parse((await run('status', '--json')).out)).toMatchObject({
      service: null,
      counts: { landed: 1 },
    });
  });

  it('says so when its port is taken, before it opens anything', async () => {
    const service = await started(aShow());
    const { port } = new URL(service.url);
    const other = aShow();
    expect(await cli(other)('start', '--port', port)).toMatchObject({
      code: 1,
      err: expect.stringContaining(`Port ${port}`),
    });
    expect(() => readFileSync(join(other.state, 'lock'))).toThrow('ENOENT');
  });
});

describe('the program itself', () => {
  const loader = new URL('../queue/ts-loader.mjs', import.meta.url).pathname;
  const main = new URL('../../bot/main.ts', import.meta.url).pathname;

  it('is quiet when nobody reads any more, and ends with its code', () => {
    const shell = (line: string) =>
      execFileSync('bash', ['-c', line], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    const program = `node --import ${loader} ${main}`;
    expect(shell(`${program} --help 2>&1 | head -c 1`)).toBe('s');
    expect(shell(`${program} lst 2>&1; echo $?`)).toBe(
      'show-build: There is no verb "lst". Did you mean "list"?\n2\n',
    );
  });
});

interface ListeningScreen extends MemoryScreen {
  heard(words: string): Promise<void>;
}

function listeningScreen(): ListeningScreen {
  const screen = memoryScreen();
  const waiting: (() => void)[] = [];
  return {
    ...screen,
    write(text) {
      screen.write(text);
      for (const look of waiting) look();
    },
    heard: (words) =>
      new Promise((resolve) => {
        const look = () => {
          if (screen.text().includes(words)) resolve();
        };
        waiting.push(look);
        look();
      }),
  };
}
