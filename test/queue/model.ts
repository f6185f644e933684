// The queue in its plainest form, to compare the real ones with: a list of jobs and the sentences of the contract.

export interface Asked {
  readonly step: string;
  readonly subject: string;
  readonly fingerprint: string;
  readonly priority: number;
  readonly delayMs: number;
  readonly after: readonly string[];
}

interface ModelJob {
  key: string;
  step: string;
  fingerprint: string;
  priority: number;
  prioritised: boolean;
  after: readonly string[];
  state: string;
  attempts: number;
  dueMs: number;
  worker: string | null;
  untilMs: number;
  cancel: boolean;
}

export type Ending = 'complete' | 'skip' | 'transient' | 'bug' | 'release';

export function model(maxAttempts: number, retryMs: number) {
  const jobs: ModelJob[] = [];
  let paused: readonly string[] = [];

  const isLive = (job: ModelJob): boolean => job.state === 'queued' || job.state === 'running';
  const end = (job: ModelJob, state: string): void => {
    Object.assign(job, { state, worker: null, cancel: false });
  };
  const isOpen = (key: string): boolean => {
    const newest = jobs.findLast((job) => job.key === key);
    return newest !== undefined && newest.state !== 'done' && newest.state !== 'skipped';
  };
  const isReady = (job: ModelJob): boolean =>
    job.state === 'queued' &&
    !paused.includes(job.step) &&
    !job.after.some(isOpen) &&
    !jobs.some((other) => other.key === job.key && other.state === 'running');

  return {
    submit(asked: Asked, nowMs: number): void {
      const key = `${asked.step} ${asked.subject}`;
      const live = jobs.filter((job) => job.key === key && isLive(job));
      const same = live.find((job) => job.fingerprint === asked.fingerprint && !job.cancel);
      if (same !== undefined) {
        if (!same.prioritised) same.priority = Math.max(same.priority, asked.priority);
        return;
      }
      for (const job of live) {
        if (job.state === 'queued') end(job, 'cancelled');
        else job.cancel = true;
      }
      jobs.push({
        key,
        step: asked.step,
        fingerprint: asked.fingerprint,
        priority: asked.priority,
        prioritised: false,
        after: asked.after,
        state: 'queued',
        attempts: 0,
        dueMs: asked.delayMs === 0 ? 0 : nowMs + asked.delayMs,
        worker: null,
        untilMs: 0,
        cancel: false,
      });
    },
    claim(worker: string, leaseMs: number, nowMs: number): number | null {
      for (const job of jobs.filter((each) => each.state === 'running' && each.untilMs <= nowMs)) {
        if (job.cancel) end(job, 'cancelled');
        else if (job.attempts === maxAttempts) end(job, 'failed');
        else end(job, 'queued');
      }
      let best: ModelJob | null = null;
      for (const job of jobs)
        if (isReady(job) && job.dueMs <= nowMs && (best === null || job.priority > best.priority)) best = job;
      if (best === null) return null;
      Object.assign(best, {
        state: 'running',
        worker,
        untilMs: nowMs + leaseMs,
        attempts: best.attempts + 1,
        dueMs: 0,
      });
      return jobs.indexOf(best);
    },
    end(index: number, worker: string, how: Ending, nowMs: number): string {
      const job = jobs[index];
      if (job?.state !== 'running' || job.worker !== worker || job.untilMs <= nowMs) return 'lost';
      if (job.cancel) {
        end(job, 'cancelled');
        return 'cancelled';
      }
      if (how === 'release') {
        end(job, 'queued');
        job.attempts -= 1;
      } else if (how === 'transient' && job.attempts < maxAttempts) {
        end(job, 'queued');
        job.dueMs = nowMs + retryMs;
      } else end(job, { complete: 'done', skip: 'skipped', transient: 'failed', bug: 'failed' }[how]);
      return 'taken';
    },
    cancel(index: number): void {
      const job = jobs[index];
      if (job?.state === 'queued') end(job, 'cancelled');
      else if (job?.state === 'running') job.cancel = true;
    },
    retry(index: number): boolean {
      const job = jobs[index];
      if (job === undefined || job.state === 'running') return false;
      if (jobs.findLast((other) => other.key === job.key) !== job) return false;
      Object.assign(job, { state: 'queued', attempts: 0, dueMs: 0 });
      return true;
    },
    prioritise(index: number, priority: number): boolean {
      const job = jobs[index];
      if (job?.state !== 'queued') return false;
      Object.assign(job, { priority, prioritised: true });
      return true;
    },
    reclaim(): void {
      for (const job of jobs.filter((each) => each.state === 'running')) {
        if (job.cancel) end(job, 'cancelled');
        else end(job, job.attempts === maxAttempts ? 'failed' : 'queued');
      }
    },
    pause(steps: readonly string[]): void {
      paused = steps;
    },
    nextDueMs(): number | null {
      const times = jobs.flatMap((job) =>
        job.state === 'running' ? [job.untilMs] : isReady(job) ? [job.dueMs] : [],
      );
      return times.length === 0 ? null : Math.min(...times);
    },
    view: () =>
      jobs.map((job) => [
        job.key,
        job.fingerprint,
        job.state,
        job.attempts,
        job.priority,
        job.worker,
        job.cancel,
      ]),
  };
}
