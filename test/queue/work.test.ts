import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeFrom, reason } from '../../src/domain/reason.ts';
import type { ReasonCode } from '../../src/domain/reason-codes.ts';
import { Fault } from '../../src/errors.ts';
import { memoryQueue } from '../../src/queue/memory.ts';
import type { Job, JobQueue } from '../../src/queue/queue.ts';
import { type JobOutcome, type RunJob, type Work, type WorkOptions, work } from '../../src/queue/work.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { request } from './requests.ts';

const LEASE_MS = 30_000;
const DONE: JobOutcome = { kind: 'done', result: 'well' };

let clock: ManualClock;
let queue: JobQueue;
let worker: Work | null;

beforeEach(() => {
  clock = manualClock();
  queue = memoryQueue({ clock, random: () => 0.5 });
  worker = null;
});
afterEach(() => worker?.stop());

function begin(runJob: RunJob, more: Partial<WorkOptions> = {}): Work {
  worker = work(queue, runJob, { worker: 'here', concurrency: 2, leaseMs: LEASE_MS, clock, ...more });
  return worker;
}

/** Resolves with the next job that comes into this state. */
function next(wanted: (job: Job) => boolean): Promise<Job> {
  return new Promise((resolve) => {
    const stop = queue.onChange((job) => {
      if (job === null || !wanted(job)) return;
      stop();
      resolve(job);
    });
  });
}

/** A job that runs until the test lets it end, or it is aborted. */
function slowJob() {
  const begun: { job: Job; signal: AbortSignal; end: (outcome: JobOutcome) => void }[] = [];
  const runJob: RunJob = (job, signal) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      begun.push({ job, signal, end: resolve });
    });
  return { begun, runJob };
}

test('runs what is there and what comes, and is idle in between', async () => {
  const seen: string[] = [];
  await queue.submit([request({ subject: 'a' })]);
  const loop = begin(async (job) => {
    seen.push(job.subject);
    return DONE;
  });
  await loop.idle();
  expect(seen).toEqual(['a']);
  await queue.submit([request({ subject: 'b' }), request({ subject: 'c' })]);
  await loop.idle();
  expect(seen).toEqual(['a', 'b', 'c']);
  expect((await queue.list()).map((job) => [job.state, job.result])).toEqual(Array(3).fill(['done', 'well']));
});

test('never runs more at once than it may, and uses every hand', async () => {
  await queue.submit(Array.from({ length: 20 }, (_, n) => request({ subject: `s${n}` })));
  let now = 0;
  let most = 0;
  await begin(
    async () => {
      most = Math.max(most, ++now);
      await Promise.resolve();
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return DONE;
    },
    { concurrency: 3 },
  ).idle();
  expect(most).toBe(3);
  expect(await queue.counts()).toMatchObject({ done: 20 });
});

test('more hands begin at once with what waits', async () => {
  await queue.submit([request({ subject: 'a' }), request({ subject: 'b' })]);
  const slow = slowJob();
  const started = next((job) => job.subject === 'a' && job.state === 'running');
  const loop = begin(slow.runJob, { concurrency: 1 });
  await started;
  const other = next((job) => job.subject === 'b' && job.state === 'running');
  loop.setConcurrency(2);
  await other;
});

test('prerequisites are kept: a chain runs in its order', async () => {
  const order: string[] = [];
  await queue.submit([
    request({ step: 'c', after: ['b s'], subject: 's' }),
    request({ step: 'b', after: ['a s'], subject: 's' }),
    request({ step: 'a', subject: 's' }),
  ]);
  await begin(async (job) => {
    order.push(job.step);
    return DONE;
  }).idle();
  expect(order).toEqual(['a', 'b', 'c']);
});

test('sleeps until the next job is due, by one alarm', async () => {
  const atMs = clock.nowMs() + 5_000;
  await queue.submit([request({ notBeforeMs: atMs })]);
  const loop = begin(async () => DONE);
  await loop.idle(4_000);
  expect(await queue.counts()).toMatchObject({ queued: 1 });
  expect(clock.alarms()).toEqual([atMs]);
  const done = next((job) => job.state === 'done');
  clock.advance(5_000);
  await done;
  await loop.idle();
  expect(clock.alarms()).toEqual([]);
});

