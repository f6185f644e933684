// Two services on one show: the second proposes and lands nothing, and says why, until its operator takes over.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { checkFolders } from '../../bot/care/doctor/folders.ts';
import { MAIN } from '../../bot/record/refs.ts';
import { startService } from '../../bot/service/service.ts';
import type { DeskEvent } from '../../src/desk.ts';
import { treePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { fakeSync } from '../fake-sync.ts';
import { oneSegment, SEGMENT_PATH, type Trial } from '../trial.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open, close } = inTrials();

const CLAIMS = '.show-build';

const fail = (): never => {
  throw new Error('nothing there');
};

function synced(): Trial {
  const one = trial(oneSegment);
  mkdirSync(join(one.tree, '.stfolder'));
  one.write(
    'show-build.yaml',
    'show: Trial\nmerge: { settle: 0s, idle: 0s, everything: by-applicability }\n',
  );
  return one;
}

const second = (one: Trial) => ({ state: join(one.dir, 'second') });
const claims = (one: Trial) =>
  existsSync(join(one.tree, CLAIMS)) ? readdirSync(join(one.tree, CLAIMS)).sort() : [];
const theClaim = (one: Trial) => JSON.parse(one.read(join(CLAIMS, claims(one)[0] ?? '')));

/** As it would arrive from another machine. */
function arrives(one: Trial, differences: Readonly<Record<string, unknown>> = {}): string {
  const claim = {
    id: 'abcdefabcdefabcd',
    place: '0000abcd',
    machine: 'desk-pc',
    state: '/var/lib/show',
    term: 1,
    sinceMs: 1,
    ...differences,
  };
  const path = `${CLAIMS}/${claim.id}-${claim.place}.json`;
  one.write(path, JSON.stringify(claim));
  return path;
}

it('the second takes in what people write, but proposes, lands and reverts nothing', async () => {
  const one = synced();
  const first = await open(one);
  await first.desk.pass({}, quiet);
  const { id } = about(await first.desk.list({}), 'first-clip');
  expect(await first.desk.accept({ ids: [id] }, null)).toMatchObject([{ result: 'landed' }]);
  const text = one.read(SEGMENT_PATH);

  const other = await open(one, second(one));
  const refusal = await other.desk.pass({ acceptAll: true }, quiet).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Fault);
  expect(refusal).toMatchObject({ code: 'SECOND_SERVICE' });
  expect(String(refusal)).toContain(`with the state folder ${one.state}`);
  expect(await other.desk.list({})).toEqual([]);
  expect(one.read(SEGMENT_PATH)).toBe(text);
  const { notices } = await other.desk.status();
  expect(notices.join()).toContain('show-build start --take-over');
  expect(checkFolders({ tree: one.tree, state: second(one).state })).toContainEqual({
    name: 'another service',
    state: 'poor',
    detail: expect.stringContaining('show-build start --take-over'),
    effect: 'nothing is proposed or landed from here',
    essential: false,
  });
  expect((await first.desk.status()).notices).toEqual([]);
  expect(claims(one)).toHaveLength(1);

  const main = await other.show.repo.ref(MAIN);
  const { tree } = await other.show.repo.readCommit(main ?? fail());
  const file = await other.show.repo.fileAt(tree, treePath(SEGMENT_PATH));
  expect(String(await other.show.repo.readBlob(file?.id ?? fail()))).toBe(text);
});

it('what was proposed before stays open and says why it waits, and a revert waits too', async () => {
  const one = synced();
  const { desk } = await open(one);
  await desk.pass({}, quiet);
  const [first, next] = ['first-clip', 'second-clip'];
  const landed = about(await desk.list({}), first).id;
  await desk.accept({ ids: [landed] }, null);
  arrives(one, { term: 2 });
  const { id } = about(await desk.list({ state: 'proposed' }), next);
  const why = { code: 'OTHER_SERVICE', user: expect.stringContaining('on desk-pc since 1970-01-01') };
  expect(await desk.accept({ ids: [id] }, null)).toMatchObject([{ result: 'waiting', reasons: [why] }]);
  expect(await desk.revert({ ids: [landed] }, null)).toMatchObject([{ result: 'waiting', reasons: [why] }]);
});

