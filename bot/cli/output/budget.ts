// Prints what the language model has cost and may cost, as a small table.

import type { BudgetReport, BudgetRow } from '../../../src/desk.ts';
import { inUsd } from '../../../src/domain/cost.ts';
import { RULES } from '../../../src/step.ts';
import type { Look } from './list.ts';
import { table } from './table.ts';
import { line } from './text.ts';

export function budgetText({ model, counted, day, episodes }: BudgetReport, look: Look): string {
  if (model === RULES) return 'No language model is set up; rules cost nothing.\n';
  if (!counted)
    return `What ${line(model)} costs is not known, so nothing is counted and no budget holds; write its price under language.price.\n`;
  const rows = [rowOf('today', day, look), ...episodes.map((each) => rowOf(each.episode, each, look))];
  return table(['FOR', 'SPENT', 'BUDGET', ''], rows, look.columns, look.paint);
}

function rowOf(name: string, { spentUsd, limitUsd }: BudgetRow, { paint }: Look) {
  const isUsedUp = spentUsd >= limitUsd;
  const cells = [line(name), inUsd(spentUsd), inUsd(limitUsd)].map((text) => ({ text }));
  return { cells: [...cells, { text: isUsedUp ? paint('yellow', 'used up') : '' }] };
}
