// jobs: lists jobs with the reasons why some did nothing; shows one job with its log; retries, cancels or prioritises
// it.
import type { Desk, JobDetail } from '../../src/desk.ts';
import { JOB_STATES } from '../../src/domain/job.ts';
import { usage } from './arguments.ts';
import { jobsText, jobText } from './output/jobs.ts';
import { episodeFrom, has, one, statesFrom } from './values.ts';
import {
  atDesk,
  EPISODE_OPTION,
  JSON_OPTION,
  lookOf,
  print,
  STEP_OPTION,
  type Verb,
  type VerbCall,
  whoAsked,
} from './verb.ts';
import { DONE, type ExitCode } from './world.ts';

export const jobsVerb: Verb = {
  name: 'jobs',
  about: 'the jobs, and why those that did nothing did not; with an id, one job and its log',
  words: '[id]',
  fewestWords: 0,
  mostWords: 1,
  options: [
    {
      name: 'state',
      value: 'STATE|DIR',
      about: `${JOB_STATES.slice(0, -1).join(', ')} or ${JOB_STATES.at(-1)}: only these; anything else is the state folder. May stand twice`,
      repeats: true,
    },
    EPISODE_OPTION,
    STEP_OPTION,
    { name: 'retry', value: null, about: 'queue this job again; without a service the next run does it' },
    { name: 'cancel', value: null, about: 'end this job; it is not asked again until a retry' },
    { name: 'priority', value: 'N', about: 'this job before those with less (most have 0, rules 10)' },
    JSON_OPTION,
  ],
  example: 'show-build jobs --state failed',
  run: jobs,
};

async function jobs(asked: VerbCall): Promise<ExitCode> {
  const id = asked.given.words[0] ?? null;
  const act = actAsked(asked);
  if (id === null) {
    if (act !== null) throw usage('Which job? Give its id, as show-build jobs lists it.');
    return list(asked);
  }
  const job = await atDesk(asked, act === null ? 'read' : 'write', (desk, place) =>
    act === null ? desk.job(id) : act(desk, id, whoAsked(asked, place)),
  );
  print(asked, job, () => jobText(job, lookOf(asked)));
  return DONE;
}

async function list(asked: VerbCall): Promise<ExitCode> {
  const { filter } = statesFrom(asked.given, JOB_STATES);
  const episode = one(asked.given, 'episode');
  const step = one(asked.given, 'step');
  const wanted = {
    ...(filter === null ? {} : { state: filter }),
    ...(episode === null ? {} : { episode: episodeFrom(episode) }),
    ...(step === null ? {} : { step }),
  };
  const rows = await atDesk(asked, 'read', (desk) => desk.jobs(wanted));
  print(asked, rows, () => jobsText(rows, lookOf(asked)));
  return DONE;
}

type Act = (desk: Desk, id: string, who: string | null) => Promise<JobDetail>;

/** Null if the command only reads. */
function actAsked({ given }: VerbCall): Act | null {
  const asked = ['retry', 'cancel', 'priority'].filter((name) => has(given, name));
  if (asked.length > 1) throw usage(`Either --${asked.join(' or --')}, not both.`);
  switch (asked[0]) {
    case 'retry':
      return (desk, id, who) => desk.retryJob(id, who);
    case 'cancel':
      return (desk, id, who) => desk.cancelJob(id, who);
    case 'priority': {
      const priority = priorityFrom(one(given, 'priority') ?? '');
      return (desk, id, who) => desk.prioritise(id, priority, who);
    }
    default:
      return null;
  }
}

function priorityFrom(text: string): number {
  if (/^-?\d{1,3}(\.\d+)?$/.test(text)) return Number(text);
  throw usage(`"${text}" is no priority; give a number from -999 to 999, higher first.`);
}
