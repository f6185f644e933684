// Lays out rows in columns: each as wide as its longest cell; the last one is wrapped into the rest of the line.
import type { Paint } from './paint.ts';
import { pad, width, wrap } from './text.ts';

export interface Cell {
  readonly text: string;
  readonly colour?: Parameters<Paint>[0];
}

export interface Row {
  readonly cells: readonly Cell[];
  /** Printed below the row, from the second column on. */
  readonly below?: readonly Cell[];
}

/** Minimum characters of the last column, however narrow the terminal: less is unreadable. */
const NARROWEST_LAST = 24;
const GAP = '  ';

export function table(head: readonly string[], rows: readonly Row[], columns: number, paint: Paint): string {
  const last = head.length - 1;
  const widths = head.map((title, i) =>
    Math.max(width(title), ...rows.map(({ cells }) => width(cells[i]?.text ?? ''))),
  );
  const startOf = (column: number) =>
    widths.slice(0, column).reduce((sum, each) => sum + each + GAP.length, 0);
  const left = (cells: readonly Cell[]) =>
    cells
      .slice(0, last)
      .map((cell, i) => painted({ ...cell, text: pad(cell.text, widths[i] ?? 0) }, paint) + GAP);
  const below = (cell: Cell, column: number) => {
    const from = startOf(column);
    const parts = wrap(cell.text, Math.max(NARROWEST_LAST, columns - from));
    return parts.map((text) => ' '.repeat(from) + painted({ ...cell, text }, paint));
  };
  const result = [
    paint(
      'dim',
      [...head.slice(0, last).map((title, i) => pad(title, widths[i] ?? 0)), head[last]].join(GAP),
    ),
  ];
  for (const { cells, below: more = [] } of rows) {
    const [first = '', ...others] = below(cells[last] ?? { text: '' }, last);
    result.push(left(cells).join('') + first.slice(startOf(last)), ...others);
    result.push(...more.flatMap((cell) => below(cell, Math.min(1, last))));
  }
  return `${result.map((each) => each.trimEnd()).join('\n')}\n`;
}

function painted({ text, colour }: Cell, paint: Paint): string {
  return colour === undefined ? text : paint(colour, text);
}
