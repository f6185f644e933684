// Rows in columns: each as wide as what stands in it, the last one wrapped into what is left of the line.
import type { Paint } from './paint.ts';
import { pad, width, wrap } from './text.ts';

export interface Cell {
  readonly text: string;
  readonly colour?: Parameters<Paint>[0];
}

export interface Row {
  readonly cells: readonly Cell[];
  /** Stands below the last cell, in its column. */
  readonly below?: readonly Cell[];
}

/** No screen is so narrow that a column of fewer letters would be read. */
const NARROWEST_LAST = 24;
const GAP = '  ';

export function table(head: readonly string[], rows: readonly Row[], columns: number, paint: Paint): string {
  const last = head.length - 1;
  const widths = head.map((title, i) =>
    Math.max(width(title), ...rows.map(({ cells }) => width(cells[i]?.text ?? ''))),
  );
  const indent = widths.slice(0, last).reduce((sum, each) => sum + each + GAP.length, 0);
  const room = Math.max(NARROWEST_LAST, columns - indent);
  const left = (cells: readonly Cell[]) =>
    cells
      .slice(0, last)
      .map(({ text, colour }, i) => `${painted(pad(text, widths[i] ?? 0), colour, paint)}${GAP}`);
  const result = [
    paint(
      'dim',
      [...head.slice(0, last).map((title, i) => pad(title, widths[i] ?? 0)), head[last]].join(GAP),
    ),
  ];
  for (const { cells, below = [] } of rows) {
    const [first = '', ...more] = wrap(cells[last]?.text ?? '', room);
    result.push(`${left(cells).join('')}${painted(first, cells[last]?.colour, paint)}`);
    for (const text of more) result.push(' '.repeat(indent) + painted(text, cells[last]?.colour, paint));
    for (const { text, colour } of below) {
      for (const part of wrap(text, room)) result.push(' '.repeat(indent) + painted(part, colour, paint));
    }
  }
  return `${result.map((each) => each.trimEnd()).join('\n')}\n`;
}

function painted(text: string, colour: Cell['colour'], paint: Paint): string {
  return colour === undefined ? text : paint(colour, text);
}
