// A JobQueue over any job table: finds jobs, applies the rules in one transaction, saves, and notifies listeners.
import { randomUUID } from 'node:crypto';
import { type Reason, reason } from '../domain/reason.ts';
import { Fault } from '../errors.ts';
import type { JobTable } from '../store/job.ts';
import type { Clock } from './clock.ts';
import type { Job, JobHold, JobQueue, JobRequest, Paused, Receipt } from './queue.ts';
import * as rules from './rules.ts';

export interface QueueOptions {
  readonly clock: Clock;
  /** How often a job is started before it fails for good. */
  readonly maxAttempts?: number;
  /** Returns [0, 1), for the backoff jitter. */
  readonly random?: () => number;
}

const MAX_ATTEMPTS = 5;
const CANCELLED = reason('JOB_CANCELLED', 'Somebody cancelled it.');

export function tableQueue(table: JobTable, options: QueueOptions): JobQueue {
  const { clock, maxAttempts = MAX_ATTEMPTS, random = Math.random } = options;
  const changes = changeList();
  let paused: Paused = [];

  /** Runs `act` in a transaction, then notifies listeners of the saved jobs. */
  const change = <T>(act: (save: (job: Job) => Job) => T): T => {
    const saved: Job[] = [];
    const result = table.atomically(() =>
      act((job) => {
        table.save(job);
        saved.push(job);
        return job;
      }),
    );
    changes.tell(saved);
    return result;
  };

  const admit = (request: JobRequest, save: (job: Job) => Job): Job => {
    const live = table.live(rules.jobKey(request.step, request.subject));
    const same = rules.sameWork(request, live);
    if (same !== null) {
      const raised = rules.raised(same, request.priority);
      return raised === same ? same : save(raised);
    }
    const nowMs = clock.nowMs();
    for (const job of live)
      if (!job.cancelRequested) save(rules.cancelled(job, rules.superseded(request), nowMs));
    return save(rules.newJob(request, { id: randomUUID(), seq: table.nextSeq(), nowMs, maxAttempts }));
  };

  /** Applies a rule if the worker still holds the job. If a cancel was requested, cancels the job instead. */
  const conclude = async (id: string, worker: string, next: (job: Job) => Job): Promise<Receipt> =>
    change((save) => {
      const nowMs = clock.nowMs();
      const job = table.get(id);
      const hold = rules.holdOf(job, worker, nowMs);
      if (job === null || hold === 'lost') return 'lost';
      save(hold === 'cancelled' ? rules.ended(job, 'cancelled', job.reason, null, nowMs) : next(job));
      return hold === 'cancelled' ? 'cancelled' : 'taken';
    });

  const keep = async (id: string, worker: string, next: (job: Job) => Job): Promise<JobHold> =>
    change((save) => {
      const job = table.get(id);
      const hold = rules.holdOf(job, worker, clock.nowMs());
      if (job !== null && hold === 'held') save(next(job));
      return hold;
    });

  const explained = (job: Job): Job =>
    job.state === 'queued' && job.reason === null
      ? { ...job, reason: rules.waiting(unmet(table, job)) }
      : job;

  return {
    submit: async (requests) => change((save) => requests.map((request) => admit(request, save))),
    claim: async (worker, leaseMs) =>
      change((save) => {
        const nowMs = clock.nowMs();
        for (const job of table.expired(nowMs)) save(rules.stalled(job, nowMs));
        const job = table.firstReady(nowMs, paused);
        return job === null ? null : save(rules.claimed(job, worker, leaseMs, nowMs));
      }),
    renew: (id, worker, untilMs) => keep(id, worker, (job) => rules.renewed(job, worker, untilMs)),
    progress: (id, worker, progress) =>
      keep(id, worker, (job) => rules.progressed(job, progress, clock.nowMs())),

    complete: (id, worker, result) =>
      conclude(id, worker, (job) => rules.ended(job, 'done', null, result, clock.nowMs())),
    skip: (id, worker, why) =>
      conclude(id, worker, (job) => rules.ended(job, 'skipped', why, null, clock.nowMs())),
    block: (id, worker, why) =>
      conclude(id, worker, (job) => rules.ended(job, 'blocked', why, null, clock.nowMs())),
    fail: (id, worker, fault) =>
      conclude(id, worker, (job) => rules.failed(job, fault, clock.nowMs(), random())),
    release: (id, worker) => conclude(id, worker, rules.released),

    cancel: async (id, why: Reason = CANCELLED) =>
      change((save) => {
        const job = table.get(id);
        if (job === null) return null;
        const next = rules.cancelled(job, why, clock.nowMs());
        return next === job ? job : save(next);
      }),
    retry: async (id, note = 'queued again') =>
      change((save) => save(rules.retried(retryable(table, id), note, clock.nowMs()))),
    prioritise: async (id, priority, note) =>
      change((save) => save(rules.prioritised(waitingJob(table, id), priority, note, clock.nowMs()))),
    reclaim: async () =>
      change((save) => {
        const orphans = table.expired(Number.MAX_SAFE_INTEGER);
        for (const job of orphans) save(rules.stalled(job, clock.nowMs()));
        return orphans.length;
      }),
    pause: async (steps) => {
      paused = steps;
      changes.tell([null]);
    },

    get: async (id) => {
      const job = table.get(id);
      return job === null ? null : explained(job);
    },
    list: async (filter = {}) => table.list(filter).map(explained),
    counts: async () => table.counts(),
    nextDueMs: async () => table.nextDueMs(paused),
    ...endedJobs(table),
    onChange: changes.listen,
  };
}

