// What people are told of the machines that share the show.
import { expect, it } from 'vitest';
import { openDesk } from '../../bot/desk/desk.ts';
import { treePath } from '../../src/domain/ids.ts';
import { fakeSync, OLD_MAC, SERVER, STUDIO, VIEW, version } from '../fake-sync.ts';
import { INFO_PATH, oneSegment, SEGMENT_PATH } from '../trial.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const SETTINGS = `show: Trial
people:
  josh: { name: Josh, email: josh@example.org, device: BBBBBBB }
  minna: { name: Minna, email: minna@example.org, device: ${OLD_MAC} }
merge: { settle: 0s, settleRemote: 0s, idle: 0s }
`;

async function studio() {
  const one = trial(oneSegment);
  one.write('show-build.yaml', SETTINGS);
  const opened = await open(one);
  const fake = fakeSync();
  const desk = openDesk({ ...opened.show, sync: fake.sync });
  await desk.pass({}, quiet);
  return { one, desk, ...fake };
}

it('each machine has its people, its presence, and what it lacks', async () => {
  const { desk, needs, become } = await studio();
  const seenMs = Date.now() - 3_600_000;
  const devices = VIEW.devices.map((one) => (one.id === OLD_MAC ? { ...one, lastSeenMs: seenMs } : one));
  become({ ...VIEW, devices });
  needs.set(OLD_MAC, { items: 3, bytes: 4000, deletes: 1 });
  const report = await desk.machines();
  expect(report).toMatchObject({
    syncthing: { version: 'v1.29.5', folder: 'Sunday show' },
    silent: null,
    machines: [
      { id: 'AAAAAAA', name: 'Server', people: [], presence: 'here', lacks: { items: 0 } },
      { id: 'BBBBBBB', name: 'Studio laptop', people: ['Josh'], presence: 'connected', lacks: { items: 0 } },
      {
        name: 'Old Mac',
        people: ['Minna'],
        presence: 'away',
        lastSeenMs: seenMs,
        lacks: { items: 3, deletes: 1 },
      },
    ],
    problems: [],
  });
  // Without asking, what a machine lacks that is away is not known.
  const { machines } = await desk.status();
  expect(machines?.map(({ lacks }) => lacks?.items ?? null)).toEqual([0, 0, null]);
});

it('problems name their machine, or none where the folder here has them', async () => {
  const { desk, become } = await studio();
  const devices = VIEW.devices.map((one) => (one.id === STUDIO ? { ...one, share: 'paused' as const } : one));
  become({ ...VIEW, devices, folder: { ...VIEW.folder, maxConflicts: 0, type: 'receiveonly' } });
  const { problems } = await desk.machines();
  expect(problems.map(({ code, machine, stops }) => [code, machine, stops])).toEqual([
    ['SYNC_RECEIVE_ONLY', null, true],
    ['SYNC_SHARE_PAUSED', 'BBBBBBB', false],
    ['SYNC_FEW_CONFLICTS', null, false],
  ]);
});

it('the newest version of each file that people edited is told with its maker and its way', async () => {
  const { one, desk, files } = await studio();
  one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace('We walk past it.', 'We never walk past it.'));
  one.write(INFO_PATH, `${one.read(INFO_PATH)}\nA note.\n`);
  await desk.pass({}, quiet);
  const { id } = about(await desk.list({}), 'first-clip');
  files.set(treePath(SEGMENT_PATH), version(STUDIO));
  await desk.accept({ ids: [id] }, null);

  files.set(treePath(SEGMENT_PATH), version(SERVER, { heldBy: [] }));
  files.set(treePath(INFO_PATH), version(OLD_MAC, { isNewest: false, heldBy: [] }));
  const { edits } = await desk.machines();
  expect(edits.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toMatchObject([
    { path: INFO_PATH, by: 'Minna', machine: 'Old Mac', atMs: 1_900_000_000_000, isArriving: true },
    { path: SEGMENT_PATH, machine: 'Server', isArriving: false, lackedBy: ['Studio laptop'] },
  ]);
  files.set(treePath(INFO_PATH), version(STUDIO));
  const { edits: later } = await desk.machines();
  expect(later.find(({ path }) => path === INFO_PATH)).toMatchObject({ by: 'Josh', lackedBy: [] });
});

it('a Syncthing that can’t be asked is told with what was last known, none with nothing', async () => {
  const { one, desk, become } = await studio();
  one.write(INFO_PATH, `${one.read(INFO_PATH)}\nA note.\n`);
  await desk.pass({}, quiet);
  const why = { code: 'SYNCTHING_SILENT' as const, user: 'Syncthing does not answer', tech: '' };
  become({ state: 'unknown', why, sinceMs: 5, last: VIEW });
  expect(await desk.machines()).toMatchObject({
    silent: { why: 'Syncthing does not answer', sinceMs: 5 },
    machines: [{ name: 'Server' }, { name: 'Studio laptop' }, { name: 'Old Mac' }],
    edits: [{ path: INFO_PATH, machine: null, lackedBy: null }],
  });
  become({ state: 'unknown', why, sinceMs: 5, last: null });
  expect(await desk.machines()).toMatchObject({ syncthing: null, silent: { sinceMs: 5 }, machines: [] });

  const { desk: alone } = await open(one, { state: `${one.dir}/alone` });
  expect(await alone.machines()).toMatchObject({ syncthing: null, silent: null, machines: [], problems: [] });
  expect((await alone.status()).machines).toBeNull();
});
