// Whose edit it is, by the device that Syncthing says made the version.
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDesk } from '../../bot/desk/desk.ts';
import { type DeviceId, type TreePath, treePath } from '../../src/domain/ids.ts';
import { SERVER, STUDIO } from '../fake-sync.ts';
import { INFO, INFO_PATH, movableClock, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { BOTH, indexed, LAPTOP, saying } from './said-sync.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const PEOPLE =
  'people: { josh: { name: Josh, email: josh@example.org, device: CPK7LWO }, ann: { name: Ann, email: ann@example.org } }\nmerge: { settle: 0s, settleRemote: 0s }\n';

const MINUTE_MS = 60_000;

async function studio(settings = PEOPLE) {
  const one = trial();
  one.write('show-build.yaml', settings);
  const made = new Map<TreePath, DeviceId>();
  const { clock, move } = movableClock(0);
  const { show } = await open(one, { clock });
  const sync = saying(
    async (paths) =>
      new Map(
        paths.map((path) => [
          path,
          indexed(one, path, { by: made.get(path) ?? SERVER, heldBy: [STUDIO, LAPTOP] }),
        ]),
      ),
    BOTH,
  );
  const desk = openDesk({ ...show, sync });
  await desk.pass({}, quiet);
  const edit = (path: string, text: string, by: DeviceId) => {
    made.set(treePath(path), by);
    one.write(path, text);
  };
  return { one, show, desk, move, edit, pass: () => desk.pass({}, quiet) };
}

const authors = (one: Trial, many: number) =>
  one.git('log', '--first-parent', `-${many}`, '--format=%an <%ae>: %s', 'main').split('\n');

it('makes one commit for each person', async () => {
  const { one, show, edit, pass } = await studio();
  edit(SEGMENT_PATH, SEGMENT.replace('We pat it.', 'We pat it twice.'), LAPTOP);
  edit(INFO_PATH, INFO.replace('One hour', 'Two hours'), STUDIO);
  await pass();
  expect([show.clocks.writerOf(treePath(SEGMENT_PATH)), show.clocks.writerOf(treePath(INFO_PATH))]).toEqual([
    'Josh',
    'Somebody on Studio',
  ]);
  expect(authors(one, 2).sort()).toEqual([
    'Josh <josh@example.org>: Josh edited 0101: 10 The Glove.md',
    'Somebody on Studio <bbbbbbb@device.show-build.local>: Somebody on Studio edited 0101: info.md',
  ]);
});

it('is the only person’s where no device is given, and the usual author’s on the machine of the service', async () => {
  const { one, edit, pass } = await studio(
    'people: { josh: { name: Josh, email: josh@example.org } }\nmerge: { settle: 0s, settleRemote: 0s }\n',
  );
  edit(SEGMENT_PATH, SEGMENT.replace('We pat it.', 'We pat it twice.'), STUDIO);
  await pass();
  expect(authors(one, 1)).toEqual(['Josh <josh@example.org>: Josh edited 0101: 10 The Glove.md']);
  edit(SEGMENT_PATH, SEGMENT.replace('We pat it.', 'We pat it three times.'), SERVER);
  await pass();
  expect(authors(one, 1)).toEqual(['Josh <josh@example.org>: Josh edited 0101: 10 The Glove.md']);
});

it('tells whose clock is wrong, once several saves have come as late', async () => {
  const { one, show, desk, move, edit, pass } = await studio();
  const problems = async () => (await desk.machines()).problems.map(({ code, user }) => `${code}: ${user}`);
  for (const n of [1, 2, 3]) {
    expect(await problems()).toEqual([]);
    edit(SEGMENT_PATH, SEGMENT.replace('We pat it.', `We pat it ${n} times.`), STUDIO);
    move(n * MINUTE_MS);
    const arrivedMs = show.nowMs();
    const written = new Date(arrivedMs - 10 * MINUTE_MS);
    utimesSync(join(one.tree, SEGMENT_PATH), written, written);
    show.clocks.arrived(treePath(SEGMENT_PATH), arrivedMs, 'sync');
    await pass();
  }
  expect(await problems()).toEqual([
    'SYNC_CLOCK: The clock of Studio is 10 min slow, so that Syncthing may set the newer of two versions aside; set that clock',
  ]);
});

it('tells a program that rewrites notes from a person, and takes nothing it undoes for a decision', async () => {
  const { one, show, desk, move, edit, pass } = await studio();
  const problems = async () => (await desk.machines()).problems.map(({ code, user }) => `${code}: ${user}`);
  move(MINUTE_MS);
  const rows = await desk.list({});
  const { id } = about(rows, 'first-clip');
  expect(await desk.accept({ ids: [id] }, null)).toMatchObject([{ result: 'landed' }]);
  move(60 * MINUTE_MS);
  const many = ['20', '30', '40', '50'].map((n) => SEGMENT_PATH.replace('10 The', `${n} The`));
  for (const [n, path] of many.entries())
    edit(path, SEGMENT.replaceAll('AAAAAAAAA', `AAAAAAA${n}A`).replace("'10001'", `'2000${n}'`), LAPTOP);
  await pass();
  expect(await problems()).toEqual([]);
  move(60 * MINUTE_MS);
  const written = new Date(show.nowMs());
  for (const path of [...many, SEGMENT_PATH]) {
    // The one in which something landed is as it was before.
    edit(path, path === SEGMENT_PATH ? SEGMENT : `${one.read(path)}\n`, STUDIO);
    utimesSync(join(one.tree, path), written, written);
    show.clocks.arrived(treePath(path), written.getTime(), 'sync');
  }
  await pass();
  expect(await problems()).toEqual([
    expect.stringMatching(/^SYNC_REWRITES: A program on Studio rewrote 5 notes at once, the last of them /),
  ]);
  expect((await desk.show(id)).decisions.map(({ kind }) => kind)).not.toContain('revert');
  expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
});
