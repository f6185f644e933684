// Runs one claimed job to its end: renews the lease while it runs, aborts it if it was cancelled or its lease is lost,
// and reports the outcome to the queue. Knows nothing about other jobs.
import type { Json } from '../domain/json.ts';
import type { Reason } from '../domain/reason.ts';
import { Fault } from '../errors.ts';
import type { Clock } from './clock.ts';
import type { Job, JobHold, JobProgress, JobQueue, Receipt } from './queue.ts';

export type JobOutcome =
  | { readonly kind: 'done'; readonly result: Json }
  | { readonly kind: 'skipped'; readonly reason: Reason }
  | { readonly kind: 'blocked'; readonly reason: Reason };

/** Does the work of one job. Rejects with a Fault if it fails. After the signal is aborted, it should end soon. */
export type RunJob = (
  job: Job,
  signal: AbortSignal,
  report: (progress: JobProgress) => void,
) => Promise<JobOutcome>;

export interface JobRun {
  readonly queue: JobQueue;
  readonly job: Job;
  /** The name under which the job was claimed. */
  readonly worker: string;
  readonly leaseMs: number;
  readonly clock: Clock;
  readonly control: AbortController;
}

/** Rejects only if the queue can't be reached: then the lease expires, and another worker takes over the job. */
export async function runOne(run: JobRun, runJob: RunJob): Promise<Receipt> {
  const { job, control } = run;
  const upkeep = keepUp(run);
  try {
    const outcome = await attempt(() => runJob(job, control.signal, upkeep.report));
    await upkeep.end();
    return await conclude(run, outcome);
  } finally {
    await upkeep.end();
  }
}

type Ending = JobOutcome | { readonly kind: 'fault'; readonly error: unknown };

async function attempt(act: () => Promise<JobOutcome>): Promise<Ending> {
  try {
    return await act();
  } catch (error) {
    return { kind: 'fault', error };
  }
}

function conclude({ queue, job, worker, control }: JobRun, ending: Ending): Promise<Receipt> {
  switch (ending.kind) {
    case 'done':
      return queue.complete(job.id, worker, ending.result);
    case 'skipped':
      return queue.skip(job.id, worker, ending.reason);
    case 'blocked':
      return queue.block(job.id, worker, ending.reason);
    case 'fault':
      // An error after the abort does not count as the job's failure.
      if (control.signal.aborted) return queue.release(job.id, worker);
      return queue.fail(job.id, worker, faultOf(ending.error, job));
  }
}

function faultOf(error: unknown, job: Job): Fault {
  if (error instanceof Fault) return error;
  const tech = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Fault(
    'bug',
    'JOB_BUG',
    `Show-Build made a mistake in this job; please report it with job ${job.id}.`,
    {
      tech,
      cause: error,
    },
  );
}

interface Upkeep {
  report(progress: JobProgress): void;
  /** Stops renewing and waits for pending calls. Rejects with their error, once. */
  end(): Promise<void>;
}

/** Renews after each third of the lease, which leaves time for a late renewal. Calls run one at a time, in order. */
function keepUp({ queue, job, worker, leaseMs, clock, control }: JobRun): Upkeep {
  let closed = false;
  let last: Promise<void> = Promise.resolve();
  let callOff = (): void => {};

  const enqueue = (call: () => Promise<JobHold>): void => {
    last = last.then(async () => {
      if (!control.signal.aborted && (await call()) !== 'held') control.abort();
    });
    // end() reports the rejection; here the job only has to stop, because its lease may be lost.
    last.catch(() => control.abort());
  };
  const renewLater = (): void => {
    callOff = clock.at(clock.nowMs() + leaseMs / 3, () => {
      enqueue(() => queue.renew(job.id, worker, clock.nowMs() + leaseMs));
      renewLater();
    });
  };
  renewLater();

  return {
    report: (progress) => {
      if (!closed) enqueue(() => queue.progress(job.id, worker, progress));
    },
    async end() {
      closed = true;
      callOff();
      const underWay = last;
      last = Promise.resolve();
      await underWay;
    },
  };
}
