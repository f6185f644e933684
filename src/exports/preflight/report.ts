// Formats the preflight report as an Obsidian note: verdict, blocking findings, advice, times, items left out. Uses no
// clock, so the same episode gives the same text.
import { readAirdate } from '../../domain/airdate.ts';
import { formatDuration } from '../../domain/duration.ts';
import { oneLine } from '../../domain/one-line.ts';
import type { EpisodeReport, ItemReport } from '../preflight.ts';
import { type FindingGroup, type FindingPlace, grouped } from './groups.ts';
import { linkTo, plainText } from './obsidian.ts';

export function preflightNote(report: EpisodeReport): string {
  const groups = grouped(report.findings);
  const sections = [
    verdict(report),
    section('Blocks air', bullets(groups.filter(({ blocks }) => blocks))),
    section('Worth a look', bullets(groups.filter((each) => !each.blocks && each.severity !== 'note'))),
    section('Notes', bullets(groups.filter(({ severity }) => severity === 'note'))),
    section('Times', times(report)),
    section('Left out', report.items.filter(({ onAir }) => !onAir).map(leftOut)),
    [`*Written by Show-Build from the rundown, and made anew when it changes.*`],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines) => [...lines, ''])
    .join('\n')
    .trimEnd()}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines];
}

// ---- verdict ----

const LONGEST_TITLE = 120;

function verdict({ episode, ready, title, airdate, findings, items }: EpisodeReport): readonly string[] {
  const name = title === null ? 'This episode' : `**${plainText(oneLine(title, LONGEST_TITLE))}**`;
  const day = readAirdate(airdate);
  const blocking = findings.filter(({ blocks }) => blocks).length;
  const onAir = items.filter((item) => item.onAir);
  const readyItems = onAir.filter((item) => item.ready).length;
  return [
    `# Preflight ${episode}: ${verdictOf(ready)}`,
    '',
    [
      day === null ? `${name} has no clear air date.` : `${name} airs ${day}.`,
      blocking === 0 ? 'Nothing blocks air.' : `${things(blocking)} to mend before air.`,
      onAir.length === 0 ? 'No item is on air.' : `${readyItems} of ${onAir.length} items on air ready.`,
    ].join(' '),
  ];
}

export function verdictOf(ready: boolean): 'READY' | 'NOT READY' {
  return ready ? 'READY' : 'NOT READY';
}

// ---- findings ----

function bullets(groups: readonly FindingGroup[]): readonly string[] {
  return groups.map(({ message, todo, places, code }) => {
    const where = placesText(places);
    return `- **${plainText(message)}.** ${plainText(todo)} ${where} \`${code}\``;
  });
}

/** Most places per finding, and most lines per place. The next report shows the rest once these are fixed. */
const MOST_PLACES = 20;
const MOST_LINES = 12;

function placesText(places: readonly FindingPlace[]): string {
  const shown = places.slice(0, MOST_PLACES).map(({ path, lines }) => `${linkTo(path)}${linesText(lines)}`);
  const more = places.length - shown.length;
  return `${shown.join(' · ')}${more > 0 ? ` · and ${more} more` : ''}`;
}

function linesText(lines: readonly number[]): string {
  if (lines.length === 0) return '';
  const shown = lines.slice(0, MOST_LINES).join(', ');
  return `, ${lines.length === 1 ? 'line' : 'lines'} ${shown}${lines.length > MOST_LINES ? ' …' : ''}`;
}

// ---- times ----

function times(report: EpisodeReport): readonly string[] {
  const onAir = report.items.filter((item) => item.onAir);
  if (onAir.length === 0) return [];
  return [
    timesText(report),
    '',
    '| Start | Block | Item | Length | |',
    '| --- | --- | --- | --- | --- |',
    ...onAir.map((item) => row(item, report.fps)),
  ];
}

/** `Total 00:41:20:00, planned 01:00:00:00: 00:18:40:00 under.` */
export function timesText({
  totalMs,
  plannedMs,
  overMs,
  fps,
}: Pick<EpisodeReport, 'totalMs' | 'plannedMs' | 'overMs' | 'fps'>): string {
  const total = `Total ${formatDuration(totalMs, fps)}`;
  if (plannedMs === null || overMs === null) return `${total}, no length is planned.`;
  const planned = `${total}, planned ${formatDuration(plannedMs, fps)}`;
  if (overMs === 0) return `${planned}.`;
  return `${planned}: ${formatDuration(Math.abs(overMs), fps)} ${overMs > 0 ? 'over' : 'under'}.`;
}

function row({ path, block, startMs, durationMs, ready }: ItemReport, fps: number): string {
  const cells = [
    formatDuration(startMs ?? 0, fps),
    block ?? '–',
    linkTo(path).replaceAll('|', '\\|'),
    formatDuration(durationMs, fps),
    verdictOf(ready === true),
  ];
  return `| ${cells.join(' | ')} |`;
}

// ---- left out ----

function leftOut({ path, whyNot }: ItemReport): string {
  return `- ${linkTo(path)}: ${plainText(whyNot ?? 'it is not in production')}`;
}

function things(n: number): string {
  return n === 1 ? '1 thing' : `${n} things`;
}
