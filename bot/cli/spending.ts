// budget: shows what the language model has cost and may cost, and raises the limit.
import type { BudgetRow } from '../../src/desk.ts';
import { inUsd } from '../../src/domain/cost.ts';
import { usage } from './arguments.ts';
import { budgetText } from './output/budget.ts';
import { line } from './output/text.ts';
import { episodeFrom, one } from './values.ts';
import { atDesk, JSON_OPTION, lookOf, print, type Verb, type VerbCall, whoAsked } from './verb.ts';
import { DONE, type ExitCode } from './world.ts';

export const spendingVerbs: readonly Verb[] = [
  {
    name: 'budget',
    about: 'what the language model has cost and may cost: today, and each episode that is worked on',
    words: '[episode]',
    fewestWords: 0,
    mostWords: 1,
    options: [
      {
        name: 'add',
        value: 'USD',
        about: 'so many US dollars more: for the episode for good, without one for today',
      },
      JSON_OPTION,
    ],
    example: 'show-build budget 0101 --add 1.00',
    run: budget,
  },
];

async function budget(asked: VerbCall): Promise<ExitCode> {
  const word = asked.given.words[0];
  const episode = word === undefined ? null : episodeFrom(word);
  const amount = one(asked.given, 'add');
  const addUsd = amount === null ? null : dollarsFrom(amount);
  const report = await atDesk(asked, addUsd === null ? 'read' : 'write', async (desk, place) => {
    if (addUsd !== null) await desk.addBudget(episode, addUsd, whoAsked(asked, place));
    return desk.budget(episode);
  });
  print(asked, report, () => {
    if (addUsd === null) return budgetText(report, lookOf(asked));
    const row = episode === null ? report.day : report.episodes[0];
    return row === undefined ? '' : `${line(addedSentence(episode, row))}\n`;
  });
  return DONE;
}

function addedSentence(episode: string | null, { spentUsd, limitUsd }: BudgetRow): string {
  const whose = episode === null ? 'The language model may cost' : `The language model may cost ${episode}`;
  return `${whose} ${inUsd(limitUsd)}${episode === null ? ' today' : ''}; ${inUsd(spentUsd)} are spent.`;
}

function dollarsFrom(text: string): number {
  const dollars = /^\d{1,5}(?:\.\d{1,4})?$/.test(text) ? Number(text) : 0;
  if (dollars === 0) throw usage(`"${text}" is no amount of US dollars; write 1 or 0.50.`);
  return dollars;
}
