// Prints the doctor's findings: what this machine has and what is missing.
import type { DoctorFinding } from '../../care/doctor.ts';
import type { Look } from './list.ts';
import type { Colour } from './paint.ts';
import { table } from './table.ts';
import { line } from './text.ts';

const COLOURS: Readonly<Record<DoctorFinding['state'], Colour>> = {
  found: 'green',
  missing: 'yellow',
  poor: 'yellow',
};

export function findingsText(findings: readonly DoctorFinding[], { columns, paint }: Look): string {
  return table(
    ['WHAT', 'STATE', 'DETAIL, AND WHAT IT MEANS'],
    findings.map(({ name, state, detail, effect, essential }) => ({
      cells: [
        { text: name },
        { text: state, colour: essential ? 'red' : COLOURS[state] },
        { text: line(detail) },
      ],
      below: effect === null ? [] : [{ text: line(effect), colour: 'dim' as const }],
    })),
    columns,
    paint,
  );
}
