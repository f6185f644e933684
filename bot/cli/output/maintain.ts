// Prints what maintain takes away, one row each, and what stays.
import type { GoneThing, MaintainReport } from '../../../src/desk.ts';
import type { Look } from './list.ts';
import { table } from './table.ts';
import { line } from './text.ts';
import { count } from './times.ts';

export function maintainText({ dryRun, gone, bytes, kept }: MaintainReport, look: Look): string {
  const stays = `${count(kept.objects, 'media file')} of ${sizeText(kept.bytes)} in the state folder ${kept.objects === 1 ? 'stays' : 'stay'}.`;
  if (gone.length === 0) return `Nothing ${dryRun ? 'would go' : 'had to go'}. ${stays}\n`;
  const rows = gone.map((one) => ({
    cells: [one.kind, nameOf(one), one.bytes === null ? '' : sizeText(one.bytes), one.why].map((text) => ({
      text: line(text),
    })),
  }));
  const sum = `${dryRun ? 'Would free' : 'Freed'} ${sizeText(bytes)}. ${stays}`;
  return `${table(['KIND', 'NAME', 'SIZE', 'WHY'], rows, look.columns, look.paint)}${sum}\n`;
}

const SHORT_HASH = 12;

function nameOf({ kind, name, count: many }: GoneThing): string {
  if (kind === 'media') return name.slice(0, SHORT_HASH);
  return kind === 'jobs' ? count(many, 'job') : name;
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

function sizeText(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power]}`;
}