test('a transient fault is tried again when its time has come', async () => {
  await queue.submit([request()]);
  let tries = 0;
  const loop = begin(async () => {
    if (++tries === 1)
      throw new Fault('transient', 'LANGUAGE_TIMEOUT', 'No answer.', { retryAfterMs: 7_000 });
    return DONE;
  });
  await clock.awaitAlarm((atMs) => atMs === 1_007_000);
  expect(tries).toBe(1);
  clock.advance(7_000);
  await loop.idle();
  expect(await queue.counts()).toMatchObject({ done: 1 });
});

test('each outcome is told to the queue; an error that is no Fault is a bug that names the job', async () => {
  const why = reason(codeFrom('SPEECH_OFF') as ReasonCode, 'No speech recogniser is set up.');
  const [a, b, c] = await queue.submit(
    ['skipped', 'blocked', 'thrown'].map((subject) => request({ subject })),
  );
  await begin(async (job) => {
    if (job.subject === 'skipped') return { kind: 'skipped', reason: why };
    if (job.subject === 'blocked') return { kind: 'blocked', reason: why };
    throw new TypeError('x is not a function');
  }).idle();
  expect(await queue.get(a?.id ?? '')).toMatchObject({ state: 'skipped', reason: why });
  expect(await queue.get(b?.id ?? '')).toMatchObject({ state: 'blocked', reason: why });
  const bug = await queue.get(c?.id ?? '');
  expect(bug).toMatchObject({ state: 'failed', reason: { code: 'JOB_BUG' } });
  expect(bug?.reason?.user).toContain(c?.id);
  expect(bug?.reason?.tech).toContain('x is not a function');
});

test('what a job reports is written before its end', async () => {
  await queue.submit([request()]);
  await begin(async (_job, _signal, report) => {
    report({ fraction: 0.5, note: 'half' });
    report({ fraction: 1, note: 'all' });
    return DONE;
  }).idle();
  expect((await queue.list())[0]).toMatchObject({ state: 'done', log: [{ text: 'half' }, { text: 'all' }] });
});

describe('the lease', () => {
  test('is renewed at a third of its length while the job runs', async () => {
    await queue.submit([request()]);
    const slow = slowJob();
    const started = next((job) => job.state === 'running');
    begin(slow.runJob);
    const { lease } = await started;
    for (let round = 1; round <= 6; round++) {
      const renewed = next((job) => job.state === 'running');
      clock.advance(LEASE_MS / 3);
      expect((await renewed).lease?.untilMs).toBe((lease?.untilMs ?? 0) + (round * LEASE_MS) / 3);
    }
    expect(slow.begun[0]?.signal.aborted).toBe(false);
  });

  test('when lost, the run is aborted, and what it brings is refused', async () => {
    const [job] = await queue.submit([request()]);
    const slow = slowJob();
    const started = next((each) => each.state === 'running');
    const loop = begin(slow.runJob, { concurrency: 1 });
    await started;
    await takeOver(job?.id ?? '');
    const aborted = new Promise<void>((resolve) => {
      slow.begun[0]?.signal.addEventListener('abort', () => resolve());
    });
    clock.advance(LEASE_MS / 3);
    await aborted;
    expect(await queue.get(job?.id ?? '')).toMatchObject({
      state: 'running',
      lease: { worker: 'elsewhere' },
    });
    await queue.complete(job?.id ?? '', 'elsewhere', 'theirs');
    await loop.idle();
    expect(await queue.get(job?.id ?? '')).toMatchObject({ state: 'done', result: 'theirs' });
  });
});

