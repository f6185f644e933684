// The state folder kept in bounds: which media go and which stay, in every state of an enhancement.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { dailyCare } from '../../bot/service/daily-care.ts';
import { treePath } from '../../src/domain/ids.ts';
import type { Pointer } from '../../src/domain/media/pointer.ts';
import { mediaPath, storeMedia } from '../../src/git/media.ts';
import { mediaObjects, removeMediaObject } from '../../src/git/media-store.ts';
import { defineStep } from '../../src/step.ts';
import { GIT_LFS, itWith } from '../needs.ts';
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
import { about, inTrials, quiet } from './trials.ts';

const { trial, open, close } = inTrials();

const DAY_MS = 86_400_000;
const KEEP_ALL = 'show: Trial\nmedia: { keep: all }\nmerge: { settle: 0s, idle: 0s }\n';
const NONE: Pointer = { sha256: '0'.repeat(64), bytes: 1 };
const OWN = 'episodes/0101/assets/own.mp4';

/** Every word such as film-a1 asks for a film under the name a, whose bytes are those of the whole word. */
function filming(pointers: ReadonlyMap<string, Pointer>) {
  const words = (text: string) =>
    [...text.matchAll(/film-([a-z]+)\d?/g)].map(([word, name = '']) => ({ word, name }));
  return defineStep<'segment', never>({
    id: 'filming',
    title: 'Film',
    version: 1,
    subjects: ['segment'],
    after: [],
    tools: [],
    inspect: ({ document }) => {
      const found = words(document.text).map(({ word }) => word);
      if (found.length === 0) return { state: 'fulfilled', diagnostics: [] };
      return { state: 'needed', input: found, diagnostics: [] };
    },
    run: async ({ document }) => ({
      facts: null,
      changes: words(document.text).map(({ word, name }) => ({
        title: `Film ${word}.`,
        why: 'It is to be tried.',
        applicability: 'unsafe',
        files: [
          {
            kind: 'media',
            path: treePath(`episodes/0101/media/${name}.mp4`),
            pointer: pointers.get(word) ?? NONE,
            replaces: null,
            field: name,
          },
        ],
      })),
    }),
  });
}

async function store(one: Trial, { show }: Opened, name: string) {
  const place = join(one.dir, 'made', name);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, `film ${name}`);
  return storeMedia(show.repo, place);
}

const WORDS = ['open', 'accepted', 'landed', 'reverted', 'rejected', 'withdrawn', 'superseded1'];

/** One film in each state, and one of a person's that was on main long ago. */
async function everyState() {
  const one = trial(() =>
    makeTrial({
      [INFO_PATH]: INFO,
      [SEGMENT_PATH]: SEGMENT.replace('That is all.', WORDS.map((word) => `film-${word}`).join(' ')),
      [OWN]: 'what a person shot',
      'show-build.yaml': KEEP_ALL,
    }),
  );
  const pointers = new Map<string, Pointer>();
  const { clock, move } = movableClock(0);
  const opened = await open(one, { steps: [filming(pointers)], clock });
  const shas = new Map<string, string>();
  for (const name of [...WORDS, 'superseded2', 'nobody']) {
    const { sha256, bytes } = await store(one, opened, name);
    pointers.set(`film-${name}`, { sha256, bytes });
    shas.set(name, sha256);
  }
  const { desk } = opened;
  await desk.pass({}, quiet);
  const rows = await desk.list({});
  const idOf = (name: string) => about(rows, `film-${name}.`).id;
  await desk.accept({ ids: [idOf('landed'), idOf('reverted')] }, null);
  await desk.revert({ ids: [idOf('reverted')] }, null);
  await desk.hold('0101', null, null, null);
  await desk.accept({ ids: [idOf('accepted')] }, null);
  await desk.reject({ ids: [idOf('rejected')] }, null, null);
  one.remove(OWN);
  one.write(
    SEGMENT_PATH,
    one.read(SEGMENT_PATH).replace('film-withdrawn ', '').replace('film-superseded1', 'film-superseded2'),
  );
  await desk.pass({}, quiet);
  const states = new Map((await desk.list({ all: true })).map(({ id, state }) => [id, state]));
  expect(WORDS.map((name) => states.get(idOf(name)))).toEqual([
    'proposed',
    'accepted',
    'landed',
    'reverted',
    'rejected',
    'withdrawn',
    'superseded',
  ]);
  const has = (name: string) => existsSync(mediaPath(opened.show.repo, shas.get(name) ?? ''));
  return { one, opened, move, shas, has };
}

