// Limits and spending of the language model, for the day and for each episode. Counts nothing itself; raising a
// budget is a decision like any other.

import type { BudgetReport, BudgetRow } from '../../src/desk.ts';
import type { EpisodeId } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { RULES } from '../../src/step.ts';
import { OVER_BUDGET } from '../../src/tools/language/budget.ts';
import { priceOf } from '../../src/tools/language/prices.ts';
import { listEpisodes, requireEpisode, workedOn } from '../plan/episodes.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';

/** For one episode, whether or not it is worked on; null: for all that are worked on. */
export async function budgetReport(show: Show, episode: string | null): Promise<BudgetReport> {
  const { model } = show.tools.language;
  const { language } = show.settings();
  return {
    model,
    counted: model !== RULES && priceOf(language) !== null,
    day: rowOf(show, null),
    episodes: (await episodesMeant(show, episode)).map((id) => ({ episode: id, ...rowOf(show, id) })),
  };
}

function rowOf({ budget }: Show, episode: EpisodeId | null): BudgetRow {
  const { spentUsd, limitUsd } = budget.standing(episode);
  return { spentUsd, limitUsd };
}

async function episodesMeant(show: Show, episode: string | null): Promise<readonly EpisodeId[]> {
  const main = await show.repo.ref(MAIN);
  if (main === null) return [];
  const { tree } = await show.repo.readCommit(main);
  return episode === null ? workedOn(show, tree) : [requireEpisode(episode, await listEpisodes(show, tree))];
}

/** Questions to the person who pays: one for each budget that jobs are waiting for. */
export async function budgetQuestions({ queue, budget }: Show): Promise<readonly string[]> {
  const blocked = await queue.list({ states: ['blocked'], limit: JOBS_LOOKED_AT });
  const waiting = blocked.filter((job) => job.reason?.code === OVER_BUDGET);
  const episodes = new Set(waiting.map(({ episode }) => episode));
  return [...new Set([...episodes].flatMap((episode) => budget.closed(episode)?.user ?? []))];
}

const JOBS_LOOKED_AT = 500;
const MOST_AT_ONCE_USD = 10_000;

export function checkedUsd(addUsd: number): number {
  if (addUsd > 0 && addUsd <= MOST_AT_ONCE_USD) return addUsd;
  throw new Fault('usage', 'NO_AMOUNT', `US dollars to add are more than 0 and at most ${MOST_AT_ONCE_USD}.`);
}
