// Prints the history, one row for each entry.
import type { HistoryEntry } from '../../../src/desk.ts';
import type { Look } from './list.ts';
import type { Colour } from './paint.ts';
import { table } from './table.ts';
import { line } from './text.ts';
import { moment } from './times.ts';

export function logText(entries: readonly HistoryEntry[], { columns, paint }: Look): string {
  if (entries.length === 0) return 'There is no history yet.\n';
  return table(
    ['WHEN', 'COMMIT', 'KIND', 'BY', 'WHAT'],
    entries.map(({ atMs, commit, kind, author, by, subject }) => ({
      cells: [
        { text: moment(atMs) },
        { text: commit.slice(0, 10), colour: 'dim' },
        { text: kind === 'revert' ? 'taken back' : kind, colour: KIND_COLOURS[kind] },
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
  switch: 'cyan',
  other: 'dim',
};
