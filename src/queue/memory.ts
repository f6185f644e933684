// The queue used if the database can't be opened. Its jobs are lost when the program ends.
import { JOB_STATES, type JobState } from '../domain/job.ts';
import type { Job, JobFilter, JobTable, Paused } from '../store/job.ts';
import { jobShelf } from './job-shelf.ts';
import type { JobQueue } from './queue.ts';
import { dueMs, isMadeGood, letsPass, unhindered } from './rules.ts';
import { type QueueOptions, tableQueue } from './table-queue.ts';

export function memoryQueue(options: QueueOptions): JobQueue {
  return tableQueue(memoryTable(), options);
}

function memoryTable(): JobTable {
  const jobs = jobShelf();
  const isOpen = (key: string): boolean => {
    const newest = jobs.newest(key);
    return newest !== null && !letsPass(newest);
  };
  const isRunning = (key: string): boolean => jobs.running().some((job) => job.key === key);
  const isReady = (job: Job, paused: Paused): boolean => unhindered(job, paused, isOpen, isRunning);

  const isOver = (job: Job): boolean =>
    isMadeGood(
      job,
      jobs.ofKey(job.key).filter(({ seq }) => seq > job.seq),
    );

  const forgettable = (beforeMs: number): readonly Job[] =>
    jobs
      .all()
      .filter(({ finishedMs }) => finishedMs !== null && finishedMs < beforeMs)
      .filter((job) => isForgettable(job) || isOver(job));

  return {
    // No rollback needed: each rule computes its result before saving, and saving to a map can't fail.
    atomically: (act) => act(),
    nextSeq: jobs.nextSeq,
    get: jobs.get,
    save: jobs.save,
    live: (key) => jobs.ofKey(key).filter(isLive),
    newest: jobs.newest,
    expired: (nowMs) => jobs.running().filter((job) => job.lease !== null && job.lease.untilMs <= nowMs),
    firstReady: (nowMs, paused) =>
      jobs.queued().find((job) => dueMs(job) <= nowMs && isReady(job, paused)) ?? null,
    nextDueMs(paused) {
      const times = [
        ...jobs.running().flatMap((job) => job.lease?.untilMs ?? []),
        ...jobs.queued().flatMap((job) => (isReady(job, paused) ? [dueMs(job)] : [])),
      ];
      return times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b));
    },
    list: (filter) =>
      jobs
        .all()
        .filter((job) => matches(job, filter))
        .reverse()
        .slice(0, filter.limit),
    counts() {
      const counts = new Map<JobState, number>();
      for (const job of jobs.all()) if (!isOver(job)) counts.set(job.state, (counts.get(job.state) ?? 0) + 1);
      return Object.fromEntries(JOB_STATES.map((state) => [state, counts.get(state) ?? 0])) as Record<
        JobState,
        number
      >;
    },
    countEnded: (beforeMs) => forgettable(beforeMs).length,
    forgetEnded(beforeMs) {
      const old = forgettable(beforeMs);
      for (const job of old) jobs.remove(job);
      return old.length;
    },
  };
}

function isLive(job: Job): boolean {
  return job.state === 'queued' || job.state === 'running';
}

function isForgettable(job: Job): boolean {
  return job.state === 'done' || job.state === 'skipped' || job.state === 'cancelled';
}

function matches(job: Job, filter: JobFilter): boolean {
  return (
    (filter.states === undefined || filter.states.includes(job.state)) &&
    (filter.episode === undefined || filter.episode === job.episode) &&
    (filter.step === undefined || filter.step === job.step) &&
    (filter.subject === undefined || filter.subject === job.subject) &&
    (filter.key === undefined || filter.key === job.key) &&
    (filter.idBegins === undefined || job.id.startsWith(filter.idBegins))
  );
}
