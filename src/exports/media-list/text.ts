// Formats the media list for people: grouped by block and item, in aligned columns. Missing media is marked clearly at
// the top and in place; the end lists what was left out and why.

import type { EpisodeId } from '../../domain/ids.ts';
import { oneLine } from '../../domain/one-line.ts';
import type { Rundown, RundownEntry } from '../../markdown/rundown.ts';
import type { MediaEntry } from '../media-entry.ts';
import { mediaCues } from './cues.ts';
import { blockName, itemTitle, type MediaListRow } from './rows.ts';

interface Facts {
  readonly show: string;
  readonly episode: EpisodeId;
  readonly rundown: Rundown;
}

interface Line {
  readonly entry: MediaEntry;
  readonly row: MediaListRow;
}

export function mediaText(
  entries: readonly MediaEntry[],
  rows: readonly MediaListRow[],
  facts: Facts,
): string {
  const lines = rows.flatMap((row, i): readonly Line[] => {
    const entry = entries[i];
    return entry === undefined ? [] : [{ entry, row }];
  });
  const parts = [...headOf(rows, facts), ...itemsOf(lines, facts.rundown), ...leftOut(facts.rundown)];
  return parts.map((line) => `${line.trimEnd()}\n`).join('');
}

function headOf(rows: readonly MediaListRow[], { show, episode, rundown }: Facts): readonly string[] {
  const title = oneLine(rundown.info?.title ?? '', 120);
  const missing = rows.filter(({ status }) => status === 'MISSING');
  const live = rows.filter(({ status }) => status === 'live').length;
  const counts = [
    `${rows.length - missing.length - live} ready`,
    `${missing.length} MISSING`,
    `${live} live`,
  ];
  return [
    ['MEDIA LIST', oneLine(show, 60), `EPISODE ${episode}`, title].filter((part) => part !== '').join(' · '),
    `${rows.length} in all: ${counts.join(', ')}`,
    ...missing.map(({ number, type, slug }) => `*** MISSING *** ${number} ${type} ${slug}`),
  ];
}

function itemsOf(lines: readonly Line[], { entries }: Rundown): readonly string[] {
  const byItem = new Map<RundownEntry, Line[]>();
  for (const line of lines) {
    const known = byItem.get(line.entry.item);
    if (known === undefined) byItem.set(line.entry.item, [line]);
    else known.push(line);
  }
  const widths = widthsOf(lines);
  let block: string | null = null;
  return entries
    .filter(({ onAir }) => onAir)
    .flatMap((item) => {
      const name = blockName(item);
      const heading = name === block ? [] : ['', item.block === null ? name : `BLOCK ${name}`];
      block = name;
      const own = byItem.get(item) ?? [];
      const said = own.length === 0 ? ['  no media'] : own.map((line) => lineText(line, widths));
      return [...heading, '', numbered(item), ...said];
    });
}

interface Widths {
  readonly type: number;
  readonly slug: number;
}

function widthsOf(lines: readonly Line[]): Widths {
  const widest = (column: 'type' | 'slug') =>
    lines.reduce((most, { row }) => Math.max(most, length(row[column])), 0);
  return { type: widest('type'), slug: widest('slug') };
}

function lineText({ entry, row }: Line, widths: Widths): string {
  const cells = [row.number, pad(row.type, widths.type), pad(row.slug, widths.slug), pad(row.duration, 11)];
  return `  ${[...cells, what(entry, row)].join('  ')}`;
}

function what({ whyNoFile }: MediaEntry, row: MediaListRow): string {
  const why = oneLine(whyNoFile ?? '', 200);
  if (row.status === 'MISSING') return `*** MISSING *** ${why}`;
  if (row.status === 'live') return why === '' ? 'live' : `live, though ${why}`;
  const trims = [row.in === '' ? '' : `in ${row.in}`, row.out === '' ? '' : `out ${row.out}`];
  return [oneLine(row.file, 400), ...trims.filter((part) => part !== '')].join('  ');
}

function leftOut(rundown: Rundown): readonly string[] {
  const items = rundown.entries
    .filter(({ onAir }) => !onAir)
    .map((item) => `  ${numbered(item)}: ${oneLine(item.whyNot ?? '', 200)}`);
  const cues = mediaCues(rundown)
    .filter(({ whyNot }) => whyNot !== null)
    .map(({ item, cue, whyNot }) => {
      const name = oneLine([cue.type ?? 'cue', cue.slug ?? ''].join(' '), 80);
      return `  ${numbered(item)}, line ${cue.line}: ${name} ${whyNot}`;
    });
  return items.length + cues.length === 0 ? [] : ['', 'LEFT OUT', ...items, ...cues];
}

/** Title with the item's order in front, as in its file name. */
function numbered(item: RundownEntry): string {
  const { order } = item.document;
  return order === null ? itemTitle(item) : `${order} ${itemTitle(item)}`;
}

function length(text: string): number {
  return [...text].length;
}

function pad(text: string, to: number): string {
  return text + ' '.repeat(Math.max(0, to - length(text)));
}
