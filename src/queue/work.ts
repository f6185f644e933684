// The worker's loop: claims jobs while it has free capacity, then sleeps until the queue changes or a job becomes due.
// The queue decides which job is next, and `runJob` does the work.
import { randomUUID } from 'node:crypto';
import { backoffMs } from './backoff.ts';
import type { Clock } from './clock.ts';
import type { Job, JobQueue } from './queue.ts';
import { type RunJob, runOne } from './run-one.ts';

export type { JobOutcome, RunJob } from './run-one.ts';

export interface WorkOptions {
  /** Names this worker; each run gets its own name, derived from it. */
  readonly worker: string;
  /** How many jobs run at once. */
  readonly concurrency: number;
  readonly leaseMs: number;
  readonly clock: Clock;
  /** Called when the queue itself fails; the loop retries later. Without it, the error is thrown uncaught. */
  readonly onError?: (error: unknown) => void;
}

export interface Work {
  /** Starts no more jobs, aborts running ones, waits for them, and returns unfinished jobs to the queue. */
  stop(): Promise<void>;
  /** Resolves when no job is running and none will become ready within that time (default: ever). Rejects if the queue
   *  fails meanwhile. Jobs that wait for a failed prerequisite don't count. */
  idle(withinMs?: number): Promise<void>;
  setConcurrency(concurrency: number): void;
}

interface Waiter {
  readonly withinMs: number;
  resolve(): void;
  reject(error: unknown): void;
}

export function work(queue: JobQueue, runJob: RunJob, options: WorkOptions): Work {
  const { leaseMs, clock, onError = throwLater } = options;
  // Made unique, because two programs may use the same name, or one may restart while its old leases are still valid.
  const worker = `${options.worker}/${randomUUID().slice(0, 8)}`;
  const running = new Map<string, { readonly control: AbortController; readonly ended: Promise<void> }>();
  const waiters = new Set<Waiter>();
  let concurrency = options.concurrency;
  let turn = 0;
  let failures = 0;
  let stopped = false;
  let pumping: Promise<void> | null = null;
  let again = false;
  let callOff = (): void => {};

  const begin = (job: Job, name: string): void => {
    const control = new AbortController();
    const ended = runOne({ queue, job, worker: name, leaseMs, clock, control }, runJob)
      .then(() => {}, fail)
      .then(() => {
        running.delete(name);
        pump();
      });
    running.set(name, { control, ended });
  };

  const fill = async (): Promise<void> => {
    while (!stopped && running.size < concurrency) {
      const name = `${worker}/${++turn}`;
      const job = await queue.claim(name, leaseMs);
      if (job === null) return;
      if (stopped) await queue.release(job.id, name);
      else begin(job, name);
    }
  };

  const rest = async (): Promise<void> => {
    callOff();
    const dueMs = stopped ? null : await queue.nextDueMs();
    if (again || stopped) return;
    // At full capacity no timer is needed: the next job to end wakes the loop.
    if (dueMs !== null && running.size < concurrency) callOff = clock.at(dueMs, pump);
    for (const waiter of waiters) if (isIdle(dueMs, waiter.withinMs)) settle(waiter, () => waiter.resolve());
  };

  const isIdle = (dueMs: number | null, withinMs: number): boolean =>
    running.size === 0 && (dueMs === null || dueMs > clock.nowMs() + withinMs);

  const settle = (waiter: Waiter, end: () => void): void => {
    waiters.delete(waiter);
    end();
  };

  const round = async (): Promise<void> => {
    do {
      again = false;
      try {
        await fill();
        await rest();
        failures = 0;
      } catch (error) {
        fail(error);
      }
    } while (again);
    pumping = null;
  };

  const pump = (): void => {
    if (pumping !== null) again = true;
    else if (!stopped) pumping = round();
  };

  const fail = (error: unknown): void => {
    failures += 1;
    callOff();
    if (!stopped) callOff = clock.at(clock.nowMs() + backoffMs(failures, null, Math.random()), pump);
    for (const waiter of waiters) settle(waiter, () => waiter.reject(error));
    onError(error);
  };

  const stopListening = queue.onChange((job) => {
    const name = job?.lease?.worker;
    const own = name === undefined ? undefined : running.get(name);
    if (own !== undefined && job?.cancelRequested) own.control.abort();
    // Renewals and progress of this worker's own jobs can't make another job ready.
    if (!name?.startsWith(`${worker}/`)) pump();
  });
  pump();

  return {
    async stop() {
      stopped = true;
      stopListening();
      callOff();
      for (const { control } of running.values()) control.abort();
      await pumping;
      await Promise.all([...running.values()].map((run) => run.ended));
      for (const waiter of waiters) settle(waiter, () => waiter.resolve());
    },
    idle: (withinMs = Number.POSITIVE_INFINITY) =>
      new Promise<void>((resolve, reject) => {
        if (stopped) return resolve();
        waiters.add({ withinMs, resolve, reject });
        pump();
      }),
    setConcurrency(next) {
      concurrency = next;
      pump();
    },
  };
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
