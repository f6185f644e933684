// The desk of a service, by its API: every method there and back over real HTTP, and what happens when it is not there.
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runningService } from '../../bot/cli/desk-for.ts';
import { remoteDesk } from '../../bot/cli/remote-desk.ts';
import { type Announcement, announce } from '../../bot/show/announcement.ts';
import type { Desk, Progress } from '../../src/desk.ts';
import { createServer } from '../../web/server.ts';
import { deskDouble, NOW_MS } from '../web/desk-double.ts';

async function serve(desk: Desk) {
  const server = await createServer(desk, {
    host: '127.0.0.1',
    port: 0,
    token: 'a token',
    show: 'Mildly Concerning',
    log: { warn: () => {}, error: () => {} },
    events: () => () => {},
    nowMs: () => NOW_MS,
  });
  onTestFinished(() => server.close());
  return server;
}

async function freePort(): Promise<number> {
  const server = createHttp().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const selection = {
  ids: ['1a2b', '3c4d'],
  episode: '0101',
  step: 'cue-block-repair',
  state: 'proposed',
  all: true,
} as const;

const METHODS: Readonly<Partial<Record<keyof Desk, (desk: Desk) => Promise<unknown>>>> = {
  list: (desk) => desk.list(selection),
  show: (desk) => desk.show('1a2b'),
  diff: (desk) => desk.diff('1a2b'),
  accept: (desk) => desk.accept({ ids: ['1a2b', '2b3c'] }, 'minna'),
  reject: (desk) => desk.reject({ episode: '0102' }, 'too “long”\nby half', null),
  revert: (desk) => desk.revert({ all: true }, 'otto'),
  redo: (desk) => desk.redo('3c4d5e6f70', 'shorter, please', 'minna'),
  hold: (desk) => desk.hold('0101', 7_200_000, 'rehearsal', 'minna'),
  release: (desk) => desk.release('0101', null),
  pause: (desk) => desk.pause('slug-enhancement', null, null),
  resume: (desk) => desk.resume(null, 'otto'),
  auto: (desk) => desk.auto(false, null),
  budget: async (desk) => [await desk.budget('0101'), await desk.budget(null)],
  addBudget: async (desk) => [
    await desk.addBudget('0101', 0.5, 'minna'),
    await desk.addBudget(null, 2, null),
  ],
  maintain: (desk) => desk.maintain(true),
  episodes: (desk) => desk.episodes(),
  episode: (desk) => desk.episode('0101'),
  check: (desk) => desk.check('0101'),
  create: (desk) => desk.create('minna'),
  exported: (desk) => desk.exported('0101', 'script.txt'),
  inbox: async (desk) => [
    await desk.inbox({}),
    await desk.inbox({
      episode: '0101',
      step: 'cue-block-repair',
      leastConfidence: 0.8,
      waitsFor: 'person',
      after: '9999~0101~1~1930000000000~2b3c4d5e6f',
      limit: 50,
    }),
  ],
  landedSince: (desk) => desk.landedSince(1_930_000_000_000),
  review: (desk) => desk.review('1a2b3c4d5e'),
  standing: (desk) => desk.standing('1a2b', 'c0ffeec0ffeec0ffeec0'),
  putOnTop: (desk) => desk.putOnTop('1a2b', 'c0ffeec0ffeec0ffeec0', '[Type: VO]', '[Type: NAT]', 'minna'),
  decideParts: (desk) =>
    desk.decideParts(
      '1a2b3c4d5e',
      { reject: ['c0ffeec0ffeec0ffeec0'], edit: { other: 'my “own”\nwords' } },
      '0123456789abcdef',
      'minna',
    ),
  page: (desk) =>
    desk.page('1a2b3c4d5e', 'episodes/0101/rundown/20 The Committee for the Kettle.md', 'after'),
  jobs: async (desk) => [
    await desk.jobs(),
    await desk.jobs({ state: 'failed', step: 'description-generation', episode: '0101', limit: 3 }),
  ],
  job: (desk) => desk.job('j1'),
  retryJob: (desk) => desk.retryJob('j1', 'minna'),
  cancelJob: (desk) => desk.cancelJob('j2', null),
  prioritise: (desk) => desk.prioritise('j2', 7.5, 'otto'),
  analytics: (desk) => desk.analytics({ sinceMs: 0, untilMs: 1_000_000_000_000 }),
  history: async (desk) => [
    await desk.history({ episode: '0101', limit: 1 }),
    await desk.history({
      step: 'cue-block-repair',
      who: 'Mïnna & co',
      kind: 'landing',
      verdict: 'reverted',
      path: 'episodes/0101/rundown/60 The Drawer.md',
      sinceMs: 0,
      untilMs: 1_900_000_000_000,
      before: 'c0ffee01',
    }),
  ],
  commit: (desk) => desk.commit('c0ffee01'),
  compare: async (desk) => [
    await desk.compare('2031-05-03T10:00:00+02:00', 'deadbeef', null),
    await desk.compare('c0ffee01', 'deadbeef', 'episodes/0101'),
  ],
  blame: async (desk) => [
    await desk.blame('episodes/0101/rundown/60 The Drawer.md', null),
    await desk.blame('episodes/0101/info.md', 'deadbeef'),
  ],
  fileAt: (desk) => desk.fileAt('episodes/0101/rundown/60 The Drawer.md', 'deadbeef'),
  restore: async (desk) => [
    await desk.restore('episodes/0101/rundown/60 The Drawer.md', 'deadbeef', 'minna'),
    await desk.restore('episodes/0101/info.md', 'deadbeef', null, 'b10b'),
  ],
  noteAddress: (desk) => desk.noteAddress('episodes/0101/info.md', 3),
  restorePreview: (desk) => desk.restorePreview('episodes/0101/info.md', 'deadbeef'),
  status: (desk) => desk.status(),
  flow: (desk) => desk.flow(),
  openGate: (desk) => desk.openGate('1a2b', 'hold', 'minna'),
  search: async (desk) => [
    await desk.search({ words: 'grubb & "glove" \u0000 🧤', cueType: 'SOT', episode: '0101', limit: 3 }),
    await desk.search({ asset: '50 %/a+b', quote: '', person: 'Ottoline', kind: 'quote' }),
  ],
  query: async (desk) => [await desk.query("select 'ü\n'", null), await desk.query('select 1', 5)],
  savedQueries: (desk) => desk.savedQueries(),
  saveQuery: async (desk) => [
    await desk.saveQuery('A/b %2F “c”', 'select 1', 'minna'),
    await desk.savedQueries(),
  ],
  forgetQuery: async (desk) => [await desk.forgetQuery('Gloves', null), await desk.savedQueries()],
};

describe('a desk elsewhere', () => {
  it.each(
    Object.entries(METHODS),
  )('%s asks the same and answers the same as one here', async (_name, act) => {
    const here = deskDouble();
    const there = deskDouble();
    const { url } = await serve(there);
    expect(await act(remoteDesk(url, 'a token'))).toEqual(await act(here));
    expect(there.calls).toEqual(here.calls);
  });

  it('lists with no filter as here', async () => {
    const there = deskDouble();
    const { url } = await serve(there);
    expect(await remoteDesk(url, null).list({})).toEqual(await deskDouble().list({}));
    expect(there.calls).toEqual([['list', { all: false }]]);
  });

  it('tells of a pass while it lasts, and gives its report', async () => {
    const { url } = await serve(deskDouble());
    const heard: Progress[] = [];
    const expected: Progress[] = [];
    const report = await remoteDesk(url, null).pass({ episode: '0101', dryRun: true }, (each) =>
      heard.push(each),
    );
    expect(report).toEqual(await deskDouble().pass({}, (each) => expected.push(each)));
    expect(heard).toEqual(expected);
  });

  it.each([
    [
      'an unknown id',
      (desk: Desk) => desk.show('ffff'),
      { kind: 'usage', code: 'NO_ENHANCEMENT', message: 'There is no enhancement ffff' },
    ],
    [
      'an unknown id among several',
      (desk: Desk) => desk.accept({ ids: ['1a2b', 'ffff'] }, null),
      { kind: 'usage', code: 'NO_ENHANCEMENT' },
    ],
    ['an unknown job', (desk: Desk) => desk.job('j9'), { kind: 'usage', code: 'NO_JOB' }],
    [
      'an ended job',
      (desk: Desk) => desk.cancelJob('j1', null),
      { kind: 'refused', code: 'JOB_ENDED', message: 'Job j1 is failed' },
    ],
    ['an unknown episode', (desk: Desk) => desk.episode('7777'), { kind: 'usage', code: 'NO_EPISODE' }],
    [
      'a pass that fails',
      (desk: Desk) => desk.pass({ episode: '0999' }, () => {}),
      { kind: 'refused', code: 'STATE_HELD' },
    ],
    ['what the door refuses', (desk: Desk) => desk.show('../x'), { kind: 'usage', code: 'REQUEST_WRONG' }],
  ])('passes faults on: %s', async (_name, act, fault) => {
    const { url } = await serve(deskDouble());
    await expect(act(remoteDesk(url, null))).rejects.toMatchObject(fault);
  });

  it('says so when nobody answers', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    await expect(remoteDesk(url, null).status()).rejects.toMatchObject({
      kind: 'transient',
      code: 'SERVICE_SILENT',
    });
  });

  it('says so when something else answers', async () => {
    const other = createHttp((_request, response) => response.end('<html>')).listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(remoteDesk(`http://127.0.0.1:${port}`, null).status()).rejects.toMatchObject({
      code: 'SERVICE_STRANGE',
    });
  });

  it('says so when the service ends in the middle of a pass, instead of waiting or of guessing', async () => {
    let begun: () => void = () => {};
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const endless: Desk = {
      ...deskDouble(),
      pass: (_options, onProgress) => {
        onProgress({ phase: 'working', done: 0, total: 1, note: '' });
        return new Promise(() => {});
      },
    };
    const { url, close } = await serve(endless);
    const passed = remoteDesk(url, null).pass({}, () => begun());
    const refused = expect(passed).rejects.toMatchObject({ kind: 'transient', code: 'SERVICE_GONE' });
    await hasBegun;
    await close();
    await refused;
  });
});

