// Jobs and history, a row for each.
import type { HistoryEntry, JobRow } from '../../../src/desk.ts';
import { fileName, type Look } from './list.ts';
import type { Colour } from './paint.ts';
import { table } from './table.ts';
import { line } from './text.ts';
import { moment, shortMoment } from './times.ts';

export function jobsText(jobs: readonly JobRow[], { columns, paint, nowMs }: Look): string {
  if (jobs.length === 0) return 'There are no jobs.\n';
  return table(
    ['ID', 'STATE', 'EPISODE', 'STEP', 'TRIES', 'SINCE', 'SUBJECT'],
    jobs.map((job) => ({
      cells: [
        { text: line(job.id).slice(0, 8) },
        { text: line(job.state), colour: JOB_COLOURS[job.state] ?? 'dim' },
        { text: line(job.episode) },
        { text: line(job.step) },
        { text: String(job.attempts) },
        { text: shortMoment(job.finishedMs ?? job.createdMs, nowMs) },
        { text: line(fileName(job.subject)) },
      ],
      below: job.reason === null ? [] : [{ text: line(job.reason.user), colour: 'dim' as const }],
    })),
    columns,
    paint,
  );
}

const JOB_COLOURS: Readonly<Record<string, Colour>> = {
  running: 'cyan',
  queued: 'blue',
  done: 'green',
  failed: 'red',
  blocked: 'yellow',
};

export function logText(entries: readonly HistoryEntry[], { columns, paint }: Look): string {
  if (entries.length === 0) return 'There is no history yet.\n';
  return table(
    ['WHEN', 'COMMIT', 'KIND', 'BY', 'WHAT'],
    entries.map(({ atMs, commit, kind, author, by, subject }) => ({
      cells: [
        { text: moment(atMs) },
        { text: commit.slice(0, 10), colour: 'dim' },
        { text: kind, colour: KIND_COLOURS[kind] },
        { text: line(by ?? author) },
        { text: line(subject) },
      ],
    })),
    columns,
    paint,
  );
}

const KIND_COLOURS: Readonly<Record<HistoryEntry['kind'], Colour>> = {
  edit: 'bold',
  landing: 'green',
  revert: 'yellow',
  other: 'dim',
};
