// status, jobs, log, query: where things stand, what is being worked on, and what has been.
import { join } from 'node:path';
import { Fault } from '../../src/errors.ts';
import { type QueryAnswer, queryStore } from '../../src/store/open.ts';
import { usage } from './arguments.ts';
import { jobsText, logText } from './output/records.ts';
import { statusText } from './output/status.ts';
import { table } from './output/table.ts';
import { line, shorten } from './output/text.ts';
import { episodeFrom, one } from './values.ts';
import {
  type Asked,
  atDesk,
  EPISODE_OPTION,
  JSON_OPTION,
  lookOf,
  placeAsked,
  print,
  type Verb,
} from './verb.ts';
import { DONE, type ExitCode } from './world.ts';

const NO_WORDS = { words: '', fewestWords: 0, mostWords: 0 } as const;

export const standingVerbs: readonly Verb[] = [
  {
    name: 'status',
    about: 'where things stand, on one screen',
    ...NO_WORDS,
    options: [JSON_OPTION],
    example: 'show-build status',
    run: status,
  },
  {
    name: 'jobs',
    about: 'the jobs, and why those that did nothing did not',
    ...NO_WORDS,
    options: [JSON_OPTION],
    example: 'show-build jobs --json',
    run: jobs,
  },
  {
    name: 'log',
    about: 'the history: edits, landings and reverts, newest first',
    ...NO_WORDS,
    options: [EPISODE_OPTION, { name: 'limit', value: 'N', about: 'so many (default 50)' }, JSON_OPTION],
    example: 'show-build log --episode 0101',
    run: log,
  },
  {
    name: 'query',
    about: 'read-only SQL over the database',
    words: '<sql>',
    fewestWords: 1,
    mostWords: 1,
    options: [JSON_OPTION],
    example: "show-build query 'select step, count(*) from enhancements group by step'",
    run: query,
  },
];

async function status(asked: Asked): Promise<ExitCode> {
  const standing = await atDesk(asked, true, (desk) => desk.status());
  print(asked, standing, () => statusText(standing, lookOf(asked)));
  return DONE;
}

async function jobs(asked: Asked): Promise<ExitCode> {
  const rows = await atDesk(asked, true, (desk) => desk.jobs());
  print(asked, rows, () => jobsText(rows, lookOf(asked)));
  return DONE;
}

async function log(asked: Asked): Promise<ExitCode> {
  const episode = one(asked.given, 'episode');
  const limit = one(asked.given, 'limit');
  if (limit !== null && !/^[1-9]\d{0,4}$/.test(limit)) throw usage(`"${limit}" is no number of entries.`);
  const filter = {
    ...(episode === null ? {} : { episode: episodeFrom(episode) }),
    ...(limit === null ? {} : { limit: Number(limit) }),
  };
  const entries = await atDesk(asked, true, (desk) => desk.history(filter));
  print(asked, entries, () => logText(entries, lookOf(asked)));
  return DONE;
}

/** Asks the file itself: it may be read beside a running service. */
async function query(asked: Asked): Promise<ExitCode> {
  const file = join(placeAsked(asked).state, 'show-build.db');
  const answer = await queryStore(file, asked.given.words[0] ?? '').catch((error: unknown) => {
    if (!(error instanceof Fault) || error.code !== 'STORE_UNREADABLE') throw error;
    throw new Fault('refused', error.code, 'There is no database yet; "show-build run" makes it.', {
      cause: error,
    });
  });
  print(asked, answer, () => answerText(answer, asked));
  return DONE;
}

const WIDEST_CELL = 60;

function answerText({ columns, rows, cut }: QueryAnswer, asked: Asked): string {
  const look = lookOf(asked);
  const cells = (row: QueryAnswer['rows'][number]) =>
    row.map((value) => ({ text: shorten(line(value === null ? '' : String(value)), WIDEST_CELL) }));
  const text = table(
    columns.map(line),
    rows.map((row) => ({ cells: cells(row) })),
    look.columns,
    look.paint,
  );
  return cut ? `${text}… and more: narrow the question, or add a limit.\n` : text;
}
