import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { embeddedQueue } from '../../src/queue/embedded.ts';
import { openStore } from '../../src/store/open.ts';
import { queueContract } from './contract.ts';
import { manualClock } from './manual-clock.ts';
import { request } from './requests.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'show-build-queue-'));
});
afterEach(() => rm(folder, { recursive: true }));

queueContract('the embedded queue', async (options) => {
  const store = await openStore(join(folder, 'show-build.db'));
  return { queue: embeddedQueue(store, options), close: () => store.close() };
});

test('jobs outlive the program: what waited is claimed after a restart, what ran when its lease is over', async () => {
  const file = join(folder, 'show-build.db');
  const clock = manualClock();
  const before = await openStore(file);
  const first = embeddedQueue(before, { clock });
  const [running, waiting] = await first.submit([
    request({ subject: 'a', priority: 1 }),
    request({ subject: 'b' }),
  ]);
  await first.claim('old', 1_000);
  before.close();

  const after = await openStore(file);
  const second = embeddedQueue(after, { clock });
  expect(await second.claim('new/1', 1_000)).toMatchObject({ id: waiting?.id });
  expect(await second.claim('new/2', 1_000)).toBeNull();
  clock.advance(1_000);
  expect(await second.claim('new/3', 1_000)).toMatchObject({ id: running?.id, attempts: 2 });
  after.close();
});

test('two programs on one file never hold the same job', async () => {
  const file = join(folder, 'show-build.db');
  const stores = [await openStore(file), await openStore(file)];
  const clock = manualClock();
  const [a, b] = stores.map((store) => embeddedQueue(store, { clock }));
  await a?.submit(Array.from({ length: 50 }, (_, n) => request({ subject: `s${n}` })));
  const claims = Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? a : b)?.claim(`w${n}`, 1_000));
  const jobs = (await Promise.all(claims)).flatMap((job) =>
    job === null || job === undefined ? [] : [job.id],
  );
  expect(new Set(jobs).size).toBe(50);
  expect(jobs).toHaveLength(50);
  for (const store of stores) store.close();
});
