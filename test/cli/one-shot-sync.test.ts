// Verbs that may land ask Syncthing themselves where no service runs; those that only look, and dry runs, do not.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../../bot/cli/run.ts';
import { verbs } from '../../bot/cli/verbs.ts';
import { recorded } from '../tools/syncthing/recorded.ts';
import { type FakeSyncthing, fakeSyncthing, KEY } from '../tools/syncthing/server.ts';
import { INFO, INFO_PATH, makeTrial, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { testWorld } from './screens.ts';

const IGNORED = ['/.git', '(?d).show-build-*'];

async function besideSyncthing(merge: string) {
  const fake = await fakeSyncthing();
  fake.answer('/rest/db/ignores', { body: { ignore: IGNORED, error: null } });
  const settings = `show: Trial\nmerge: ${merge}\nsyncthing: { url: "${fake.url}", folder: show }\n`;
  const one = makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: SEGMENT, 'show-build.yaml': settings });
  const before = process.env['SYNCTHING_API_KEY'];
  process.env['SYNCTHING_API_KEY'] = KEY;
  onTestFinished(() => {
    if (before === undefined) delete process.env['SYNCTHING_API_KEY'];
    else process.env['SYNCTHING_API_KEY'] = before;
    one.clear();
  });
  const run = async (...argv: readonly string[]) => {
    const world = testWorld({ nowMs: Date.now });
    const code = await runCommand([...argv, '--tree', one.tree, '--state', one.state], verbs, world);
    return { code, out: world.out.text(), err: world.err.text() };
  };
  return { fake, one, run };
}

/** The index has the segment as it lies on the disk. */
function indexes(fake: FakeSyncthing, one: Trial): void {
  const file = recorded('v1.19.2').answers['/rest/db/file'] as Record<'global' | 'local', object>;
  const { size, mtimeMs } = statSync(join(one.tree, SEGMENT_PATH));
  const as = { size, modified: new Date(Math.floor(mtimeMs)).toISOString() };
  fake.answer('/rest/db/file', {
    body: { ...file, global: { ...file.global, ...as }, local: { ...file.local, ...as } },
  });
}

const scansIn = ({ asked }: FakeSyncthing) =>
  asked.filter(({ path }) => path === '/rest/db/scan').flatMap(({ query }) => query.getAll('sub'));

interface Row {
  readonly id: string;
  readonly title: string;
}

it('accept waits until Syncthing has read the file, and each landing is read before the next', async () => {
  const { fake, one, run } = await besideSyncthing(
    '{ settle: 0s, settleRemote: 0s, idle: 0s, everything: review }',
  );
  await run('run', '--json');
  const rows = JSON.parse((await run('list', '--json')).out) as readonly Row[];
  const idOf = (words: string) => rows.find(({ title }) => title.includes(words))?.id ?? '';

  // As recorded: another size.
  const waiting = run('accept', idOf('first-clip'), '--json');
  await wait(1_500);
  expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
  indexes(fake, one);
  expect(JSON.parse((await waiting).out)).toMatchObject([{ result: 'landed' }]);
  expect(one.read(SEGMENT_PATH)).not.toBe(SEGMENT);
  expect(scansIn(fake)).toEqual([SEGMENT_PATH]);

  // Read with each scan from here on; the first is behind.
  indexes(fake, one);
  const follow = setInterval(() => indexes(fake, one), 200);
  onTestFinished(() => clearInterval(follow));
  const both = await run('accept', idOf('second-clip'), idOf('third-picture'), '--json');
  expect(JSON.parse(both.out)).toMatchObject([{ result: 'landed' }, { result: 'landed' }]);
  expect(scansIn(fake).length).toBeGreaterThan(1);
}, 60_000);

it('accept goes by time where Syncthing has died, and says that it waits', async () => {
  const { fake, one, run } = await besideSyncthing(
    '{ settle: 0s, settleRemote: 1s, idle: 0s, everything: review }',
  );
  await run('run', '--json');
  const rows = JSON.parse((await run('list', '--json')).out) as readonly Row[];
  const row = rows.find(({ title }) => title.includes('first-clip'));
  await fake.stop();
  const { code, err } = await run('accept', row?.id ?? '');
  expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('Waiting: until nobody types') });
  expect(one.read(SEGMENT_PATH)).toContain('[Type: SOT]');
}, 90_000);

it('looking and dry runs ask it nothing', async () => {
  const { fake, run } = await besideSyncthing('{ settle: 0s }');
  expect(await run('run', '--dry-run')).toMatchObject({ code: 0 });
  expect(fake.asked).toEqual([]);
  await run('run');
  const asked = fake.asked.length;
  expect(asked).toBeGreaterThan(0);
  for (const verb of ['list', 'status', 'check']) await run(verb);
  expect(fake.asked).toHaveLength(asked);
});

it.each([
  ['refuses the key', { status: 403, text: 'Forbidden\n' }, 2_500],
  ['never answers', { silent: true }, 9_000],
] as const)('goes on within seconds where Syncthing %s', async (_what, answer, withinMs) => {
  const { fake, run } = await besideSyncthing('{ settle: 0s, idle: 0s, everything: review }');
  await run('run', '--json');
  fake.answer('*', answer);
  const beganMs = performance.now();
  expect(await run('hold', '0101')).toMatchObject({ code: 0, err: '' });
  expect(performance.now() - beganMs).toBeLessThan(withinMs);
});
