// Prints what a pass did, found and left undone.
import type { EnhancementRow, PassReport } from '../../../src/desk.ts';
import { grouped } from '../../../src/domain/media/grouped.ts';
import { fileName, type Look, listText } from './list.ts';
import { outcomesText } from './outcomes.ts';
import { diagnosticLines } from './show.ts';
import { table } from './table.ts';
import { line, wrap } from './text.ts';
import { count } from './times.ts';

/** Enough to act on; `status` and the page show the rest. */
const MOST_DIAGNOSTICS = 10;
/** Titles of one step in one episode that a dry run prints. */
const MOST_OF_A_GROUP = 3;

export function reportText(report: PassReport, isDryRun: boolean, look: Look): string {
  const { proposed, landed } = report;
  const verb = isDryRun ? 'would propose' : 'proposed';
  const parts = [
    `Looked at ${count(report.episodes, 'episode')}`,
    count(report.snapshots, 'new snapshot'),
    `${count(report.jobs, 'job')}${isDryRun ? ' to run' : ''}`,
    `${verb} ${count(proposed.length, 'enhancement')}`,
  ];
  return [
    `${parts.join(', ')}.`,
    ...(proposed.length === 0 ? [] : ['', (isDryRun ? groupsText : rowsText)(proposed, look).trimEnd()]),
    ...(landed.length === 0 ? [] : ['', outcomesText(landed, look).trimEnd()]),
    ...idleLines(report, look),
    ...mendLines(report, look),
    ...report.problems.flatMap((problem) => ['', look.paint('red', line(problem))]),
    '',
  ].join('\n');
}

const rowsText = (rows: readonly EnhancementRow[], look: Look) => listText(rows, look, false);

/** One row for each step of an episode, because a dry run's ids are those of nothing. */
function groupsText(proposed: readonly EnhancementRow[], { columns, paint }: Look): string {
  const groups = grouped(proposed, ({ episode, step }) => `${episode} ${step}`);
  return table(
    ['EPISODE', 'STEP', 'MANY', 'WHAT'],
    [...groups.values()].flatMap((rows) => {
      const titles = rows.map(({ subject, title }) => line(`${fileName(subject)}: ${title}`));
      const hidden = titles.length - MOST_OF_A_GROUP;
      const shown = hidden > 0 ? [...titles.slice(0, -hidden), `and ${hidden} more`] : titles;
      const firstCells = [rows[0]?.episode ?? '', rows[0]?.step ?? '', String(rows.length)];
      return shown.map((title, i) => ({
        cells: [...(i === 0 ? firstCells : ['', '', '']), title].map((text) => ({ text })),
      }));
    }),
    columns,
    paint,
  );
}

/** One line for each reason, with a count if several subjects share it. */
function idleLines({ idle }: PassReport, { paint, columns }: Look): readonly string[] {
  if (idle.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { step, reason } of idle) {
    const sentence = line(`${step}: ${reason.user}`);
    counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  const sentences = [...counts].map(([sentence, n]) => (n === 1 ? sentence : `${sentence} (${n} times)`));
  return ['', paint('dim', 'Not done'), ...sentences.flatMap((each) => bullet(each, columns))];
}

function mendLines({ diagnostics }: PassReport, look: Look): readonly string[] {
  const hidden = diagnostics.length - MOST_DIAGNOSTICS;
  if (diagnostics.length === 0) return [];
  return [
    '',
    look.paint('dim', 'For the author to mend'),
    ...diagnosticLines(diagnostics.slice(0, MOST_DIAGNOSTICS), look).slice(1),
    ...(hidden > 0 ? ['', `and ${hidden} more: show-build run --json names all`] : []),
  ];
}

function bullet(text: string, columns: number): readonly string[] {
  return wrap(text, columns - 2).map((each, i) => (i === 0 ? `- ${each}` : `  ${each}`));
}
