// The queue's rules as pure functions over jobs. Both queues use them, so both behave the same.
import type { Json } from '../domain/json.ts';
import { type Reason, reason } from '../domain/reason.ts';
import { type Fault, reasonOf } from '../errors.ts';
import { backoffMs } from './backoff.ts';
import type { Job, JobHold, JobLine, JobProgress, JobRequest, JobState, Paused } from './queue.ts';

const LOG_LINES = 100;
/** Enough for a stack with its first calls; the log file has the rest. */
const LINE_LENGTH = 1_000;

/** A cancelled job has not made good what failed before it, nor has one that still waits. */
const TAKES_PLACE: ReadonlySet<JobState> = new Set(['done', 'skipped', 'failed']);

/** Key of a step on a subject. Unambiguous, because a step's id contains no blank. */
export function jobKey(step: string, subject: string): string {
  return `${step} ${subject}`;
}

export function newJob(
  request: JobRequest,
  made: { id: string; seq: number; nowMs: number; maxAttempts: number },
): Job {
  return {
    ...request,
    id: made.id,
    seq: made.seq,
    key: jobKey(request.step, request.subject),
    state: 'queued',
    attempts: 0,
    maxAttempts: made.maxAttempts,
    lease: null,
    prioritised: false,
    cancelRequested: false,
    reason: null,
    result: null,
    createdMs: made.nowMs,
    startedMs: null,
    finishedMs: null,
    progress: null,
    log: [],
  };
}

/** The live job that already does the requested work, or null. `live`: the live jobs with the request's key. */
export function sameWork(request: JobRequest, live: readonly Job[]): Job | null {
  return live.find((job) => job.fingerprint === request.fingerprint && !job.cancelRequested) ?? null;
}

export function raised(job: Job, priority: number): Job {
  return priority > job.priority && !job.prioritised ? { ...job, priority } : job;
}

/** Sets the priority that a person gave a queued job. */
export function prioritised(job: Job, priority: number, note: string, nowMs: number): Job {
  return { ...job, priority, prioritised: true, log: logged(job, note, nowMs) };
}

/** Sorts by higher priority, then older. */
export function byTurn(a: Job, b: Job): number {
  return b.priority - a.priority || a.seq - b.seq;
}

/** 0 by default rather than the creation time, so that setting the clock back can't delay a job. */
export function dueMs(job: Job): number {
  return job.notBeforeMs ?? 0;
}

/** Whether the job may start, apart from its due time. `isOpen`: whether the newest job with a key still blocks others;
 *  `isRunning`: whether a job with that key is running. */
export function unhindered(
  job: Job,
  paused: Paused,
  isOpen: (key: string) => boolean,
  isRunning: (key: string) => boolean,
): boolean {
  const isPaused = paused === 'all' || paused.includes(job.step);
  return job.state === 'queued' && !isPaused && !job.after.some(isOpen) && !isRunning(job.key);
}

/** Whether jobs that depend on this one, the newest with its key, may start. */
export function letsPass(prerequisite: Job): boolean {
  return prerequisite.state === 'done' || prerequisite.state === 'skipped';
}

/** Whether a failed job is over and done with. `later`: the jobs with its key that came after it. */
export function isMadeGood(job: Job, later: readonly Job[]): boolean {
  return job.state === 'failed' && later.some(({ state }) => TAKES_PLACE.has(state));
}

export function holdOf(job: Job | null, worker: string, nowMs: number): JobHold {
  if (job === null || job.state !== 'running' || job.lease === null) return 'lost';
  if (job.lease.worker !== worker || job.lease.untilMs <= nowMs) return 'lost';
  return job.cancelRequested ? 'cancelled' : 'held';
}

export function claimed(job: Job, worker: string, leaseMs: number, nowMs: number): Job {
  return {
    ...job,
    state: 'running',
    attempts: job.attempts + 1,
    lease: { worker, untilMs: nowMs + leaseMs },
    notBeforeMs: null,
    reason: null,
    progress: null,
    startedMs: nowMs,
  };
}

