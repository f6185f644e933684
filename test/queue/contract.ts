// What every queue keeps to, whoever keeps the jobs. Run over each implementation.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeFrom, reason } from '../../src/domain/reason.ts';
import type { ReasonCode } from '../../src/domain/reason-codes.ts';
import { Fault, foreignFault } from '../../src/errors.ts';
import type { Job, JobQueue } from '../../src/queue/queue.ts';
import { jobKey } from '../../src/queue/rules.ts';
import type { QueueOptions } from '../../src/queue/table-queue.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { request } from './requests.ts';

export interface OpenedQueue {
  readonly queue: JobQueue;
  close(): void;
}

const LEASE_MS = 60_000;
const transient = new Fault('transient', 'LANGUAGE_TIMEOUT', 'The model did not answer in time.');
const bug = new Fault('bug', 'JOB_BUG', 'A mistake.', { tech: 'x is not a function' });

/** A code that only these tests use. */
const invented = (code: string) => codeFrom(code) as ReasonCode;

export function queueContract(name: string, open: (options: QueueOptions) => Promise<OpenedQueue>): void {
  describe(`${name} keeps the queue's contract`, () => {
    let clock: ManualClock;
    let opened: OpenedQueue;
    let queue: JobQueue;

    beforeEach(async () => {
      clock = manualClock();
      opened = await open({ clock, maxAttempts: 3, random: () => 0.5 });
      queue = opened.queue;
    });
    afterEach(() => opened.close());

    async function submit(...requests: Parameters<typeof request>): Promise<Job> {
      const [job] = await queue.submit([request(...requests)]);
      if (job === undefined) throw new Error('submit gave no job');
      return job;
    }

    async function claim(worker = 'w'): Promise<Job> {
      const job = await queue.claim(worker, LEASE_MS);
      if (job === null) throw new Error('nothing to claim');
      return job;
    }

    describe('submit', () => {
      test('gives back a job with all that was asked for, and keeps it', async () => {
        const asked = request({
          payload: { a: [1, null, 'é'] },
          priority: 2.5,
          after: ['x y'],
          notBeforeMs: 5,
        });
        const [job] = await queue.submit([asked]);
        expect(job).toMatchObject({
          ...asked,
          state: 'queued',
          attempts: 0,
          maxAttempts: 3,
          createdMs: clock.nowMs(),
        });
        expect(await queue.get(job?.id ?? '')).toEqual(job);
        expect(await queue.list()).toEqual([job]);
      });

      test('the same key and fingerprint is the same job, queued or running, with the higher priority', async () => {
        const first = await submit({ priority: 1 });
        expect(await submit({ priority: 5 })).toMatchObject({ id: first.id, priority: 5 });
        expect(await submit({ priority: 2 })).toMatchObject({ id: first.id, priority: 5 });
        await claim();
        expect(await submit()).toMatchObject({ id: first.id, state: 'running' });
        expect(await queue.list()).toHaveLength(1);
      });

      test('an ended job is no obstacle to the same work being asked for again', async () => {
        const first = await submit();
        await claim();
        await queue.complete(first.id, 'w', null);
        expect((await submit()).id).not.toBe(first.id);
      });

      test('another fingerprint supersedes a queued job', async () => {
        const old = await submit({ fingerprint: 'f1' });
        const fresh = await submit({ fingerprint: 'f2' });
        expect(await queue.get(old.id)).toMatchObject({
          state: 'cancelled',
          reason: { code: 'JOB_SUPERSEDED' },
        });
        expect(await claim()).toMatchObject({ id: fresh.id });
      });

      test('another fingerprint stops a running job, and waits until it has ended', async () => {
        const old = await submit({ fingerprint: 'f1' });
        await claim('a');
        const fresh = await submit({ fingerprint: 'f2' });
        expect(await queue.get(old.id)).toMatchObject({ state: 'running', cancelRequested: true });
        expect(await queue.claim('b', LEASE_MS)).toBeNull();
        expect(await queue.renew(old.id, 'a', clock.nowMs() + LEASE_MS)).toBe('cancelled');
        expect(await queue.complete(old.id, 'a', 'late')).toBe('cancelled');
        expect(await queue.get(old.id)).toMatchObject({ state: 'cancelled', result: null });
        expect(await claim('b')).toMatchObject({ id: fresh.id });
      });

      test('going back to the first fingerprint while its job is being stopped makes a new job', async () => {
        const old = await submit({ fingerprint: 'f1' });
        await claim('a');
        const second = await submit({ fingerprint: 'f2' });
        const third = await submit({ fingerprint: 'f1' });
        expect(third.id).not.toBe(old.id);
        expect(await queue.get(second.id)).toMatchObject({ state: 'cancelled' });
        expect(await queue.get(third.id)).toMatchObject({ state: 'queued' });
      });

      test('within one call later requests see earlier ones', async () => {
        const jobs = await queue.submit([request(), request(), request({ fingerprint: 'f2' })]);
        expect(jobs[0]?.id).toBe(jobs[1]?.id);
        expect((await queue.list({ states: ['queued'] })).map((job) => job.id)).toEqual([jobs[2]?.id]);
      });
    });

    describe('claim', () => {
      test('takes the highest priority, then the oldest', async () => {
        await queue.submit([
          request({ subject: 'a', priority: 0 }),
          request({ subject: 'b', priority: 7 }),
          request({ subject: 'c', priority: 7 }),
          request({ subject: 'd', priority: -1 }),
        ]);
        const order = [await claim('1'), await claim('2'), await claim('3'), await claim('4')];
        expect(order.map((job) => job.subject)).toEqual(['b', 'c', 'a', 'd']);
        expect(await queue.claim('5', LEASE_MS)).toBeNull();
      });

      test('gives the lease and counts the attempt', async () => {
        await submit();
        expect(await claim('me')).toMatchObject({
          state: 'running',
          attempts: 1,
          startedMs: clock.nowMs(),
          lease: { worker: 'me', untilMs: clock.nowMs() + LEASE_MS },
        });
      });

      test('leaves a job alone until its time', async () => {
        const atMs = clock.nowMs() + 1_000;
        const job = await submit({ notBeforeMs: atMs });
        expect(await queue.claim('w', LEASE_MS)).toBeNull();
        expect(await queue.nextDueMs()).toBe(atMs);
        clock.advance(999);
        expect(await queue.claim('w', LEASE_MS)).toBeNull();
        clock.advance(1);
        expect(await claim()).toMatchObject({ id: job.id });
      });

      test('waits until what must come first is done or skipped, and says so', async () => {
        const repair = await submit({ step: 'cue-block-repair', priority: 0 });
        const media = await submit({ step: 'media-analysis', priority: 0 });
        const after = [repair.key, media.key];
        const last = await submit({ step: 'script-compilation', priority: 9, after });
        expect((await queue.get(last.id))?.reason).toMatchObject({
          code: 'JOB_WAITS',
          user: 'It waits for cue-block-repair, which is not done yet.',
        });
        expect(await claim('1')).toMatchObject({ id: repair.id });
        expect(await claim('2')).toMatchObject({ id: media.id });
        await queue.complete(repair.id, '1', null);
        expect(await queue.claim('3', LEASE_MS)).toBeNull();
        await queue.skip(media.id, '2', reason(invented('NOTHING_TO_DO'), 'There is no media.'));
        expect(await claim('3')).toMatchObject({ id: last.id, reason: null });
      });

      test("a key that no job bears is in nobody's way", async () => {
        await submit({ after: [jobKey('cue-block-repair', 'nowhere')] });
        expect(await claim()).toMatchObject({ state: 'running' });
      });

      test('a failed prerequisite holds up, and is no reason to wake; its retry lets pass', async () => {
        const first = await submit({ step: 'cue-block-repair' });
        const second = await submit({ after: [first.key] });
        await claim('1');
        await queue.fail(first.id, '1', bug);
        expect(await queue.claim('2', LEASE_MS)).toBeNull();
        expect(await queue.nextDueMs()).toBeNull();
        expect((await queue.list({ step: second.step }))[0]?.reason?.user).toContain('which is failed');
        await queue.retry(first.id);
        await claim('3');
        await queue.complete(first.id, '3', null);
        expect(await claim('4')).toMatchObject({ id: second.id });
      });

      test('only the newest job of a key counts as prerequisite', async () => {
        const old = await submit({ step: 'cue-block-repair', fingerprint: 'f1' });
        await claim('1');
        await queue.complete(old.id, '1', null);
        const fresh = await submit({ step: 'cue-block-repair', fingerprint: 'f2' });
        await submit({ after: [old.key], priority: 9 });
        expect(await claim('2')).toMatchObject({ id: fresh.id });
        expect(await queue.claim('3', LEASE_MS)).toBeNull();
      });

      test('paused steps are not begun; the others are', async () => {
        await submit({ step: 'slug-enhancement', priority: 5 });
        await submit({ step: 'cue-block-repair' });
        await queue.pause(['slug-enhancement']);
        expect(await claim('1')).toMatchObject({ step: 'cue-block-repair' });
        await queue.pause('all');
        expect(await queue.claim('2', LEASE_MS)).toBeNull();
        await queue.pause([]);
        expect(await claim('2')).toMatchObject({ step: 'slug-enhancement' });
      });
    });

    describe('leases', () => {
      test('are renewed, and expire', async () => {
        const job = await submit();
        await claim('a');
        clock.advance(LEASE_MS - 1);
        expect(await queue.renew(job.id, 'a', clock.nowMs() + LEASE_MS)).toBe('held');
        clock.advance(LEASE_MS - 1);
        expect(await queue.claim('b', LEASE_MS)).toBeNull();
        expect(await queue.nextDueMs()).toBe(clock.nowMs() + 1);
        clock.advance(1);
        expect(await queue.renew(job.id, 'a', clock.nowMs() + LEASE_MS)).toBe('lost');
        expect(await claim('b')).toMatchObject({ id: job.id, attempts: 2, lease: { worker: 'b' } });
      });

      test('a result of a worker that lost its lease is refused', async () => {
        const job = await submit();
        await claim('a');
        clock.advance(LEASE_MS);
        await claim('b');
        expect(await queue.complete(job.id, 'a', 'late')).toBe('lost');
        expect(await queue.fail(job.id, 'a', bug)).toBe('lost');
        expect(await queue.progress(job.id, 'a', { fraction: 0.5, note: 'late' })).toBe('lost');
        expect(await queue.release(job.id, 'a')).toBe('lost');
        expect(await queue.get(job.id)).toMatchObject({
          state: 'running',
          lease: { worker: 'b' },
          progress: null,
        });
        expect(await queue.complete(job.id, 'b', 'right')).toBe('taken');
        expect(await queue.complete(job.id, 'b', 'twice')).toBe('lost');
        expect(await queue.get(job.id)).toMatchObject({ state: 'done', result: 'right' });
      });

      test('a job that kills its worker each time is given up', async () => {
        const job = await submit();
        for (const worker of ['a', 'b', 'c']) {
          await claim(worker);
          clock.advance(LEASE_MS);
        }
        expect(await queue.claim('d', LEASE_MS)).toBeNull();
        expect(await queue.get(job.id)).toMatchObject({
          state: 'failed',
          attempts: 3,
          reason: { code: 'JOB_STALLED' },
        });
        expect(await queue.nextDueMs()).toBeNull();
      });

      test('a job that was given back is claimed again without having cost an attempt', async () => {
        const job = await submit();
        await claim('a');
        expect(await queue.release(job.id, 'a')).toBe('taken');
        expect(await claim('b')).toMatchObject({ id: job.id, attempts: 1 });
      });
    });

    describe('endings', () => {
      test('blocked and skipped keep their reason', async () => {
        const why = reason(invented('SPEECH_OFF'), 'No speech recogniser is set up.', 'speech: none');
        const blocked = await submit({ subject: 'a' });
        const skipped = await submit({ subject: 'b' });
        await claim('1');
        await claim('2');
        expect(await queue.block(blocked.id, '1', why)).toBe('taken');
        expect(await queue.skip(skipped.id, '2', why)).toBe('taken');
        expect(await queue.get(blocked.id)).toMatchObject({ state: 'blocked', reason: why, lease: null });
        expect(await queue.get(skipped.id)).toMatchObject({
          state: 'skipped',
          reason: why,
          finishedMs: clock.nowMs(),
        });
      });

      test('a transient fault waits twice as long each time, and ends after the last attempt', async () => {
        const job = await submit();
        for (const delayMs of [750, 1_500]) {
          await claim();
          expect(await queue.fail(job.id, 'w', transient)).toBe('taken');
          expect(await queue.get(job.id)).toMatchObject({
            state: 'queued',
            reason: { code: 'LANGUAGE_TIMEOUT' },
          });
          expect(await queue.nextDueMs()).toBe(clock.nowMs() + delayMs);
          expect(await queue.claim('w', LEASE_MS)).toBeNull();
          clock.advance(delayMs);
        }
        await claim();
        await queue.fail(job.id, 'w', transient);
        const end = await queue.get(job.id);
        expect(end).toMatchObject({ state: 'failed', attempts: 3, reason: { code: 'LANGUAGE_TIMEOUT' } });
        expect(end?.log).toHaveLength(3);
        expect(await queue.nextDueMs()).toBeNull();
      });

      test('where the other side named a time, that is when it is tried again', async () => {
        const job = await submit();
        await claim();
        const busy = new Fault('transient', 'LANGUAGE_BUSY', 'Busy.', { retryAfterMs: 90_000 });
        await queue.fail(job.id, 'w', busy);
        expect(await queue.nextDueMs()).toBe(clock.nowMs() + 90_000);
      });

      test.each([
        'configuration',
        'usage',
        'refused',
        'bug',
      ] as const)('a fault of kind %s ends the job', async (kind) => {
        const job = await submit();
        await claim();
        await queue.fail(
          job.id,
          'w',
          foreignFault(kind, 'SOME_CODE', 'For people.', { tech: 'for engineers' }),
        );
        expect(await queue.get(job.id)).toMatchObject({
          state: 'failed',
          attempts: 1,
          reason: { code: 'SOME_CODE', user: 'For people.', tech: 'for engineers' },
        });
      });

      test('progress is kept, and each new note goes to the log', async () => {
        const job = await submit();
        await claim();
        for (const [fraction, note] of [
          [0.1, 'asking'],
          [0.5, 'asking'],
          [0.9, 'writing'],
        ] as const)
          expect(await queue.progress(job.id, 'w', { fraction, note })).toBe('held');
        expect(await queue.get(job.id)).toMatchObject({
          progress: { fraction: 0.9, note: 'writing' },
          log: [{ atMs: clock.nowMs(), text: 'asking' }, { text: 'writing' }],
        });
      });

      test('that time passes is progress, and no line in the log', async () => {
        const job = await submit();
        await claim();
        await queue.progress(job.id, 'w', { fraction: 0, note: 'asking' });
        await queue.progress(job.id, 'w', { fraction: 0, note: 'waiting, 2 s', passing: true });
        expect(await queue.get(job.id)).toMatchObject({
          progress: { note: 'waiting, 2 s' },
          log: [{ text: 'asking' }],
        });
      });

      test('a line as long as a book is cut', async () => {
        const job = await submit();
        await claim();
        await queue.progress(job.id, 'w', { fraction: 0, note: 'x'.repeat(1_000_000) });
        expect((await queue.get(job.id))?.log[0]?.text.length).toBeLessThan(2_000);
      });

      test('the log is bounded, the last lines stay', async () => {
        const job = await submit();
        await claim();
        for (let n = 1; n <= 150; n++) await queue.progress(job.id, 'w', { fraction: 0, note: `line ${n}` });
        const log = (await queue.get(job.id))?.log ?? [];
        expect(log).toHaveLength(100);
        expect(log.at(-1)?.text).toBe('line 150');
      });
    });

    describe('cancel and retry', () => {
      test('a queued job is cancelled at once, an ended one stays', async () => {
        const job = await submit();
        expect(await queue.cancel(job.id)).toMatchObject({
          state: 'cancelled',
          reason: { code: 'JOB_CANCELLED' },
        });
        const again = reason(invented('OTHER'), 'Another reason.');
        expect(await queue.cancel(job.id, again)).toMatchObject({ reason: { code: 'JOB_CANCELLED' } });
        expect(await queue.cancel('nobody')).toBeNull();
      });

      test('a running job ends cancelled when its worker hears of it, however it ends', async () => {
        for (const end of ['complete', 'release', 'fail', 'expire'] as const) {
          const job = await submit({ subject: end });
          await claim(end);
          expect(await queue.cancel(job.id)).toMatchObject({ state: 'running', cancelRequested: true });
          if (end === 'complete') expect(await queue.complete(job.id, end, null)).toBe('cancelled');
          if (end === 'release') expect(await queue.release(job.id, end)).toBe('cancelled');
          if (end === 'fail') expect(await queue.fail(job.id, end, transient)).toBe('cancelled');
          if (end === 'expire') {
            clock.advance(LEASE_MS);
            expect(await queue.claim('other', LEASE_MS)).toBeNull();
          }
          expect(await queue.get(job.id)).toMatchObject({
            state: 'cancelled',
            reason: { code: 'JOB_CANCELLED' },
          });
        }
      });

      test.each([
        'failed',
        'blocked',
        'cancelled',
        'done',
      ] as const)('a job that is %s begins anew', async (state) => {
        const job = await submit();
        if (state === 'cancelled') await queue.cancel(job.id);
        else await claim('a');
        if (state === 'failed') await queue.fail(job.id, 'a', bug);
        if (state === 'blocked') await queue.block(job.id, 'a', reason(invented('X'), 'X.'));
        if (state === 'done') await queue.complete(job.id, 'a', { old: true });
        expect(await queue.get(job.id)).toMatchObject({ state });
        expect(await queue.retry(job.id)).toMatchObject({
          state: 'queued',
          attempts: 0,
          reason: null,
          result: null,
        });
        expect(await claim('b')).toMatchObject({ id: job.id, attempts: 1 });
      });

      test('retrying a job that waits for its next try makes it due now', async () => {
        const job = await submit();
        await claim();
        await queue.fail(job.id, 'w', transient);
        await queue.retry(job.id);
        expect(await claim()).toMatchObject({ id: job.id });
      });

      test('who cancels, retries or brings forward stands in the log', async () => {
        const job = await submit();
        await queue.cancel(job.id, reason('JOB_CANCELLED', 'cancelled by Maria'));
        await queue.retry(job.id, 'queued again by Josh');
        await queue.prioritise(job.id, 3, 'priority 3, said Maria');
        expect((await queue.get(job.id))?.log.map(({ text }) => text)).toEqual([
          'cancelled by Maria',
          'queued again by Josh',
          'priority 3, said Maria',
        ]);
      });

      test('a running, outdated or unknown job is not retried', async () => {
        const old = await submit({ fingerprint: 'f1' });
        const fresh = await submit({ fingerprint: 'f2' });
        await expect(queue.retry(old.id)).rejects.toMatchObject({ kind: 'refused', code: 'JOB_OUTDATED' });
        await claim();
        await expect(queue.retry(fresh.id)).rejects.toMatchObject({ code: 'JOB_RUNNING' });
        await expect(queue.retry('nobody')).rejects.toMatchObject({ code: 'JOB_UNKNOWN' });
      });
    });

    describe('priorities that people give', () => {
      test('what is brought forward comes first, what is put back last', async () => {
        const [a, b, c] = [
          await submit({ subject: 'a' }),
          await submit({ subject: 'b' }),
          await submit({ subject: 'c' }),
        ];
        await queue.prioritise(c.id, 5, 'first');
        await queue.prioritise(a.id, -5, 'last');
        const order = [await claim('1'), await claim('2'), await claim('3')];
        expect(order.map(({ id }) => id)).toEqual([c.id, b.id, a.id]);
      });

      test('being asked for again does not raise what a person has put back', async () => {
        const job = await submit({ priority: 0 });
        await queue.prioritise(job.id, -5, 'later');
        expect(await submit({ priority: 10 })).toMatchObject({ id: job.id, priority: -5 });
        await queue.cancel(job.id);
        expect(await queue.retry(job.id)).toMatchObject({ priority: -5 });
      });

      test('only what waits has a turn that can be changed', async () => {
        const running = await submit({ subject: 'a' });
        await claim('w');
        await expect(queue.prioritise(running.id, 1, '')).rejects.toMatchObject({ code: 'JOB_RUNNING' });
        await queue.complete(running.id, 'w', null);
        await expect(queue.prioritise(running.id, 1, '')).rejects.toMatchObject({ code: 'JOB_ENDED' });
        await expect(queue.prioritise('nobody', 1, '')).rejects.toMatchObject({ code: 'JOB_UNKNOWN' });
      });
    });

    describe('reclaiming', () => {
      test('what dead workers ran waits again, is over where it was told to stop, and failed after its last try', async () => {
        const [again, stopped, last] = [
          await submit({ subject: 'a' }),
          await submit({ subject: 'b' }),
          await submit({ subject: 'c' }),
        ];
        for (const turn of ['1', '2', '3', '4', '5']) {
          const job = await claim(turn);
          if (job.id === again.id || job.id === stopped.id) continue;
          if (turn !== '5')
            await queue.fail(job.id, turn, foreignFault('transient', 'T', 'Later.', { retryAfterMs: 0 }));
        }
        await queue.cancel(stopped.id);
        const waiting = await submit({ subject: 'd' });
        expect(await queue.reclaim()).toBe(3);
        expect(await queue.get(again.id)).toMatchObject({
          state: 'queued',
          lease: null,
          attempts: 1,
          reason: { code: 'JOB_STALLED' },
        });
        expect(await queue.get(stopped.id)).toMatchObject({ state: 'cancelled' });
        expect(await queue.get(last.id)).toMatchObject({ state: 'failed', attempts: 3 });
        expect(await queue.get(waiting.id)).toEqual(waiting);
        expect(await queue.reclaim()).toBe(0);
      });
    });

    describe('looking', () => {
      test('list filters, newest first; counts names every state', async () => {
        const a = await submit({ subject: 'a', step: 'cue-block-repair' });
        const b = await submit({ subject: 'b' });
        const c = await submit({ subject: 'c' });
        await queue.cancel(b.id);
        const ids = async (filter: Parameters<JobQueue['list']>[0]) =>
          (await queue.list(filter)).map((job) => job.id);
        expect(await ids({})).toEqual([c.id, b.id, a.id]);
        expect(await ids({ limit: 2 })).toEqual([c.id, b.id]);
        expect(await ids({ states: ['queued'] })).toEqual([c.id, a.id]);
        expect(await ids({ states: [] })).toEqual([]);
        expect(await ids({ step: 'cue-block-repair' })).toEqual([a.id]);
        expect(await ids({ key: c.key })).toEqual([c.id]);
        expect(await ids({ subject: b.subject, episode: b.episode })).toEqual([b.id]);
        expect(await ids({ idBegins: c.id.slice(0, 12) })).toEqual([c.id]);
        expect(await ids({ idBegins: 'x' })).toEqual([]);
        expect(await queue.counts()).toEqual({
          queued: 2,
          running: 0,
          done: 0,
          skipped: 0,
          blocked: 0,
          failed: 0,
          cancelled: 1,
        });
      });

      test('a failed job counts until a later one has done its work', async () => {
        const failing = async (subject: string, worker: string) => {
          const job = await submit({ subject });
          await claim(worker);
          await queue.fail(job.id, worker, bug);
        };
        await failing('a', '1');
        await failing('b', '2');
        expect(await queue.counts()).toMatchObject({ failed: 2 });
        await failing('a', '3');
        expect(await queue.counts()).toMatchObject({ failed: 2 });
        const cancelled = await submit({ subject: 'b' });
        await queue.cancel(cancelled.id);
        const last = await submit({ subject: 'a' });
        expect(await queue.counts()).toMatchObject({ failed: 2, queued: 1, cancelled: 1 });
        await claim('4');
        await queue.complete(last.id, '4', null);
        expect(await queue.counts()).toMatchObject({ failed: 1, done: 1 });
        const unneeded = await submit({ subject: 'b' });
        await claim('5');
        await queue.skip(unneeded.id, '5', reason('NOT_NEEDED', 'the text no longer asks for it'));
        expect(await queue.counts()).toMatchObject({ failed: 0, done: 1, skipped: 1 });
        // Nor does one come back when that later job is forgotten.
        expect(await queue.countEnded(clock.nowMs() + 1)).toBe(6);
        expect(await queue.forgetEnded(clock.nowMs() + 1)).toBe(6);
        expect(await queue.list()).toEqual([]);
      });

      test('listeners hear of each job once it can be read, until they stop', async () => {
        const heard: string[] = [];
        const stop = queue.onChange((job) => heard.push(job?.state ?? 'pauses'));
        const job = await submit();
        await claim();
        await queue.progress(job.id, 'w', { fraction: 0.5, note: '' });
        await queue.complete(job.id, 'w', null);
        await queue.pause('all');
        expect(heard).toEqual(['queued', 'running', 'running', 'done', 'pauses']);
        stop();
        await queue.pause([]);
        expect(heard).toHaveLength(5);
      });

      test('a prerequisite that was cancelled holds up until it is forgotten', async () => {
        const first = await submit({ step: 'cue-block-repair' });
        const second = await submit({ after: [first.key] });
        await queue.cancel(first.id);
        expect(await queue.claim('1', LEASE_MS)).toBeNull();
        expect(await queue.countEnded(clock.nowMs() + 1)).toBe(1);
        expect(await queue.forgetEnded(clock.nowMs() + 1)).toBe(1);
        expect(await claim('2')).toMatchObject({ id: second.id });
      });

      test('forgets what ended well before a time; failures and live jobs stay', async () => {
        const done = await submit({ subject: 'a' });
        const failed = await submit({ subject: 'b' });
        await submit({ subject: 'c' });
        await claim('1');
        await queue.complete(done.id, '1', null);
        await claim('2');
        await queue.fail(failed.id, '2', bug);
        expect(await queue.countEnded(clock.nowMs())).toBe(0);
        expect(await queue.forgetEnded(clock.nowMs())).toBe(0);
        expect(await queue.countEnded(clock.nowMs() + 1)).toBe(1);
        expect(await queue.forgetEnded(clock.nowMs() + 1)).toBe(1);
        expect(await queue.get(done.id)).toBeNull();
        expect((await queue.list()).map((job) => job.subject)).toEqual(['c', 'b']);
      });
    });
  });
}