test('cancelling a running job aborts it at once, without waiting for a renewal', async () => {
  const [job] = await queue.submit([request()]);
  const slow = slowJob();
  const started = next((each) => each.state === 'running');
  const loop = begin(slow.runJob);
  await started;
  const ended = next((each) => each.state === 'cancelled');
  await queue.cancel(job?.id ?? '');
  await ended;
  await loop.idle();
  expect(slow.begun[0]?.signal.aborted).toBe(true);
});

test('a newer version of the work stops the old run, then runs itself', async () => {
  await queue.submit([request({ fingerprint: 'f1' })]);
  const slow = slowJob();
  const started = next((job) => job.state === 'running');
  begin(slow.runJob);
  await started;
  const again = next((job) => job.state === 'running' && job.fingerprint === 'f2');
  await queue.submit([request({ fingerprint: 'f2' })]);
  await again;
  expect(slow.begun.map((run) => run.signal.aborted)).toEqual([true, false]);
});

describe('stop', () => {
  test('aborts what runs and gives it back, not counting the attempt', async () => {
    await queue.submit([request()]);
    const slow = slowJob();
    const started = next((job) => job.state === 'running');
    const loop = begin(slow.runJob);
    await started;
    await loop.stop();
    expect((await queue.list())[0]).toMatchObject({ state: 'queued', attempts: 0, lease: null });
    expect(clock.alarms()).toEqual([]);
  });

  test('keeps the result of a run that ends well all the same', async () => {
    await queue.submit([request()]);
    const started = next((job) => job.state === 'running');
    const loop = begin(
      (_job, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(DONE))),
    );
    await started;
    await loop.stop();
    expect((await queue.list())[0]).toMatchObject({ state: 'done', result: 'well' });
  });

  test('gives back a job whose claim was under way', async () => {
    const real = queue;
    await real.submit([request()]);
    let goOn = (): void => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    queue = { ...real, claim: (name, leaseMs) => gate.then(() => real.claim(name, leaseMs)) };
    let ran = false;
    const loop = begin(async () => {
      ran = true;
      return DONE;
    });
    const stopped = loop.stop();
    goOn();
    await stopped;
    expect(ran).toBe(false);
    expect((await real.list())[0]).toMatchObject({ state: 'queued', attempts: 0 });
  });

  test('begins nothing afterwards, and nobody is left waiting', async () => {
    const loop = begin(async () => DONE);
    const idle = loop.idle(Number.NEGATIVE_INFINITY);
    await loop.stop();
    await idle;
    await loop.idle();
    await queue.submit([request()]);
    await loop.stop();
    expect(await queue.counts()).toMatchObject({ queued: 1 });
  });
});

test('is not idle when a job came while it looked what is due', async () => {
  const real = queue;
  let came = false;
  queue = {
    ...real,
    async nextDueMs() {
      const dueMs = await real.nextDueMs();
      if (!came) {
        came = true;
        await real.submit([request()]);
      }
      return dueMs;
    },
  };
  const loop = begin(async () => DONE);
  await loop.idle();
  expect(await real.counts()).toMatchObject({ queued: 0, done: 1 });
});

test('a queue that fails is reported, whoever waits is told, and the loop goes on later', async () => {
  const broken = new Fault('configuration', 'STORE_FULL', 'No room.');
  let healthy = false;
  const real = queue;
  queue = {
    ...real,
    claim: async (name, leaseMs) => (healthy ? real.claim(name, leaseMs) : Promise.reject(broken)),
  };
  await real.submit([request()]);
  const reported: unknown[] = [];
  const loop = begin(async () => DONE, { onError: (error) => reported.push(error) });
  await expect(loop.idle()).rejects.toBe(broken);
  expect(reported[0]).toBe(broken);
  healthy = true;
  const done = next((job) => job.state === 'done');
  clock.advance(60_000);
  await done;
});

/** Somebody else's lease comes to stand where this worker's did, as after a sleep that outlasted it. */
async function takeOver(id: string): Promise<void> {
  await queue.release(id, (await queue.get(id))?.lease?.worker ?? '');
  expect(await queue.claim('elsewhere', LEASE_MS * 100)).toMatchObject({ id });
}