const goneNames = (gone: readonly { readonly kind: string; readonly name: string }[]) =>
  gone.filter(({ kind }) => kind === 'media').map(({ name }) => name);

itWith(GIT_LFS)(
  'what is over goes after a month, and what main, a ref or an open change uses stays for good',
  async () => {
    const { one, opened, move, shas, has } = await everyState();
    const { desk, show } = opened;
    const all = (await mediaObjects(show.repo)).length;
    expect(await desk.maintain(false)).toMatchObject({ gone: [], bytes: 0, kept: { objects: all } });

    move(2 * DAY_MS);
    expect(goneNames((await desk.maintain(false)).gone)).toEqual([shas.get('nobody')]);

    move(31 * DAY_MS);
    const over = ['rejected', 'withdrawn', 'superseded1'].map((name) => shas.get(name) ?? '').sort();
    const before = one.git('for-each-ref');
    const dry = await desk.maintain(true);
    expect(goneNames(dry.gone).sort()).toEqual(over);
    expect(dry).toMatchObject({ dryRun: true, kept: { objects: all - 4 } });
    expect(await mediaObjects(show.repo)).toHaveLength(all - 1);

    const real = await desk.maintain(false);
    expect(real).toEqual({ ...dry, dryRun: false });
    for (const name of ['open', 'accepted', 'landed', 'reverted', 'superseded2'])
      expect(has(name), name).toBe(true);
    // The person's own film is on main's past alone.
    expect(await mediaObjects(show.repo)).toHaveLength(all - 4);
    expect(one.git('for-each-ref')).toBe(before);
    expect((await desk.maintain(false)).gone).toEqual([]);
    one.git('fsck', '--full', '--strict');
    one.git('lfs', 'fsck', '--dry-run', '--objects', 'main');
  },
);

it('where rejected films and their like come to more than 20 GB, the oldest go after a day', async () => {
  const { opened, move, shas } = await everyState();
  const { desk, show } = opened;
  const large = mediaPath(show.repo, shas.get('rejected') ?? '');
  const { mtime } = statSync(large);
  truncateSync(large, 21 * 1024 ** 3);
  utimesSync(large, mtime, mtime);
  const later = new Date(mtime.getTime() + 3_600_000);
  for (const name of ['withdrawn', 'superseded1'])
    utimesSync(mediaPath(show.repo, shas.get(name) ?? ''), later, later);
  expect((await desk.maintain(true)).gone).toEqual([]);
  move(2 * DAY_MS);
  const over = ['nobody', 'rejected'].map((name) => shas.get(name) ?? '').sort();
  expect(goneNames((await desk.maintain(true)).gone).sort()).toEqual(over);
});

it('a service does it once a day, when it is idle', async () => {
  const { opened, move, has } = await everyState();
  const { show } = opened;
  move(2 * DAY_MS);
  const set: { readonly inMs: number; readonly wake: () => void }[] = [];
  const timers = {
    at: (_name: string, timeMs: number, wake: () => void) =>
      void set.push({ inMs: Math.round((timeMs - show.nowMs()) / 60_000), wake }),
    end: quiet,
  };
  let isIdle = false;
  const report = (error: unknown) => expect.unreachable(String(error));
  const ended = dailyCare(show, { timers, landing: { isIdle: () => isIdle }, report });
  set[0]?.wake();
  expect(has('nobody')).toBe(true);
  isIdle = true;
  set[1]?.wake();
  await ended();
  expect(has('nobody')).toBe(false);
  expect(set.map(({ inMs }) => inMs)).toEqual([60, 10, 24 * 60]);
});

