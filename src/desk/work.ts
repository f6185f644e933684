// Jobs as they run, and their cost and results over time.
import type { Reason } from '../domain/reason.ts';

export interface JobsFilter {
  /** One of queued, running, done, skipped, blocked, failed, cancelled. */
  readonly state?: string;
  readonly step?: string;
  readonly episode?: string;
  /** Default 200. */
  readonly limit?: number;
}

export interface JobRow {
  readonly id: string;
  readonly step: string;
  readonly episode: string;
  readonly subject: string;
  readonly state: string;
  readonly attempts: number;
  readonly reason: Reason | null;
  readonly createdMs: number;
  readonly finishedMs: number | null;
  readonly startedMs: number | null;
  /** Higher first. */
  readonly priority: number;
  /** Earliest start; null = as soon as possible. */
  readonly dueMs: number | null;
  /** For a running job, its current activity or wait and for how long; for an ended one, its last report. `fraction` is
   *  0..1, 0 if unknown. */
  readonly progress: { readonly fraction: number; readonly note: string } | null;
  /** Actions allowed now. */
  readonly can: readonly ('retry' | 'cancel' | 'prioritise')[];
}

export interface JobDetail extends JobRow {
  /** Oldest first, limited in length. */
  readonly log: readonly { readonly atMs: number; readonly text: string }[];
  readonly fingerprint: string;
}

export interface AnalyticsFilter {
  readonly sinceMs: number;
  readonly untilMs: number;
}

export interface Analytics {
  /** Over the whole span. */
  readonly steps: readonly StepAnalytics[];
  /** One for each day (UTC) in the span with any activity, oldest first. */
  readonly days: readonly DayAnalytics[];
}

export interface StepAnalytics {
  readonly step: string;
  readonly title: string;
  readonly jobs: number;
  readonly failed: number;
  /** Total over all finished jobs. */
  readonly workedMs: number;
  readonly costUsd: number;
  /** Requests to a model, and how many of them were answered from the cache. */
  readonly asked: number;
  readonly cached: number;
  readonly proposed: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly landedByPolicy: number;
  readonly reverted: number;
}

export interface DayAnalytics {
  /** Midnight UTC. */
  readonly dayMs: number;
  readonly jobs: number;
  readonly failed: number;
  readonly workedMs: number;
  readonly costUsd: number;
  readonly asked: number;
  readonly cached: number;
  readonly proposed: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly landed: number;
  readonly reverted: number;
}

/** Ids may be abbreviated. All reject with NO_JOB or AMBIGUOUS_ID (usage), or with JOB_ENDED, JOB_RUNNING or
 *  JOB_OUTDATED (refused) if it is too late. The job's log records who did what. */
export interface WorkDesk {
  /** Newest first. */
  jobs(filter?: JobsFilter): Promise<readonly JobRow[]>;
  job(id: string): Promise<JobDetail>;
  /** Queues a failed, blocked, cancelled or abandoned job again; makes a job that waits for its next try due now. */
  retryJob(id: string, who: string | null): Promise<JobDetail>;
  /** Cancels a job, and resolves when it has stopped. The same work is not done again until a person retries it or its
   *  text changes. */
  cancelJob(id: string, who: string | null): Promise<JobDetail>;
  /** Moves a waiting job ahead of or behind others; higher first. */
  prioritise(id: string, priority: number, who: string | null): Promise<JobDetail>;
  analytics(filter: AnalyticsFilter): Promise<Analytics>;
}