describe('which service', () => {
  function stateFolder(): string {
    const state = mkdtempSync(join(tmpdir(), 'show-build-test-'));
    onTestFinished(() => rmSync(state, { recursive: true, force: true }));
    return state;
  }
  function stateOf(changed: Partial<Announcement>): string {
    const state = stateFolder();
    announce(state, {
      pid: process.pid,
      url: 'http://127.0.0.1:1',
      startedMs: NOW_MS,
      token: 'a token',
      ...changed,
    });
    return state;
  }

  it('is the one that is announced and answers', async () => {
    const { url } = await serve(deskDouble());
    const state = stateOf({ url });
    expect(await runningService(state)).toMatchObject({ url, token: 'a token' });
  });

  it('is none where nothing is announced, or what is announced is gone, another, or garbled', async () => {
    const { url } = await serve(deskDouble());
    const gone = `http://127.0.0.1:${await freePort()}`;
    expect(await runningService(join(tmpdir(), 'no-such-folder'))).toBeNull();
    expect(await runningService(stateOf({ url: gone }))).toBeNull();
    expect(await runningService(stateOf({ pid: process.pid + 1, url }))).toBeNull();
    const garbled = stateFolder();
    writeFileSync(join(garbled, 'service.json'), '{"pid":');
    expect(await runningService(garbled)).toBeNull();
    expect(await runningService(stateOf({ url: 'not an address' }))).toBeNull();
  });

  it('is that of a folder under another name, and not that of the folder it was copied from', async () => {
    const { url } = await serve(deskDouble());
    const state = stateOf({ url });
    renameSync(state, `${state}-moved`);
    onTestFinished(() => rmSync(`${state}-moved`, { recursive: true }));
    expect(await runningService(`${state}-moved`)).toMatchObject({ url });
    cpSync(`${state}-moved`, state, { recursive: true });
    expect(await runningService(state)).toBeNull();
  });
});
