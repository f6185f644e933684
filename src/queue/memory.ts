// The same queue where the database can't be opened. It forgets everything when the program ends.
import {
  JOB_STATES,
  type Job,
  type JobFilter,
  type JobState,
  type JobTable,
  type Paused,
} from '../store/job.ts';
import type { JobQueue } from './queue.ts';
import { byTurn, dueMs, unhindered } from './rules.ts';
import { type QueueOptions, tableQueue, unmet } from './table-queue.ts';

export function memoryQueue(options: QueueOptions): JobQueue {
  return tableQueue(memoryTable(), options);
}

function memoryTable(): JobTable {
  const jobs = jobShelf();
  const isReady = (job: Job, paused: Paused): boolean =>
    unhindered(job, paused, unmet(jobs, job), jobs.ofKey(job.key));

  return {
    // Each rule computes its result before anything is saved, and saving to a map does not fail.
    atomically: (act) => act(),
    nextSeq: () => (jobs.all().at(-1)?.seq ?? 0) + 1,
    get: jobs.get,
    save: jobs.save,
    live: (key) => jobs.ofKey(key).filter(isLive),
    newest: jobs.newest,
    expired: (nowMs) => jobs.live().filter((job) => job.lease !== null && job.lease.untilMs <= nowMs),
    firstReady(nowMs, paused) {
      let first: Job | null = null;
      for (const job of jobs.live())
        if (dueMs(job) <= nowMs && (first === null || byTurn(job, first) < 0) && isReady(job, paused))
          first = job;
      return first;
    },
    nextDueMs(paused) {
      const times = jobs
        .live()
        .flatMap((job) =>
          job.lease !== null ? [job.lease.untilMs] : isReady(job, paused) ? [dueMs(job)] : [],
        );
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
      for (const job of jobs.all()) counts.set(job.state, (counts.get(job.state) ?? 0) + 1);
      return Object.fromEntries(JOB_STATES.map((state) => [state, counts.get(state) ?? 0])) as Record<
        JobState,
        number
      >;
    },
    forgetEnded(beforeMs) {
      const old = jobs
        .all()
        .filter((job) => isForgettable(job) && job.finishedMs !== null && job.finishedMs < beforeMs);
      for (const job of old) jobs.remove(job);
      return old.length;
    },
  };
}

interface JobShelf {
  get(id: string): Job | null;
  all(): Job[];
  live(): Job[];
  ofKey(key: string): readonly Job[];
  newest(key: string): Job | null;
  save(job: Job): void;
  remove(job: Job): void;
}

/** Jobs by id, by key, and the live ones apart: a long day's ended jobs must not slow down the search for work. */
function jobShelf(): JobShelf {
  const byId = new Map<string, Job>();
  const live = new Map<string, Job>();
  const byKey = new Map<string, Map<string, Job>>();
  const ofKey = (key: string): readonly Job[] => [...(byKey.get(key)?.values() ?? [])];
  return {
    get: (id) => byId.get(id) ?? null,
    all: () => [...byId.values()],
    live: () => [...live.values()],
    ofKey,
    newest: (key) => ofKey(key).at(-1) ?? null,
    save(job) {
      byId.set(job.id, job);
      if (isLive(job)) live.set(job.id, job);
      else live.delete(job.id);
      const present = byKey.get(job.key);
      if (present === undefined) byKey.set(job.key, new Map([[job.id, job]]));
      else present.set(job.id, job);
    },
    remove(job) {
      byId.delete(job.id);
      live.delete(job.id);
      byKey.get(job.key)?.delete(job.id);
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
    (filter.key === undefined || filter.key === job.key)
  );
}
