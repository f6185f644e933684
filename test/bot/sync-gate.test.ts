// A landing and what Syncthing says of its files, with a Syncthing that says what the test wants.
import { expect, it } from 'vitest';
import { openDesk } from '../../bot/desk/desk.ts';
import type { Desk } from '../../src/desk.ts';
import type { DeviceId, TreePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import type { IndexedFile } from '../../src/tools/syncthing/sync.ts';
import { STUDIO } from '../fake-sync.ts';
import { movableClock, type Trial } from '../trial.ts';
import { indexed, saying } from './said-sync.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

async function accepting(
  files: (one: Trial, paths: readonly TreePath[]) => Promise<ReadonlyMap<TreePath, IndexedFile>>,
): Promise<{ move: (ms: number) => void; accept: () => ReturnType<Desk['accept']> }> {
  const one = trial();
  one.write('show-build.yaml', 'merge: { settle: 0s, settleRemote: 0s }\n');
  const { clock, move } = movableClock(0);
  const { show } = await open(one, { clock });
  const sync = saying((paths) => files(one, paths));
  const desk = openDesk({ ...show, sync });
  await desk.pass({}, quiet);
  const { id } = about(await desk.list({}), 'first-clip');
  return { move, accept: () => desk.accept({ ids: [id] }, null) };
}

const each = (one: Trial, paths: readonly TreePath[], heldBy: readonly DeviceId[]) =>
  new Map(paths.map((path) => [path, indexed(one, path, { heldBy })]));

it('waits until every connected machine has the last version', async () => {
  let holders: readonly DeviceId[] = [];
  const { accept } = await accepting(async (one, paths) => each(one, paths, holders));
  expect(await accept()).toMatchObject([
    { result: 'waiting', reasons: [{ gate: 'sync', code: 'SYNC_SPREADING' }] },
  ]);
  holders = [STUDIO];
  expect(await accept()).toMatchObject([{ result: 'landed' }]);
});

it('waits until Syncthing has read what is on the disk', async () => {
  let ageMs = 1000;
  const { accept } = await accepting(async (one, paths) => {
    const found = [...each(one, paths, [STUDIO])];
    return new Map(
      found.map(([path, file]) => [
        path,
        { ...file, local: file.local && { ...file.local, mtimeMs: file.local.mtimeMs - ageMs } },
      ]),
    );
  });
  expect(await accept()).toMatchObject([{ result: 'waiting', reasons: [{ code: 'SYNC_UNREAD' }] }]);
  ageMs = 0;
  expect(await accept()).toMatchObject([{ result: 'landed' }]);
});

it.each([
  ['can’t be asked', () => Promise.reject(new Fault('transient', 'SYNCTHING_SILENT', 'Nobody is there.'))],
  ['does not answer', () => new Promise<never>(() => {})],
])('waits for a moment where Syncthing %s, then goes by time alone', async (_how, files) => {
  const { accept, move } = await accepting(files);
  expect(await accept()).toMatchObject([{ result: 'waiting', reasons: [{ code: 'SYNC_UNKNOWN' }] }]);
  move(30_000);
  expect(await accept()).toMatchObject([{ result: 'landed' }]);
});
