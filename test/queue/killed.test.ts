import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { embeddedQueue } from '../../src/queue/embedded.ts';
import type { JobQueue } from '../../src/queue/queue.ts';
import { work } from '../../src/queue/work.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { manualClock } from './manual-clock.ts';
import { request } from './requests.ts';

const LEASE_MS = 60_000;

let folder: string;
let file: string;
let child: ChildProcess | null;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'show-build-killed-'));
  file = join(folder, 'show-build.db');
  child = null;
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

/** Runs the child until it prints this line, kills it, and gives back all that it said. */
async function killAfter(line: string): Promise<readonly string[]> {
  const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const started = spawn(
    process.execPath,
    [
      '--import',
      new URL('ts-loader.mjs', import.meta.url).href,
      here('killed-worker.ts'),
      file,
      String(LEASE_MS),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  child = started;
  const said: string[] = [];
  for await (const each of createInterface({ input: started.stdout })) {
    said.push(each);
    if (each === line) started.kill('SIGKILL');
  }
  if (started.exitCode === null && started.signalCode === null) await once(started, 'exit');
  expect(started.signalCode).toBe('SIGKILL');
  return said;
}

async function withQueue<T>(
  act: (queue: JobQueue, clock: ReturnType<typeof manualClock>, store: Store) => Promise<T>,
) {
  const clock = manualClock(Date.now());
  const store = await openStore(file);
  try {
    return await act(embeddedQueue(store, { clock }), clock, store);
  } finally {
    store.close();
  }
}

test('killed in the middle: what it had done stays done, what it ran is done once its lease is over, nothing twice', async () => {
  const before = Array.from({ length: 20 }, (_, n) => `before ${n}`);
  const after = Array.from({ length: 5 }, (_, n) => `after ${n}`);
  await withQueue((queue) =>
    queue.submit([
      ...before.map((subject) => request({ subject, priority: 2 })),
      request({ subject: 'hangs', priority: 1 }),
      ...after.map((subject) => request({ subject, priority: 0 })),
    ]),
  );

  const said = await killAfter('begun hangs');
  expect(said.filter((line) => line.startsWith('done '))).toEqual(before.map((subject) => `done ${subject}`));

  await withQueue(async (queue, clock) => {
    const ran: string[] = [];
    const loop = work(
      queue,
      async (job) => {
        ran.push(job.subject);
        return { kind: 'done', result: 'parent' };
      },
      { worker: 'parent', concurrency: 1, leaseMs: LEASE_MS, clock },
    );
    await loop.idle(0);
    expect(ran).toEqual(after);
    expect(await queue.list({ states: ['running'] })).toMatchObject([{ subject: 'hangs', attempts: 1 }]);
    clock.advance(LEASE_MS);
    await loop.idle();
    await loop.stop();
    expect(ran).toEqual([...after, 'hangs']);

    const jobs = await queue.list();
    expect(jobs).toHaveLength(26);
    expect(jobs.filter((job) => job.result === 'child')).toHaveLength(20);
    expect(jobs.find((job) => job.subject === 'hangs')).toMatchObject({
      state: 'done',
      attempts: 2,
      result: 'parent',
      log: [{ text: expect.stringContaining('JOB_STALLED') }],
    });
  });
});
