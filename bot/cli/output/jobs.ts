// Prints jobs: one row each with what it waits for, or one job with its log.
import type { JobDetail, JobRow } from '../../../src/desk.ts';
import { fileName, type Look } from './list.ts';
import type { Colour } from './paint.ts';
import { table } from './table.ts';
import { line, pad, wrap } from './text.ts';
import { moment, secondOf, shortMoment } from './times.ts';

export function jobsText(jobs: readonly JobRow[], { columns, paint, nowMs }: Look): string {
  if (jobs.length === 0) return 'There are no jobs.\n';
  return table(
    ['ID', 'STATE', 'EPISODE', 'STEP', 'TRIES', 'SINCE', 'SUBJECT'],
    jobs.map((job) => ({
      cells: [
        { text: shortId(job.id) },
        { text: line(job.state), colour: JOB_COLOURS[job.state] ?? 'dim' },
        { text: line(job.episode) },
        { text: line(job.step) },
        { text: String(job.attempts) },
        { text: shortMoment(job.finishedMs ?? job.createdMs, nowMs) },
        { text: line(fileName(job.subject)) },
      ],
      below: notes(job, nowMs).map((text) => ({ text: line(text), colour: 'dim' as const })),
    })),
    columns,
    paint,
  );
}

export function jobText(job: JobDetail, { columns, paint, nowMs }: Look): string {
  const facts: readonly (readonly [name: string, value: string | null])[] = [
    ['Id', job.id],
    ['Episode', job.episode],
    ['Subject', job.subject],
    ['Tries', String(job.attempts)],
    ['Priority', String(job.priority)],
    ['Asked for', moment(job.createdMs)],
    ['Began', job.startedMs === null ? null : moment(job.startedMs)],
    ['Ended', job.finishedMs === null ? null : moment(job.finishedMs)],
    ['Can', job.can.length === 0 ? null : job.can.join(', ')],
  ];
  return [
    `${paint('bold', line(job.step))}  ${paint(JOB_COLOURS[job.state] ?? 'dim', line(job.state))}`,
    ...notes(job, nowMs).flatMap((text) => wrap(line(text), columns)),
    '',
    ...facts.flatMap(([name, value]) =>
      value === null ? [] : [`${paint('dim', pad(name, NAME_CELLS))}${line(value)}`],
    ),
    ...(job.log.length === 0 ? [] : ['', paint('dim', 'Log')]),
    ...job.log.map(({ atMs, text }) => `  ${paint('dim', secondOf(atMs))}  ${line(text)}`),
    '',
  ].join('\n');
}

const NAME_CELLS = 11;

/** Eight characters, like a shortened commit. */
function shortId(id: string): string {
  return line(id).slice(0, 8);
}

/** The reason for its state, the time of the next try, and what it is doing. */
function notes({ reason, dueMs, progress, state }: JobRow, nowMs: number): readonly string[] {
  const isLater = state === 'queued' && dueMs !== null && dueMs > nowMs;
  return [
    ...(reason === null ? [] : [reason.user]),
    ...(isLater ? [`tried again at ${shortMoment(dueMs, nowMs)}`] : []),
    ...(state === 'running' && progress !== null ? [progress.note] : []),
  ];
}

const JOB_COLOURS: Readonly<Record<string, Colour>> = {
  running: 'cyan',
  queued: 'blue',
  done: 'green',
  failed: 'red',
  blocked: 'yellow',
};
