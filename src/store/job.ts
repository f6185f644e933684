// What a job is, as a value, and what a table of jobs can do. The rules of the queue stand in src/queue, not here.
import type { EpisodeId, Hash, TreePath } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import type { Reason } from '../domain/reason.ts';

export type JobState = 'queued' | 'running' | 'done' | 'skipped' | 'blocked' | 'failed' | 'cancelled';

export const JOB_STATES = [
  'queued',
  'running',
  'done',
  'skipped',
  'blocked',
  'failed',
  'cancelled',
] as const satisfies readonly JobState[];

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
  /** Keys of jobs that must be done or skipped first. A key that no job bears stands in nobody's way. */
  readonly after: readonly string[];
  readonly payload: Json;
}

export interface Job extends JobRequest {
  readonly id: string;
  /** Grows with each submitted job: older jobs of the same priority come first. */
  readonly seq: number;
  /** Step and subject: one job at a time runs under a key. */
  readonly key: string;
  readonly state: JobState;
  /** How often it was begun. */
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly lease: { readonly worker: string; readonly untilMs: number } | null;
  /** A person gave it its priority: being asked for again does not raise it. */
  readonly prioritised: boolean;
  /** It runs, but has been told to stop. */
  readonly cancelRequested: boolean;
  /** Why it is where it is; of a queued job, what it waits for. */
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
  /** The same as before, some time later: no line in the log. */
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

/** Steps whose jobs are not begun for now. */
export type Paused = 'all' | readonly string[];

export interface JobTable {
  /** All or nothing. */
  atomically<T>(act: () => T): T;
  nextSeq(): number;
  get(id: string): Job | null;
  /** Adds it, or replaces the one with its id. */
  save(job: Job): void;
  /** The queued and running ones under a key, oldest first. */
  live(key: string): readonly Job[];
  /** The last one submitted under a key, whatever became of it. */
  newest(key: string): Job | null;
  /** Running ones whose lease has run out by then. */
  expired(nowMs: number): readonly Job[];
  /** The queued job to begin now: due, not paused, no prerequisite open, none running under its key. */
  firstReady(nowMs: number, paused: Paused): Job | null;
  /** When the next job becomes ready, or a lease runs out, if nothing else happens. */
  nextDueMs(paused: Paused): number | null;
  /** Newest first. */
  list(filter: JobFilter): readonly Job[];
  counts(): Readonly<Record<JobState, number>>;
  /** Removes done, skipped and cancelled jobs that ended before; returns how many. */
  forgetEnded(beforeMs: number): number;
}
