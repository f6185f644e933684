// The versions that Syncthing gave to what was taken in and published stand in Git, and tell who had seen a landing.
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDesk } from '../../bot/desk/desk.ts';
import { noteVersions } from '../../bot/publish/note-versions.ts';
import { shortDeviceId, treePath } from '../../src/domain/ids.ts';
import { parseVersion, type VersionVector } from '../../src/domain/version-vector.ts';
import { SERVER, STUDIO } from '../fake-sync.ts';
import { movableClock, SEGMENT, SEGMENT_PATH } from '../trial.ts';
import { BOTH, indexed, LAPTOP, saying } from './said-sync.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const HOUR_MS = 3_600_000;
const REF = 'refs/show-build/versions';
const vector = (...counters: readonly string[]) => parseVersion(counters) as VersionVector;
const [server, laptop] = [shortDeviceId(SERVER), shortDeviceId(LAPTOP)];

async function landed() {
  const one = trial();
  one.write('show-build.yaml', 'merge: { settle: 0s, settleRemote: 0s }\n');
  const { clock, move } = movableClock(0);
  const { show } = await open(one, { clock });
  let counters = vector(`${laptop}:1`);
  let by = LAPTOP;
  const sync = saying(
    async (paths) =>
      new Map(paths.map((path) => [path, indexed(one, path, { by, counters, heldBy: [STUDIO, LAPTOP] })])),
    BOTH,
  );
  const watched = { ...show, sync };
  const desk = openDesk(watched);
  await desk.pass({}, quiet);
  one.write(SEGMENT_PATH, SEGMENT.replace('We pat it.', 'We pat it twice.'));
  await desk.pass({}, quiet);
  const { id } = about(await desk.list({}), 'first-clip');
  await desk.accept({ ids: [id] }, null);
  by = SERVER;
  counters = vector(`${laptop}:1`, `${server}:2`);
  await noteVersions(watched, [treePath(SEGMENT_PATH)]);
  return {
    one,
    desk,
    id,
    /** Written on the laptop, hours after the landing. */
    async saveFrom(text: string, on: VersionVector) {
      by = LAPTOP;
      counters = on;
      move(3 * HOUR_MS);
      one.write(SEGMENT_PATH, text);
      const written = new Date(clock.nowMs());
      utimesSync(join(one.tree, SEGMENT_PATH), written, written);
      show.clocks.arrived(treePath(SEGMENT_PATH), written.getTime(), 'sync');
      await desk.pass({}, quiet);
    },
  };
}

const blobOf = (one: ReturnType<typeof trial>, commit: string) =>
  one.git('rev-parse', `${commit}:${SEGMENT_PATH}`);

it('are noted for each version, of people and of the bot', async () => {
  const { one } = await landed();
  expect(one.git('show', `${REF}:${SEGMENT_PATH}`).split('\n')).toEqual([
    `${blobOf(one, 'main^1')} ${laptop}:1`,
    `${blobOf(one, 'main')} ${server}:2 ${laptop}:1`,
  ]);
});

it('tell that a machine had not got a landing, however late its text comes: nobody took it out', async () => {
  const { desk, id, saveFrom } = await landed();
  // Exactly what stood there before, which would be a removal.
  await saveFrom(SEGMENT.replace('We pat it.', 'We pat it twice.'), vector(`${laptop}:2`));
  expect((await desk.show(id)).decisions.map(({ kind }) => kind)).not.toContain('revert');
  expect((await desk.list({ ids: [id] })).map(({ state }) => state)).toEqual(['accepted']);
});

it('leave a removal to whoever had got it', async () => {
  const { desk, id, saveFrom } = await landed();
  await saveFrom(SEGMENT.replace('We pat it.', 'We pat it twice.'), vector(`${laptop}:3`, `${server}:2`));
  expect((await desk.show(id)).decisions.map(({ kind }) => kind)).toContain('revert');
});