function endedJobs(table: JobTable): Pick<JobQueue, 'forgetEnded' | 'countEnded'> {
  return {
    forgetEnded: async (beforeMs) => table.forgetEnded(beforeMs),
    countEnded: async (beforeMs) => table.countEnded(beforeMs),
  };
}

/** The prerequisites that still block the job: the newest job of each key. */
function unmet(table: Pick<JobTable, 'newest'>, job: Job): readonly Job[] {
  return job.after
    .map((key) => table.newest(key))
    .filter((newest) => newest !== null)
    .filter((newest) => !rules.letsPass(newest));
}

function knownJob(table: JobTable, id: string): Job {
  const job = table.get(id);
  if (job !== null) return job;
  throw new Fault('refused', 'JOB_UNKNOWN', `There is no job ${id}; list the jobs to see those there are.`);
}

function waitingJob(table: JobTable, id: string): Job {
  const job = knownJob(table, id);
  if (job.state === 'queued') return job;
  if (job.state === 'running')
    throw new Fault(
      'refused',
      'JOB_RUNNING',
      'This job is running already; there is nothing to bring forward.',
    );
  throw new Fault(
    'refused',
    'JOB_ENDED',
    `This job is ${job.state}; only one that waits can be brought forward.`,
  );
}

function retryable(table: JobTable, id: string): Job {
  const job = knownJob(table, id);
  if (job.state === 'running')
    throw new Fault('refused', 'JOB_RUNNING', 'This job is running; cancel it first to begin anew.');
  if (table.newest(job.key)?.id !== id)
    throw new Fault(
      'refused',
      'JOB_OUTDATED',
      'A newer job has taken the place of this one; retry that one.',
      {
        tech: `newer than ${id} under ${job.key}`,
      },
    );
  return job;
}

interface ChangeList {
  listen(listener: (job: Job | null) => void): () => void;
  tell(jobs: readonly (Job | null)[]): void;
}

function changeList(): ChangeList {
  const listeners = new Set<(job: Job | null) => void>();
  // In a microtask, so that an exception in a listener is uncaught and visible, instead of failing the queue call.
  const later = (listener: (job: Job | null) => void, job: Job | null): void => {
    queueMicrotask(() => {
      if (listeners.has(listener)) listener(job);
    });
  };
  return {
    listen(listener) {
      // A wrapper per registration, so that the same function can be registered twice and removed once.
      const entry = (job: Job | null) => listener(job);
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    tell(jobs) {
      for (const job of jobs) for (const listener of listeners) later(listener, job);
    },
  };
}
