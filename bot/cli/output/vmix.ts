// Prints the calls sent to vMix, or planned, and what could not be put into its list.
import type { VmixPlan } from '../../../src/tools/vmix/push.ts';
import type { Look } from './list.ts';
import { table } from './table.ts';
import { line } from './text.ts';
import { count } from './times.ts';

interface Told extends VmixPlan {
  readonly url: string | null;
  /** False after a dry run. */
  readonly told: boolean;
}

export function vmixText({ url, told, calls, leftOut }: Told, { columns, paint }: Look): string {
  const rows = calls.map(({ function: name, input, field, value }) => ({
    cells: [name, input, field ?? '', value ?? ''].map((text) => ({ text: line(text) })),
  }));
  const done = `${told ? 'vMix was told' : 'vMix would be told'} ${count(calls.length, 'thing')}`;
  const place = url === null ? ' once vmix.url is set' : ` at ${line(url)}`;
  return [
    `${done}${place}.\n`,
    table(['function', 'input', 'field', 'value'], rows, columns, paint),
    ...(leftOut.length === 0 ? [] : [paint('yellow', 'Not in the list'), '\n']),
    ...leftOut.map((each) => `  ${line(each)}\n`),
  ].join('');
}
