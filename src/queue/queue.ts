// The interface of a job queue, independent of its storage: plain values, all asynchronous. Knows no steps and no
// files.
import type { JobState } from '../domain/job.ts';
import type { Json } from '../domain/json.ts';
import type { Reason } from '../domain/reason.ts';
import type { Fault } from '../errors.ts';
import type { Job, JobFilter, JobLine, JobProgress, JobRequest, Paused } from '../store/job.ts';

export type { Job, JobFilter, JobLine, JobProgress, JobRequest, JobState, Paused };

/** held: continue · lost: the lease expired, another worker may have the job · cancelled: stop, it is not needed. */
export type JobHold = 'held' | 'lost' | 'cancelled';

/** taken: saved · lost, cancelled: refused, for the same reasons as in `Hold`. */
export type Receipt = 'taken' | 'lost' | 'cancelled';

export interface JobQueue {
  /** Returns one job per request, in order. A queued or running job with the same key and fingerprint is reused; one
   *  with the same key and another fingerprint is cancelled. */
  submit(requests: readonly JobRequest[]): Promise<readonly Job[]>;
  /** The next job by priority, then age; null if none is ready. `worker` names one run: use each name only once. */
  claim(worker: string, leaseMs: number): Promise<Job | null>;
  renew(id: string, worker: string, untilMs: number): Promise<JobHold>;
  progress(id: string, worker: string, progress: JobProgress): Promise<JobHold>;

  complete(id: string, worker: string, result: Json): Promise<Receipt>;
  /** Ends a job that turned out to need no work. */
  skip(id: string, worker: string, reason: Reason): Promise<Receipt>;
  block(id: string, worker: string, reason: Reason): Promise<Receipt>;
  /** After a transient fault, queues the job again, up to `maxAttempts`; any other fault ends the job. */
  fail(id: string, worker: string, fault: Fault): Promise<Receipt>;
  /** Returns the job unfinished without counting the attempt, for example when the worker shuts down. */
  release(id: string, worker: string): Promise<Receipt>;

  /** Ends a queued job at once; asks a running one to stop. Null if there is no such job. */
  cancel(id: string, reason?: Reason): Promise<Job | null>;
  /** Queues an ended job again, or makes a waiting one due now. Rejects with Fault `refused` if that is impossible.
   *  `note` goes into the job's log. */
  retry(id: string, note?: string): Promise<Job>;
  /** Sets a queued job's priority for good: submitting the same work again does not change it. Rejects with Fault
   *  `refused` for any other job. */
  prioritise(id: string, priority: number, note: string): Promise<Job>;
  /** Queues all running jobs again, or fails those on their last attempt. Call only if no worker is alive. Returns the
   *  number of jobs. */
  reclaim(): Promise<number>;
  /** Starts no job of these steps until the next call; running jobs continue. Not persisted. */
  pause(steps: Paused): Promise<void>;

  get(id: string): Promise<Job | null>;
  /** Newest first. */
  list(filter?: JobFilter): Promise<readonly Job[]>;
  /** Jobs by state. A failed one counts until a later job with its key is done or skipped, or has failed itself. */
  counts(): Promise<Readonly<Record<JobState, number>>>;
  /** When `claim` will next have work, if nothing else changes; a past time = now, null = never. */
  nextDueMs(): Promise<number | null>;
  /** Removes jobs that ended before that time, but no failed or blocked one that still counts; returns how many. */
  forgetEnded(beforeMs: number): Promise<number>;
  /** How many that would be. */
  countEnded(beforeMs: number): Promise<number>;

  /** Calls the listener for each changed job, after it is saved; with null when the pauses changed. Returns a function
   *  that stops it. */
  onChange(listener: (job: Job | null) => void): () => void;
}
