// The queue of jobs, whoever keeps it: values in, values out, everything asynchronous. It knows no step and no file.
import type { Json } from '../domain/json.ts';
import type { Reason } from '../domain/reason.ts';
import type { Fault } from '../errors.ts';
import type { Job, JobFilter, JobLine, JobProgress, JobRequest, JobState, Paused } from '../store/job.ts';

export type { Job, JobFilter, JobLine, JobProgress, JobRequest, JobState, Paused };

/** held: go on · lost: the lease ran out, somebody else may have it · cancelled: stop, it is not wanted any more. */
export type Hold = 'held' | 'lost' | 'cancelled';

/** taken: written down · lost, cancelled: refused, for the same reasons as in `Hold`. */
export type Receipt = 'taken' | 'lost' | 'cancelled';

export interface JobQueue {
  /** One job for each request, in order. The same key and fingerprint, still queued or running, is the same job; of
   *  another fingerprint, the older job is cancelled. */
  submit(requests: readonly JobRequest[]): Promise<readonly Job[]>;
  /** The next job by priority, then age; null where none is ready. `worker` names one run: use each name once. */
  claim(worker: string, leaseMs: number): Promise<Job | null>;
  renew(id: string, worker: string, untilMs: number): Promise<Hold>;
  progress(id: string, worker: string, progress: JobProgress): Promise<Hold>;

  complete(id: string, worker: string, result: Json): Promise<Receipt>;
  /** Found to need no work after all. */
  skip(id: string, worker: string, reason: Reason): Promise<Receipt>;
  block(id: string, worker: string, reason: Reason): Promise<Receipt>;
  /** A transient fault is tried again later, up to `maxAttempts`; any other ends the job. */
  fail(id: string, worker: string, fault: Fault): Promise<Receipt>;
  /** Gives the job back unfinished, without counting the attempt: the worker shuts down. */
  release(id: string, worker: string): Promise<Receipt>;

  /** A queued job ends at once; a running one is told to stop. Null where there is no such job. */
  cancel(id: string, reason?: Reason): Promise<Job | null>;
  /** An ended job is queued anew, a waiting one is due now. Rejects with Fault `refused` where that can't be. `note`
   *  goes into the job's log. */
  retry(id: string, note?: string): Promise<Job>;
  /** Of a queued job; it keeps it, whoever asks for the same again. Rejects with Fault `refused` for any other. */
  prioritise(id: string, priority: number, note: string): Promise<Job>;
  /** For who knows that no worker lives: their jobs wait again, or have failed if that was the last try. How many. */
  reclaim(): Promise<number>;
  /** No job of these steps is begun until another call says otherwise; running ones go on. Not remembered. */
  pause(steps: Paused): Promise<void>;

  get(id: string): Promise<Job | null>;
  /** Newest first. */
  list(filter?: JobFilter): Promise<readonly Job[]>;
  counts(): Promise<Readonly<Record<JobState, number>>>;
  /** When `claim` will next have something, if nothing else happens; in the past = now, null = never. */
  nextDueMs(): Promise<number | null>;
  /** Drops done, skipped and cancelled jobs that ended before; returns how many. */
  forgetEnded(beforeMs: number): Promise<number>;

  /** Told of every job that changed, after it is written; null when the pauses changed. */
  onChange(listener: (job: Job | null) => void): () => void;
}
