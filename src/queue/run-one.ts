// Runs one claimed job to its end: keeps the lease while it runs, stops it when it is not wanted or not ours any more,
// and tells the queue what came of it. Knows nothing of other jobs.
import type { Json } from '../domain/json.ts';
import type { Reason } from '../domain/reason.ts';
import { Fault } from '../errors.ts';
import type { Clock } from './clock.ts';
import type { Hold, Job, JobProgress, JobQueue, Receipt } from './queue.ts';

export type JobOutcome =
  | { readonly kind: 'done'; readonly result: Json }
  | { readonly kind: 'skipped'; readonly reason: Reason }
  | { readonly kind: 'blocked'; readonly reason: Reason };

/** Rejects with a Fault where it fails. Should end soon once the signal is aborted; what it then returns is lost. */
export type RunJob = (
  job: Job,
  signal: AbortSignal,
  report: (progress: JobProgress) => void,
) => Promise<JobOutcome>;

export interface Run {
  readonly queue: JobQueue;
  readonly job: Job;
  /** The name under which the job was claimed. */
  readonly worker: string;
  readonly leaseMs: number;
  readonly clock: Clock;
  readonly control: AbortController;
}

/** Rejects only where the queue itself can't be reached: then the lease runs out, and the job is taken over. */
export async function runOne(run: Run, runJob: RunJob): Promise<Receipt> {
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

function conclude({ queue, job, worker, control }: Run, ending: Ending): Promise<Receipt> {
  switch (ending.kind) {
    case 'done':
      return queue.complete(job.id, worker, ending.result);
    case 'skipped':
      return queue.skip(job.id, worker, ending.reason);
    case 'blocked':
      return queue.block(job.id, worker, ending.reason);
    case 'fault':
      // Whatever it says after we stopped it is no fault of the job's.
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
  /** Ends renewing, waits for what is under way. Rejects with what went wrong in it, once. */
  end(): Promise<void>;
}

/** Renews at a third of the lease: two may fail before it is lost. One call at a time, in order. */
function keepUp({ queue, job, worker, leaseMs, clock, control }: Run): Upkeep {
  let closed = false;
  let last: Promise<void> = Promise.resolve();
  let callOff = (): void => {};

  const enqueue = (call: () => Promise<Hold>): void => {
    last = last.then(async () => {
      if (!control.signal.aborted && (await call()) !== 'held') control.abort();
    });
    // The rejection itself is for end(); without its lease the job must stop now.
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
