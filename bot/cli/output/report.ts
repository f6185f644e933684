// Prints what a pass did, found and left undone.
import type { EnhancementRow, PassReport } from '../../../src/desk.ts';
import type { Diagnostic } from '../../../src/domain/diagnostic.ts';
import { grouped } from '../../../src/domain/media/grouped.ts';
import { commandLine } from '../../../src/wording/command.ts';
import { waitsForOf } from '../../desk/review/waits.ts';
import { fileName, type Look, listText } from './list.ts';
import { outcomesText } from './outcomes.ts';
import { diagnosticLines } from './show.ts';
import { table } from './table.ts';
import { line, wrap } from './text.ts';
import { count } from './times.ts';

/** More findings than this are told in groups. */
const MOST_DIAGNOSTICS = 6;
/** More proposals than this are told in groups. */
const MOST_ROWS = 12;
/** Titles that are printed of each group. */
const MOST_OF_A_GROUP = 3;

interface ReportPlace {
  readonly isDryRun: boolean;
  /** Options that a command needs to reach this show again. */
  readonly words: readonly string[];
}

export function reportText(report: PassReport, place: ReportPlace, look: Look): string {
  const { proposed, landed } = report;
  const { isDryRun } = place;
  const verb = isDryRun ? 'would propose' : 'proposed';
  const parts = [
    `Looked at ${count(report.episodes, 'episode')}`,
    count(report.snapshots, 'new snapshot'),
    `${count(report.jobs, 'job')}${isDryRun ? ' to run' : ''}`,
    `${verb} ${count(proposed.length, 'enhancement')}`,
  ];
  return [
    `${parts.join(', ')}.`,
    ...foundLines(proposed, isDryRun, look),
    ...(landed.length === 0 ? [] : ['', outcomesText(landed, look).trimEnd()]),
    ...idleLines(report, look),
    ...mendLines(report, look),
    ...report.problems.flatMap((problem) => ['', look.paint('red', line(problem))]),
    ...(landed.length === 0 ? nextLines(report, place, look) : []),
    '',
  ].join('\n');
}

/** Splits the proposals by whether they wait for a reviewer; each list comes under a line with its count. */
function foundLines(proposed: readonly EnhancementRow[], isDryRun: boolean, look: Look): readonly string[] {
  const isMine = ({ reasons }: EnhancementRow) => waitsForOf(reasons) === 'person';
  const [mine, others] = [proposed.filter(isMine), proposed.filter((row) => !isMine(row))];
  const isOff = others.some(isSwitchedOff);
  const text = isDryRun || proposed.length > MOST_ROWS ? groupsText : rowsText;
  const under = (title: string, rows: readonly EnhancementRow[]) =>
    rows.length === 0 ? [] : ['', look.paint('bold', `${rows.length} ${title}`), text(rows, look).trimEnd()];
  return [
    ...under(mine.length === 1 ? 'waits for you' : 'wait for you', mine),
    ...under(`safe, to land by ${itself(others)}${isOff ? ' once that is switched on' : ''}`, others),
  ];
}

const itself = (rows: readonly unknown[]) => (rows.length === 1 ? 'itself' : 'themselves');

function isSwitchedOff({ reasons }: EnhancementRow): boolean {
  return reasons.some(({ code }) => code === 'AUTO_NOT_ON');
}

const rowsText = (rows: readonly EnhancementRow[], look: Look) => listText(rows, look, false);

/** One row for each step of an episode: for many, and for a dry run, whose ids are those of nothing. */
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

/** Three things to do, or those of them that there is a reason for. */
function nextLines(
  { proposed, diagnostics }: PassReport,
  { isDryRun, words }: ReportPlace,
  { paint }: Look,
): readonly string[] {
  const [first] = proposed;
  const steps: (readonly [about: string, ...command: string[]])[] = [];
  if (isDryRun) steps.push(['do it: propose, and land nothing', 'run']);
  else if (proposed.length > MOST_ROWS) steps.push(['decide in the desk, change by change', 'start']);
  else if (first !== undefined) steps.push(['see the first of them', 'diff', first.id]);
  if (proposed.some(isSwitchedOff)) steps.push(['let what is safe land by itself', 'auto', 'on']);
  if (diagnostics.length > 0) steps.push(['see what keeps each episode off the air', 'check']);
  if (steps.length === 0) return [];
  return [
    '',
    paint('dim', 'Next'),
    ...steps.flatMap(([about, ...command]) => [`  ${about}`, `    ${commandLine([...command, ...words])}`]),
  ];
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
  if (diagnostics.length === 0) return [];
  const head = ['', look.paint('bold', `${diagnostics.length} that only a person can mend`)];
  if (diagnostics.length <= MOST_DIAGNOSTICS)
    return [...head, ...diagnosticLines(diagnostics, look).slice(1)];
  const kinds = grouped(diagnostics, ({ code, severity }) => `${severity} ${code}`);
  const rows = [...kinds.values()]
    .flatMap(([first, ...others]) => (first === undefined ? [] : [{ first, many: 1 + others.length }]))
    .sort((a, b) => WORST.indexOf(a.first.severity) - WORST.indexOf(b.first.severity) || b.many - a.many);
  const text = table(
    ['MANY', 'CODE', 'SUCH AS'],
    rows.map(({ first: { code, path, line: at, message }, many }) => ({
      cells: [String(many), code, line(`${fileName(path)}${lineAt(at)}: ${message}`)].map((each) => ({
        text: each,
      })),
    })),
    look.columns,
    look.paint,
  );
  return [...head, text.trimEnd()];
}

/** Nothing for a whole file. */
function lineAt(at: number | null): string {
  return at === null ? '' : `, line ${at}`;
}

const WORST: readonly Diagnostic['severity'][] = ['error', 'warning', 'note'];

function bullet(text: string, columns: number): readonly string[] {
  return wrap(text, columns - 2).map((each, i) => (i === 0 ? `- ${each}` : `  ${each}`));
}