export function renewed(job: Job, worker: string, untilMs: number): Job {
  return { ...job, lease: { worker, untilMs } };
}

export function progressed(job: Job, progress: JobProgress, nowMs: number): Job {
  const isNews = !progress.passing && progress.note !== '' && progress.note !== job.progress?.note;
  return { ...job, progress, log: isNews ? logged(job, progress.note, nowMs) : job.log };
}

export function ended(
  job: Job,
  state: Exclude<JobState, 'queued' | 'running'>,
  why: Reason | null,
  result: Json | null,
  nowMs: number,
): Job {
  return { ...job, state, reason: why, result, lease: null, cancelRequested: false, finishedMs: nowMs };
}

export function failed(job: Job, fault: Fault, nowMs: number, random: number): Job {
  const why = reasonOf(fault);
  const line = `attempt ${job.attempts}: ${fault.code}: ${fault.tech}`;
  const noted = { ...job, log: logged(job, line, nowMs) };
  if (fault.kind !== 'transient' || job.attempts >= job.maxAttempts)
    return ended(noted, 'failed', why, null, nowMs);
  const notBeforeMs = nowMs + backoffMs(job.attempts, fault.retryAfterMs, random);
  return { ...noted, state: 'queued', lease: null, notBeforeMs, reason: why };
}

/** Next state of a running job whose worker was killed or hangs. */
export function stalled(job: Job, nowMs: number): Job {
  if (job.cancelRequested) return ended(job, 'cancelled', job.reason, null, nowMs);
  const why = reason(
    'JOB_STALLED',
    'The program that worked on it stopped in the middle.',
    `${job.lease?.worker ?? 'nobody'} was not heard of any more in attempt ${job.attempts} of ${job.maxAttempts}`,
  );
  const noted = { ...job, log: logged(job, `${why.code}: ${why.tech}`, nowMs) };
  if (job.attempts >= job.maxAttempts) return ended(noted, 'failed', why, null, nowMs);
  return { ...noted, state: 'queued', lease: null, reason: why };
}

export function released(job: Job): Job {
  return { ...job, state: 'queued', lease: null, attempts: job.attempts - 1, progress: null };
}

/** Cancels a queued job, asks a running one to stop, and returns an ended one unchanged. */
export function cancelled(job: Job, why: Reason, nowMs: number): Job {
  const noted = { ...job, log: logged(job, why.user, nowMs) };
  if (job.state === 'queued') return ended(noted, 'cancelled', why, null, nowMs);
  if (job.state === 'running') return { ...noted, cancelRequested: true, reason: why };
  return job;
}

export function retried(job: Job, note: string, nowMs: number): Job {
  return {
    ...job,
    log: logged(job, note, nowMs),
    state: 'queued',
    attempts: 0,
    notBeforeMs: null,
    reason: null,
    result: null,
    startedMs: null,
    finishedMs: null,
    progress: null,
  };
}

export function superseded(by: JobRequest): Reason {
  return reason(
    'JOB_SUPERSEDED',
    'The text has changed since; a newer job takes its place.',
    `superseded by fingerprint ${by.fingerprint}`,
  );
}

/** Why a queued job waits: its unmet prerequisites. Null if there are none. */
export function waiting(unmet: readonly Job[]): Reason | null {
  const first = unmet[0];
  if (first === undefined) return null;
  const state =
    first.state === 'queued' || first.state === 'running' ? 'is not done yet' : `is ${first.state}`;
  return reason(
    'JOB_WAITS',
    `It waits for ${first.step}, which ${state}.`,
    `unmet: ${unmet.map((job) => `${job.key} (${job.state})`).join(', ')}`,
  );
}

function logged(job: Job, line: string, atMs: number): readonly JobLine[] {
  const text = line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line;
  return [...job.log, { atMs, text }].slice(-LOG_LINES);
}
