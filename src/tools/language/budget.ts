// Enforces the language budgets, per UTC day and per episode over its whole life. Counts recorded costs, paid costs
// that could not be recorded, and requests in progress. If a budget is used up, the message tells how a person can add
// money; the bot never raises one itself.
import { inUsd } from '../../domain/cost.ts';
import type { EpisodeId } from '../../domain/ids.ts';
import { type Reason, reason } from '../../domain/reason.ts';
import { refusalFor } from '../../errors.ts';

export interface Budget {
  /** Spending and limit of an episode, or of the current day for null. */
  standing(episode: EpisodeId | null): BudgetStanding;
  /** Why no request for the episode is allowed now; null while there is money. */
  closed(episode: EpisodeId | null): Reason | null;
  /** Rejects with `LANGUAGE_BUDGET` if the money is used up; otherwise reserves the highest possible cost. */
  reserve(mostUsd: number, episode: EpisodeId | null): Promise<Reservation>;
}

export interface BudgetStanding {
  readonly spentUsd: number;
  /** Includes money added by people. */
  readonly limitUsd: number;
}

export interface Reservation {
  /** Ends the reservation; `unrecordedUsd`, paid but not recorded, keeps counting. */
  release(unrecordedUsd: number): void;
}

export interface BudgetOptions {
  readonly limits: () => { readonly perDayUsd: number; readonly perEpisodeUsd: number };
  /** Money that people added since then, to an episode's budget or (null) the day's. */
  readonly addedUsd: (episode: EpisodeId | null, sinceMs: number) => number;
  /** Cost of the answers recorded since then, for an episode or (null) for all. */
  readonly spentUsd: (sinceMs: number, episode: EpisodeId | null) => number;
  readonly clock: () => number;
}

const DAY_MS = 86_400_000;
export const OVER_BUDGET = 'LANGUAGE_BUDGET';

interface Held {
  readonly atMs: number;
  readonly episode: EpisodeId | null;
  readonly usd: number;
}

export function createBudget({ limits, addedUsd, spentUsd, clock }: BudgetOptions): Budget {
  /** Requests in progress, and costs that were paid but not recorded. */
  const held = new Set<Held>();

  const heldUsd = (sinceMs: number, episode: EpisodeId | null) =>
    [...held]
      .filter((one) => one.atMs >= sinceMs && (episode === null || one.episode === episode))
      .reduce((sum, { usd }) => sum + usd, 0);

  const standing = (episode: EpisodeId | null): BudgetStanding => {
    const sinceMs = episode === null ? startOfDay(clock()) : 0;
    const { perDayUsd, perEpisodeUsd } = limits();
    return {
      spentUsd: spentUsd(sinceMs, episode) + heldUsd(sinceMs, episode),
      limitUsd: (episode === null ? perDayUsd : perEpisodeUsd) + addedUsd(episode, sinceMs),
    };
  };

  const closed = (episode: EpisodeId | null): Reason | null => {
    const own = episode === null ? null : standing(episode);
    if (own !== null && isUsedUp(own)) return askForEpisode(episode ?? '', own, limits().perEpisodeUsd);
    const day = standing(null);
    return isUsedUp(day) ? askForDay(day, limits().perDayUsd) : null;
  };

  return {
    standing,
    closed,
    async reserve(mostUsd, episode) {
      const why = closed(episode);
      if (why !== null) {
        const isOver = episode !== null && isUsedUp(standing(episode));
        throw refusalFor(why, isOver ? {} : { retryAfterMs: nextDayMs(clock()) - clock() });
      }
      const one: Held = { atMs: clock(), episode, usd: mostUsd };
      held.add(one);
      return {
        release(unrecordedUsd) {
          if (held.delete(one) && unrecordedUsd > 0) held.add({ ...one, usd: unrecordedUsd });
        },
      };
    },
  };
}

/** Days are in UTC, so that moving the server to another time zone can't spend a day's budget twice. */
function startOfDay(atMs: number): number {
  return Math.floor(atMs / DAY_MS) * DAY_MS;
}

/** When the next day's budget begins, epoch milliseconds. */
export function nextDayMs(atMs: number): number {
  return startOfDay(atMs) + DAY_MS;
}

function isUsedUp({ spentUsd, limitUsd }: BudgetStanding): boolean {
  return spentUsd >= limitUsd;
}

function askForEpisode(episode: string, { spentUsd, limitUsd }: BudgetStanding, usualUsd: number): Reason {
  const ask = `add money on its page, or say \`show-build budget ${episode} --add ${more(usualUsd)}\`, to go on`;
  const user = `The language budget of episode ${episode} (${inUsd(limitUsd)}) is used up; ${ask}`;
  return reason(OVER_BUDGET, user, `spent or held ${spentUsd} of ${limitUsd} USD`);
}

function askForDay({ spentUsd, limitUsd }: BudgetStanding, usualUsd: number): Reason {
  const ask = `it goes on tomorrow (UTC), or say \`show-build budget --add ${more(usualUsd)}\``;
  const user = `The language budget of today (${inUsd(limitUsd)}) is used up; ${ask}`;
  return reason(OVER_BUDGET, user, `spent or held ${spentUsd} of ${limitUsd} USD`);
}

function more(usualUsd: number): string {
  return (usualUsd > 0 ? usualUsd : 1).toFixed(2);
}
