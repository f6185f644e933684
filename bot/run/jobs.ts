// Runs the answers a plan is missing: each need becomes a job, and each job runs its step and stores the answer. The
// queue knows nothing of steps. A job that is no longer needed is skipped.
import type { EpisodeId, Hash } from '../../src/domain/ids.ts';
import { reason } from '../../src/domain/reason.ts';
import { Fault, reasonOf } from '../../src/errors.ts';
import type { Job, JobProgress, JobRequest } from '../../src/queue/queue.ts';
import type { JobOutcome } from '../../src/queue/work.ts';
import type { MissingAnswer, StepResult } from '../../src/step.ts';
import { OVER_BUDGET } from '../../src/tools/language/budget.ts';
import type { Show } from '../show/show.ts';
import { reportingTools } from './reporting-tools.ts';

export interface StepJobs {
  /** Turns needs into jobs and remembers each until it is answered. Skips those answered or given up meanwhile. */
  request(needs: readonly MissingAnswer[]): readonly JobRequest[];
  run(job: Job, signal: AbortSignal, report: (progress: JobProgress) => void): Promise<JobOutcome>;
}

/** Rules go first: they take milliseconds and other steps wait for their text, while a model takes seconds. */
const PRIORITY = { rules: 10, tools: 0 };

/** `find` plans an episode anew, for jobs submitted by an earlier run of the program. */
export function openStepJobs(
  show: Show,
  find: (episode: EpisodeId) => Promise<readonly MissingAnswer[]>,
): StepJobs {
  const waiting = new Map<Hash, MissingAnswer>();
  return {
    request: (needs) =>
      needs
        .filter((need) => show.results.gaveUp(need) === null && !isAnswered(need, show))
        .map((need) => {
          waiting.set(need.fingerprint, need);
          return requestOf(need);
        }),
    async run(job, signal, report) {
      const need =
        waiting.get(job.fingerprint) ??
        (await find(job.episode)).find((one) => one.fingerprint === job.fingerprint);
      if (!need) return { kind: 'skipped', reason: reason('NOT_NEEDED', 'the text no longer asks for it') };
      try {
        const tools = reportingTools(show.tools, job, show.clock, report);
        const result = await ask(need, { tools }, signal);
        // Cancelled while the step finished: the answer is no longer wanted.
        signal.throwIfAborted();
        show.results.put(need, result);
        waiting.delete(job.fingerprint);
        return { kind: 'done', result: null };
      } catch (error) {
        if (signal.aborted) throw error;
        const fault = asFault(error, need);
        if (fault.code === OVER_BUDGET) return outOfMoney(need, fault, show);
        if (fault.kind !== 'transient' || job.attempts >= job.maxAttempts) {
          show.results.giveUp(need.fingerprint, reason('JOB_FAILED', fault.message, fault.tech));
        }
        throw fault;
      }
    },
  };
}

function isAnswered(need: MissingAnswer, { results }: Show): boolean {
  return results.find(need, need.texts) !== null;
}

/** Not a failure: the job can run once the budget is raised or a new day begins. */
function outOfMoney(
  { fingerprint, subject }: MissingAnswer,
  fault: Fault,
  { results, budget }: Show,
): JobOutcome {
  const why = reasonOf(fault);
  results.giveUp(fingerprint, why, () => budget.closed(subject.episode) === null);
  return { kind: 'blocked', reason: why };
}

/** Runs the step directly, without the queue. */
export async function ask(
  { step, subject }: MissingAnswer,
  { tools }: Pick<Show, 'tools'>,
  signal: AbortSignal,
): Promise<StepResult> {
  return step.run(subject, tools, signal);
}

function requestOf({ step, subject, input, fingerprint }: MissingAnswer): JobRequest {
  return {
    step: step.id,
    stepVersion: step.version,
    episode: subject.episode,
    subject: subject.path,
    fingerprint,
    input,
    priority: step.tools.length === 0 ? PRIORITY.rules : PRIORITY.tools,
    notBeforeMs: null,
    after: [],
    payload: null,
  };
}

function asFault(error: unknown, { step, subject }: MissingAnswer): Fault {
  if (error instanceof Fault) return error;
  const tech = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Fault(
    'bug',
    'STEP_BUG',
    `${step.title} failed on ${subject.path}; the program has a fault here`,
    { tech, cause: error },
  );
}
