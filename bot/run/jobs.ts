// Runs what a plan is missing: each need becomes a job, each job asks its step and puts the answer into the results.
// The queue knows nothing of steps; a job that nobody needs any more is skipped.
import type { EpisodeId, Hash } from '../../src/domain/ids.ts';
import { reason } from '../../src/domain/reason.ts';
import { Fault } from '../../src/errors.ts';
import type { Job, JobProgress, JobRequest } from '../../src/queue/queue.ts';
import type { JobOutcome } from '../../src/queue/work.ts';
import type { MissingAnswer, StepResult } from '../../src/step.ts';
import { OVER_BUDGET } from '../../src/tools/language/budget.ts';
import type { Show } from '../show/show.ts';
import { reportingTools } from './reporting-tools.ts';

export interface Needs {
  /** Remembers what each job is for, until it is answered. What was answered or cancelled since the plan is left out. */
  request(needs: readonly MissingAnswer[]): readonly JobRequest[];
  run(job: Job, signal: AbortSignal, report: (progress: JobProgress) => void): Promise<JobOutcome>;
}

/** Rules answer in milliseconds, and others wait for their text; a model takes seconds. */
const PRIORITY = { rules: 10, tools: 0 };

/** `find` plans an episode anew, for jobs that outlived the program that submitted them. */
export function openNeeds(
  show: Show,
  find: (episode: EpisodeId) => Promise<readonly MissingAnswer[]>,
): Needs {
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
        // Told to stop while the step put its answer together: nobody wants it any more.
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
  return results.find(need, (path) => need.texts.get(path) ?? null) !== null;
}

/** It failed at nothing: somebody may give more money, or a new day does. */
function outOfMoney(
  { fingerprint, subject }: MissingAnswer,
  fault: Fault,
  { results, budget }: Show,
): JobOutcome {
  const why = reason(fault.code, fault.message, fault.tech);
  results.giveUp(fingerprint, why, () => budget.closed(subject.episode) === null);
  return { kind: 'blocked', reason: why };
}

/** Asks the step directly, where there is no queue to wait in. */
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