it('a dry run and a tree that no Syncthing carries write no claim', async () => {
  const one = synced();
  const { desk } = await open(one, { asItIs: true });
  await desk.pass({ dryRun: true }, quiet);
  expect(claims(one)).toEqual([]);

  const plain = trial(oneSegment);
  arrives(plain);
  const opened = await open(plain);
  await opened.desk.pass({}, quiet);
  expect(claims(plain)).toHaveLength(1);
  expect(await opened.desk.list({})).not.toEqual([]);
});

it('a dry run of the second tells what it would propose', async () => {
  const one = synced();
  arrives(one);
  const { desk } = await open(one, { asItIs: true });
  expect((await desk.pass({ dryRun: true }, quiet)).proposed).not.toEqual([]);
});

it('whoever takes over works on the show, and the first one stands back', async () => {
  const one = synced();
  const first = await open(one);
  await first.desk.pass({}, quiet);
  const other = await open(one, { ...second(one), takeOver: true });
  await other.desk.pass({}, quiet);
  expect(await other.desk.list({})).not.toEqual([]);
  await expect(first.desk.pass({}, quiet)).rejects.toMatchObject({ code: 'SECOND_SERVICE' });
  // The first one comes back only if it is told to.
  await close(first);
  const again = await open(one);
  await expect(again.desk.pass({}, quiet)).rejects.toMatchObject({ code: 'SECOND_SERVICE' });
  await close(again);
  await (await open(one, { takeOver: true })).desk.pass({}, quiet);
  await expect(other.desk.pass({}, quiet)).rejects.toMatchObject({ code: 'SECOND_SERVICE' });
});

it('the claim is written once, and is the same state folder’s own after a kill, a move and a restore', async () => {
  const one = synced();
  await close(await open(one));
  const before = theClaim(one);
  // Nothing is taken away at the end, so a kill leaves the same.
  await close(await open(one));
  expect(theClaim(one)).toEqual(before);

  const moved = join(one.dir, 'moved');
  renameSync(one.state, moved);
  const { desk } = await open(one, { state: moved });
  await desk.pass({}, quiet);
  expect(claims(one)).toHaveLength(1);
  expect(theClaim(one)).toEqual({ ...before, state: moved });
});

it('on another machine, too, a restored state folder keeps its claim', async () => {
  const one = synced();
  await close(await open(one));
  const [name = ''] = claims(one);
  const elsewhere = { ...theClaim(one), place: '0000abcd', term: 7 };
  rmSync(join(one.tree, CLAIMS, name));
  arrives(one, elsewhere);
  const { desk } = await open(one);
  await desk.pass({}, quiet);
  expect(claims(one)).toEqual([name]);
  expect(theClaim(one)).toMatchObject({ id: elsewhere.id, term: 8, sinceMs: elsewhere.sinceMs });
});

it('of two copies of one state folder, the one that started last works', async () => {
  const one = synced();
  const { desk, show } = await open(one);
  const mine = theClaim(one);
  expect(show.claim.other()).toBeNull();
  rmSync(join(one.tree, CLAIMS, claims(one)[0] ?? ''));
  arrives(one, { ...mine, place: '0000abcd', machine: 'desk-pc', term: mine.term + 1 });
  expect(show.claim.other()).toMatchObject({ machine: 'desk-pc' });
  await expect(desk.pass({}, quiet)).rejects.toMatchObject({ code: 'SECOND_SERVICE' });
});

it('a state folder that was lost, with its tree as it was, leaves no claim to fight with', async () => {
  const one = synced();
  await close(await open(one));
  rmSync(one.state, { recursive: true });
  const { desk } = await open(one, second(one));
  await desk.pass({}, quiet);
  expect(claims(one)).toHaveLength(1);
  expect(theClaim(one)).toMatchObject({ term: 2, state: join(one.dir, 'second') });
});

