// Jobs as they run, and what they have cost and brought over time.
import type { Reason } from '../domain/reason.ts';

export interface JobsFilter {
  /** One of queued, running, done, skipped, blocked, failed, cancelled. */
  readonly state?: string;
  readonly step?: string;
  readonly episode?: string;
  /** 200 unless said. */
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
  /** Not before this; null = as soon as it may. */
  readonly dueMs: number | null;
  /** Of a running job: what it does or waits for, and how long it has; of an ended one, the last that it said. 0..1, 0
   *  where nobody can tell. */
  readonly progress: { readonly fraction: number; readonly note: string } | null;
  /** What can be done about it now. */
  readonly can: readonly ('retry' | 'cancel' | 'prioritise')[];
}

export interface JobDetail extends JobRow {
  /** Oldest first, bounded. */
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
  /** One for each day (UTC) of the span that has anything, oldest first. */
  readonly days: readonly DayAnalytics[];
}

export interface StepAnalytics {
  readonly step: string;
  readonly title: string;
  readonly jobs: number;
  readonly failed: number;
  /** Of all finished jobs together. */
  readonly workedMs: number;
  readonly costUsd: number;
  /** Questions to a model, and how many of them were answered from the cache. */
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

/** Ids may be cut short. All reject with NO_JOB or AMBIGUOUS_ID (usage); what comes too late, with JOB_ENDED,
 *  JOB_RUNNING or JOB_OUTDATED (refused). Who did what stands in the job's log. */
export interface WorkDesk {
  /** Newest first. */
  jobs(filter?: JobsFilter): Promise<readonly JobRow[]>;
  job(id: string): Promise<JobDetail>;
  /** One that failed, was blocked, cancelled or given up is queued anew; one that waits for its next try is due now. */
  retryJob(id: string, who: string | null): Promise<JobDetail>;
  /** Its question is not asked again until somebody retries it, or its text changes. Resolves when it has stopped. */
  cancelJob(id: string, who: string | null): Promise<JobDetail>;
  /** Before or behind others that wait; higher first. */
  prioritise(id: string, priority: number, who: string | null): Promise<JobDetail>;
  analytics(filter: AnalyticsFilter): Promise<Analytics>;
}