it('a film that is stored again just before it would go stays, with its answers', async () => {
  const { one, opened, move, shas, has } = await everyState();
  const { desk, show } = opened;
  move(31 * DAY_MS);
  const sha256 = shas.get('nobody') ?? '';
  const { mtimeMs } = statSync(mediaPath(show.repo, sha256));
  await store(one, opened, 'nobody');
  expect(await removeMediaObject(show.repo, sha256, mtimeMs)).toBe(false);
  expect(has('nobody')).toBe(true);
  expect(readdirSync(join(show.repo.dir, 'lfs/tmp'))).toEqual([]);
  expect(show.results.mentions(shas.get('rejected') ?? '')).toBe(true);
  await desk.maintain(false);
  expect(show.results.mentions(shas.get('rejected') ?? '')).toBe(false);
});

it('a history that can not be read whole takes nothing away', async () => {
  const { one, opened, move } = await everyState();
  const { desk, show } = opened;
  move(31 * DAY_MS);
  const all = (await mediaObjects(show.repo)).length;
  const missing = 'refs/show-build/broken';
  writeFileSync(join(one.state, 'repo.git', missing), `${'ab'.repeat(20)}\n`);
  await expect(desk.maintain(false)).rejects.toMatchObject({ code: 'GIT_FAILED' });
  expect(await mediaObjects(show.repo)).toHaveLength(all);
  one.git('update-ref', '--no-deref', '-d', missing);
});

it('a kill between answers and files, or in the middle of the files, is made good by the next one', async () => {
  const { opened, move, shas } = await everyState();
  const { desk, show } = opened;
  move(31 * DAY_MS);
  const dry = await desk.maintain(true);
  const [first = '', ...rest] = goneNames(dry.gone);
  show.results.forgetMentioning(first);
  show.results.forgetMentioning(rest[0] ?? '');
  await removeMediaObject(show.repo, rest[0] ?? '', show.nowMs());
  await desk.pass({}, quiet);
  const { gone } = await desk.maintain(false);
  expect(goneNames(gone).sort()).toEqual([first, ...rest.slice(1)].sort());
  expect(await show.repo.ref('refs/heads/main')).not.toBeNull();
  expect(shas.size).toBeGreaterThan(0);
});

it('half-made copies and the older part of a long log go', async () => {
  const one = trial();
  const opened = await open(one);
  const { desk, show } = opened;
  await desk.pass({}, quiet);
  const [old, young] = ['old', 'young'].map((name) => join(show.repo.dir, 'lfs/tmp', name));
  for (const place of [old, young]) writeFileSync(place ?? '', 'half');
  utimesSync(old ?? '', 1_000_000, 1_000_000);
  const log = join(one.state, 'log', 'show-build.log');
  mkdirSync(dirname(log), { recursive: true });
  writeFileSync(log, 'x'.repeat(17 * 1024 ** 2));
  writeFileSync(`${log}.1`, 'older');
  const dry = await desk.maintain(true);
  expect(dry.gone.map(({ kind, name, bytes }) => [kind, name, bytes])).toEqual([
    ['leftover', 'lfs/tmp/old', 4],
    ['log', 'log/show-build.log.1', 5],
  ]);
  expect(existsSync(old ?? '')).toBe(true);
  expect(await desk.maintain(false)).toEqual({ ...dry, dryRun: false });
  expect([old, young].map((place) => existsSync(place ?? ''))).toEqual([false, true]);
  expect([log, `${log}.1`].map((place) => statSync(place).size)).toEqual([0, 17 * 1024 ** 2]);
  await close(opened);
});
