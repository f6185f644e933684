// Jobs as people see and control them, and their costs and results. The planner alone knows what a job is for; a
// cancelled job stays cancelled until a person retries it or its text changes.
import type { JobDetail, JobRow, JobsFilter, WorkDesk } from '../../src/desk.ts';
import { type EpisodeId, episodeId } from '../../src/domain/ids.ts';
import { JOB_STATES, type JobState } from '../../src/domain/job.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { Fault } from '../../src/errors.ts';
import type { Job } from '../../src/queue/queue.ts';
import { proposalsInMemory } from '../../src/store/proposals.ts';
import { configuredSteps } from '../plan/configured-steps.ts';
import { reviewer } from '../record/authors.ts';
import type { Show } from '../show/show.ts';
import { analyticsOf } from './analytics.ts';

const USUAL_LIMIT = 200;
/** A worker stops within milliseconds of a request; don't wait for one that hangs. */
const LONGEST_STOP_MS = 5_000;

export function workDesk(show: Show): WorkDesk {
  const proposals = show.store?.proposals ?? proposalsInMemory();
  const named = (who: string | null) => reviewer(show.settings(), who).name;

  return {
    async jobs(filter = {}) {
      const found = await show.queue.list(queueFilter(filter));
      return Promise.all(found.map((job) => rowOf(show, job)));
    },
    job: async (id) => detailOf(show, await findJob(show, id)),

    async retryJob(id, who) {
      const job = await findJob(show, id);
      if (job.state === 'done' || job.state === 'skipped')
        throw jobEnded(job, 'its answer is known; ask the enhancement again with redo to have another');
      await show.queue.retry(job.id, `queued again by ${named(who)}`);
      show.results.tryAgain(job.fingerprint);
      return detailOf(show, await findJob(show, job.id));
    },

    async cancelJob(id, who) {
      const job = await findJob(show, id);
      if (job.finishedMs !== null) throw jobEnded(job, 'there is nothing left to cancel');
      const why = reason(
        'JOB_CANCELLED',
        `cancelled by ${named(who)}`,
        `at ${new Date(show.nowMs()).toISOString()}`,
      );
      // First, so that a plan in progress does not ask for it again.
      show.results.giveUp(job.fingerprint, why);
      await show.queue.cancel(job.id, why);
      await hasStopped(show, job.id);
      return detailOf(show, await findJob(show, job.id));
    },

    async prioritise(id, priority, who) {
      const job = await findJob(show, id);
      if (job.finishedMs !== null) throw jobEnded(job, 'only one that waits can be brought forward');
      await show.queue.prioritise(job.id, priority, `priority ${priority}, said ${named(who)}`);
      return detailOf(show, await findJob(show, job.id));
    },

    analytics: (span) => analyticsOf(show, proposals, span),
  };
}

function queueFilter({ state, step, episode, limit = USUAL_LIMIT }: JobsFilter) {
  return {
    limit,
    ...(state === undefined ? {} : { states: [stateNamed(state)] }),
    ...(step === undefined ? {} : { step }),
    ...(episode === undefined ? {} : { episode: episodeNamed(episode) }),
  };
}

function stateNamed(name: string): JobState {
  const known = JOB_STATES.find((state) => state === name);
  if (known !== undefined) return known;
  throw new Fault('usage', 'NO_STATE', `There is no state ${name}; jobs are ${JOB_STATES.join(', ')}`);
}

function episodeNamed(name: string): EpisodeId {
  const id = episodeId(name.padStart(4, '0'));
  if (id !== null) return id;
  throw new Fault('usage', 'NO_EPISODE', `"${name}" is no episode; episodes are numbers such as 0101`);
}

/** Ids may be abbreviated as long as they are unambiguous. */
async function findJob({ queue }: Show, id: string): Promise<Job> {
  const [job, another] = id === '' ? [] : await queue.list({ idBegins: id, limit: 2 });
  if (job === undefined) throw new Fault('usage', 'NO_JOB', `There is no job ${id}`);
  if (another !== undefined)
    throw new Fault('usage', 'AMBIGUOUS_ID', `${id} could be ${job.id} or ${another.id}; give more of it`);
  return job;
}

function jobEnded({ id, state }: Job, why: string): Fault {
  return new Fault('refused', 'JOB_ENDED', `Job ${id.slice(0, 8)} is ${state}; ${why}`);
}

/** Resolves when the job no longer runs, or after LONGEST_STOP_MS. */
function hasStopped({ queue, clock, nowMs }: Show, id: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      stop();
      callOff();
      resolve();
    };
    const stop = queue.onChange((job) => {
      if (job?.id === id && job.state !== 'running') end();
    });
    const callOff = clock.at(nowMs() + LONGEST_STOP_MS, end);
    queue.get(id).then((job) => {
      if (job?.state !== 'running') end();
    }, reject);
  });
}

async function rowOf(show: Show, job: Job): Promise<JobRow> {
  return {
    id: job.id,
    step: job.step,
    episode: job.episode,
    subject: job.subject,
    state: job.state,
    attempts: job.attempts,
    reason: job.reason ?? pausedReason(show, job),
    createdMs: job.createdMs,
    finishedMs: job.finishedMs,
    startedMs: job.startedMs,
    priority: job.priority,
    dueMs: job.notBeforeMs,
    progress: job.progress && { fraction: job.progress.fraction, note: job.progress.note },
    can: await doable(show, job),
  };
}

async function detailOf(show: Show, job: Job): Promise<JobDetail> {
  return { ...(await rowOf(show, job)), log: job.log, fingerprint: job.fingerprint };
}

function pausedReason(show: Show, job: Job): Reason | null {
  if (job.state !== 'queued') return null;
  return configuredSteps(show, job.step)[0]?.paused ?? null;
}

async function doable({ queue, nowMs }: Show, job: Job): Promise<JobRow['can']> {
  switch (job.state) {
    case 'queued':
      return (job.notBeforeMs ?? 0) > nowMs() ? ['retry', 'cancel', 'prioritise'] : ['cancel', 'prioritise'];
    case 'running':
      return job.cancelRequested ? [] : ['cancel'];
    case 'failed':
    case 'blocked':
    case 'cancelled': {
      // If a newer job has replaced this one, only the newer one can be retried.
      const [newest] = await queue.list({ key: job.key, limit: 1 });
      return newest?.id === job.id ? ['retry'] : [];
    }
    case 'done':
    case 'skipped':
      return [];
  }
}