it.each([
  ['years ahead', 4e12],
  ['years behind', -1e12],
])('a clock %s does not decide who works after a take-over', async (_how, sinceMs) => {
  const one = synced();
  arrives(one, { sinceMs });
  const { desk, show } = await open(one, { takeOver: true });
  expect(show.claim.other()).toBeNull();
  await desk.pass({}, quiet);
  expect(
    claims(one)
      .map((name) => JSON.parse(one.read(join(CLAIMS, name))).term)
      .sort(),
  ).toEqual([1, 2]);
});

it('of two that began apart, the same one stands back on both sides', async () => {
  const one = synced();
  const { show } = await open(one);
  const { sinceMs } = theClaim(one);
  const path = arrives(one, { sinceMs: sinceMs + 1 });
  expect(show.claim.other()).toBeNull();
  rmSync(join(one.tree, path));
  arrives(one, { sinceMs: sinceMs - 1 });
  expect(show.claim.other()).toMatchObject({ machine: 'desk-pc' });
});

it.each([
  ['no JSON', '{'],
  ['another form', '{"term":1}'],
  [
    'a name that is not its own',
    '{"id":"0123456789abcdef","place":"0000abcd","machine":"x","state":"/x","term":5,"sinceMs":1}',
  ],
])('a file with %s is no claim', async (_what, text) => {
  const one = synced();
  one.write(`${CLAIMS}/abcdefabcdefabcd-0000abcd.json`, text);
  one.write(`${CLAIMS}/abcdefabcdefabcd-0000abcd.sync-conflict-20300101-000000-AAAAAAA.json`, text);
  const { desk } = await open(one);
  await desk.pass({}, quiet);
  expect(await desk.list({})).not.toEqual([]);
});

it('without the place for its claim it works, and says so', async () => {
  const one = synced();
  writeFileSync(join(one.tree, CLAIMS), 'a person’s own');
  const { desk } = await open(one);
  await desk.pass({}, quiet);
  expect((await desk.status()).notices.join()).toContain("the claim on the show can't be written");
  expect(readFileSync(join(one.tree, CLAIMS), 'utf8')).toBe('a person’s own');
});

it('a running service notices the hand-over at once, and works again when the other one has gone', async () => {
  const one = trial(oneSegment);
  const { show } = await open(one);
  // It carries the tree, although it has no marker there.
  const { sync, tell } = fakeSync();
  const seen: string[] = [];
  const onEvent = ({ kind, detail }: DeskEvent) => kind === 'notice' && seen.push(String(detail));
  const service = await startService(show, { localWork: true, onEvent, sync });
  try {
    await service.settled();
    tell({ kind: 'state' });
    await vi.waitFor(() => expect(claims(one)).toHaveLength(1));
    const known = await service.desk.list({});
    expect(known).not.toEqual([]);

    const path = arrives(one, { term: 9 });
    tell({ kind: 'arrived', path: treePath(path), by: null, deleted: false });
    await vi.waitFor(() => expect(seen.join()).toContain('on desk-pc'));
    const commits = () => one.git('rev-list', '--count', 'main');
    const had = commits();
    one.write(SEGMENT_PATH.replace(/[^/]+$/, '50 New.md'), one.read(SEGMENT_PATH));
    await vi.waitFor(() => expect(commits()).not.toBe(had), 10_000);
    await service.settled();
    expect(await service.desk.list({})).toHaveLength(known.length);

    one.remove(path);
    tell({ kind: 'arrived', path: treePath(path), by: null, deleted: true });
    await vi.waitFor(
      async () => expect((await service.desk.list({})).length).toBeGreaterThan(known.length),
      10_000,
    );
    expect(seen.join()).toContain('works on the show again');
  } finally {
    await service.close();
  }
});
