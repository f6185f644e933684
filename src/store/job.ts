// The job type, and the interface of a table of jobs. The queue's rules are in src/queue, not here.
import type { EpisodeId, Hash, TreePath } from '../domain/ids.ts';
import type { JobState } from '../domain/job.ts';
import type { Json } from '../domain/json.ts';
import type { Reason } from '../domain/reason.ts';

export interface JobRequest {
  readonly step: string;
  readonly stepVersion: number;
  readonly episode: EpisodeId;
  readonly subject: TreePath;
  readonly fingerprint: Hash;
  readonly input: Hash;
  /** Higher first. */
  readonly priority: number;
  readonly notBeforeMs: number | null;
  /** Keys of jobs that must be done or skipped first. A key without any job is ignored. */
  readonly after: readonly string[];
  readonly payload: Json;
}

export interface Job extends JobRequest {
  readonly id: string;
  /** Increases with each submitted job; of equal priority, the lower number runs first. */
  readonly seq: number;
  /** Step and subject. Only one job per key runs at a time. */
  readonly key: string;
  readonly state: JobState;
  /** How often it was started. */
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly lease: { readonly worker: string; readonly untilMs: number } | null;
  /** A person set its priority; submitting the same job again does not raise it. */
  readonly prioritised: boolean;
  /** It is running, but was asked to stop. */
  readonly cancelRequested: boolean;
  /** Why it is in this state; for a queued job, what it waits for. */
  readonly reason: Reason | null;
  readonly result: Json | null;
  readonly createdMs: number;
  readonly startedMs: number | null;
  readonly finishedMs: number | null;
  readonly progress: JobProgress | null;
  /** Notes and faults, oldest first, bounded. */
  readonly log: readonly JobLine[];
}

export interface JobLine {
  readonly atMs: number;
  readonly text: string;
}

export interface JobProgress {
  /** 0..1 */
  readonly fraction: number;
  readonly note: string;
  /** A repeated report of the same work: adds no log line. */
  readonly passing?: boolean;
}

export interface JobFilter {
  readonly states?: readonly JobState[];
  readonly episode?: EpisodeId;
  readonly step?: string;
  readonly subject?: TreePath;
  readonly key?: string;
  readonly idBegins?: string;
  readonly limit?: number;
}

/** Steps whose jobs are not started for now. */
export type Paused = 'all' | readonly string[];

export interface JobTable {
  /** Runs `act` in a transaction. */
  atomically<T>(act: () => T): T;
  nextSeq(): number;
  get(id: string): Job | null;
  /** Inserts the job, or replaces the one with its id. */
  save(job: Job): void;
  /** Queued and running jobs with this key, oldest first. */
  live(key: string): readonly Job[];
  /** The last job submitted with this key, in any state. */
  newest(key: string): Job | null;
  /** Running jobs whose lease has expired at that time. */
  expired(nowMs: number): readonly Job[];
  /** The queued job to start now: due, not paused, no open prerequisite, none running with its key. */
  firstReady(nowMs: number, paused: Paused): Job | null;
  /** When the next job becomes due or a lease expires, if nothing else changes. */
  nextDueMs(paused: Paused): number | null;
  /** Newest first. */
  list(filter: JobFilter): readonly Job[];
  /** A failed job counts until a later one with its key is done or skipped, or has failed itself. */
  counts(): Readonly<Record<JobState, number>>;
  /** Removes jobs that ended before that time, but no failed or blocked one that still counts; returns how many. */
  forgetEnded(beforeMs: number): number;
  /** How many that would be. */
  countEnded(beforeMs: number): number;
}
