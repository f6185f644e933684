// Prints preflight reports: first the verdict and the times, then what blocks air, then what is worth a look.
import type { CheckReport } from '../../../src/desk.ts';
import {
  type FindingGroup,
  type FindingPlace,
  grouped,
  type Mend,
} from '../../../src/exports/preflight/groups.ts';
import { timesText } from '../../../src/exports/preflight/report.ts';
import { commandLine } from '../../../src/wording/command.ts';
import { fileName, type Look } from './list.ts';
import { line, shorten, wrap } from './text.ts';
import { count } from './times.ts';

/** `place`: options a command needs to reach this show again. */
export function checkText(reports: readonly CheckReport[], place: readonly string[], look: Look): string {
  if (reports.length === 0) return 'No episode is open, so there is nothing to check.\n';
  return reports.map((report) => reportText(report, place, look)).join('\n');
}

function reportText(report: CheckReport, place: readonly string[], look: Look): string {
  const groups = grouped(report.findings);
  const notes = groups.filter(({ severity }) => severity === 'note');
  const leftOut = report.items.filter(({ onAir }) => !onAir);
  return [
    headLine(report, look),
    ...wrap(timesSentence(report), look.columns),
    ...groups.filter(({ severity }) => severity !== 'note').flatMap((group) => groupLines(group, look)),
    ...listed('Notes', notes.map(noteText), look),
    ...listed(
      'Left out',
      leftOut.map(({ path, whyNot }) => `${fileName(path)}: ${whyNot ?? ''}`),
      look,
    ),
    ...mendLines(groups, place),
    ...waitingLines(report, place),
    '',
  ].join('\n');
}

const TITLE_AT = '0101  NOT READY  '.length;

function headLine({ episode, title, ready }: CheckReport, { paint, columns }: Look): string {
  const verdict = ready ? paint('green', 'READY') : paint('red', 'NOT READY');
  const name = shorten(line(title ?? 'untitled'), columns - TITLE_AT);
  return `${paint('bold', line(episode))}  ${verdict}  ${name}`;
}

function timesSentence(report: CheckReport): string {
  const onAir = report.items.filter((item) => item.onAir);
  const airs = report.airdate === null ? 'No air date.' : `Airs ${line(report.airdate)}.`;
  const ready = onAir.filter((item) => item.ready).length;
  const items = onAir.length === 0 ? 'No item is on air.' : `${ready} of ${onAir.length} items on air ready.`;
  return `${airs} ${items} ${timesText(report)}`;
}

/** Puts each place on its own line, unwrapped: a wrapped path can't be copied. */
function groupLines({ severity, blocks, message, todo, places, code, mends }: FindingGroup, look: Look) {
  const { paint, columns } = look;
  const head = `${paint(blocks ? 'red' : 'yellow', blocks ? 'blocks air' : severity)}  ${paint('dim', code)}`;
  const said = (text: string) => wrap(line(text), columns - 2);
  const lines = [...said(message), ...few(places, placeText), ...said(todo), ...few(mends, mendText)];
  return ['', head, ...lines.map((text) => `  ${text}`)];
}

const MOST_PLACES = 8;

function few<T>(all: readonly T[], text: (one: T) => string): readonly string[] {
  const more = all.length - MOST_PLACES;
  return [...all.slice(0, MOST_PLACES).map(text), ...(more > 0 ? [`and ${more} more`] : [])];
}

function mendText({ id, title, accepted }: Mend): string {
  return `mended by ${line(id)}${accepted ? ', which is accepted' : ''}: ${line(title)}`;
}

const MOST_LINES = 12;

function placeText({ path, lines }: FindingPlace): string {
  const shown = `${lines.slice(0, MOST_LINES).join(',')}${lines.length > MOST_LINES ? '…' : ''}`;
  return line(lines.length === 0 ? path : `${path}:${shown}`);
}

/** One sentence for each note; the report in `exports/` has the remedy. */
function noteText({ message, places }: FindingGroup): string {
  return `${message}: ${few(places, ({ path }) => fileName(path)).join(', ')}`;
}

function listed(title: string, texts: readonly string[], look: Look): readonly string[] {
  if (texts.length === 0) return [];
  const bullets = texts.flatMap((text) =>
    wrap(line(text), look.columns - 2).map((each, i) => (i === 0 ? `- ${each}` : `  ${each}`)),
  );
  return ['', look.paint('dim', title), ...bullets];
}

function mendLines(groups: readonly FindingGroup[], place: readonly string[]): readonly string[] {
  const ids = [
    ...new Set(groups.flatMap(({ mends }) => mends.flatMap(({ id, accepted }) => (accepted ? [] : [id])))),
  ];
  if (ids.length === 0) return [];
  return ['', `Mend all that can be mended: ${commandLine(['accept', ...ids, ...place])}`];
}

function waitingLines({ waiting, episode }: CheckReport, place: readonly string[]): readonly string[] {
  if (waiting === 0) return [];
  const wait = waiting === 1 ? 'waits' : 'wait';
  const command = commandLine(['list', '--episode', episode, ...place]);
  return ['', `${count(waiting, 'enhancement')} ${wait} in this episode: ${command}`];
}
