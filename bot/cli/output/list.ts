// Prints enhancements as a table for people.
import type { EnhancementRow, Outcome } from '../../../src/desk.ts';
import type { EnhancementState } from '../../../src/domain/enhancement.ts';
import { whyItWaits } from '../../../src/wording/waits.ts';
import type { Colour, Paint } from './paint.ts';
import { table } from './table.ts';
import { line } from './text.ts';

export interface Look {
  readonly columns: number;
  readonly paint: Paint;
  readonly nowMs: number;
}

/** `withWhy`: adds below each row what it waits for. */
export function listText(
  rows: readonly EnhancementRow[],
  { columns, paint, nowMs }: Look,
  withWhy = true,
): string {
  return table(
    ['ID', 'STATE', 'EPISODE', 'STEP', 'WHAT'],
    rows.map((row) => ({
      cells: [
        { text: line(row.id), colour: 'bold' },
        { text: wordFor(row.state), colour: COLOURS[row.state] },
        { text: line(row.episode) },
        { text: line(row.step) },
        { text: line(`${fileName(row.subject)}: ${row.title}`) },
      ],
      below: withWhy ? whyBelow(row, nowMs) : [],
    })),
    columns,
    paint,
  );
}

export const COLOURS: Readonly<Record<EnhancementState, Colour>> = {
  proposed: 'blue',
  accepted: 'cyan',
  landed: 'green',
  rejected: 'red',
  superseded: 'dim',
  withdrawn: 'dim',
  reverted: 'yellow',
};

/** For people; `--json` and `--state` have the state's own name. */
export function wordFor(what: EnhancementState | Outcome['result']): string {
  return what === 'reverted' ? 'taken back' : what.replace('-', ' ');
}

function whyBelow(row: EnhancementRow, nowMs: number) {
  const why = whyItWaits(row, nowMs);
  return why === null ? [] : [{ text: line(why), colour: 'dim' as const }];
}

/** File name without its folder and `.md`. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/, '');
}
