// The guard of a day's money. Counts what the cache has recorded, what failed answers cost, and what is being asked now.
import { Fault } from '../../errors.ts';
import type { Price } from './prices.ts';

export interface Budget {
  /** Rejects with `LANGUAGE_BUDGET` when the day's money is gone; else holds back what the answer may cost at most. */
  reserve(mostUsd: number): Promise<Reservation>;
}

export interface Reservation {
  /** The answer was kept, so its cost is counted where it is kept; or it was not, and this is what it cost. */
  release(lostUsd: number): void;
}

export interface BudgetOptions {
  readonly perDayUsd: number;
  /** US dollars that kept answers have cost since an instant. */
  readonly spent: (sinceMs: number) => number | Promise<number>;
  readonly clock: () => number;
  /** null: nothing can be counted, so nothing is held back. */
  readonly price: Price | null;
}

const DAY_MS = 86_400_000;

export function createBudget({ perDayUsd, spent, clock, price }: BudgetOptions): Budget {
  let reservedUsd = 0;
  let lost = { dayMs: 0, usd: 0 };
  return {
    async reserve(mostUsd) {
      if (price === null) return { release: () => {} };
      const dayMs = startOfDay(clock());
      if (lost.dayMs !== dayMs) lost = { dayMs, usd: 0 };
      const spentUsd = await spent(dayMs);
      if (spentUsd + lost.usd + reservedUsd >= perDayUsd) throw exceeded(perDayUsd, dayMs + DAY_MS - clock());
      reservedUsd += mostUsd;
      return {
        release: (lostUsd) => {
          reservedUsd -= mostUsd;
          lost = { ...lost, usd: lost.usd + lostUsd };
        },
      };
    },
  };
}

/** Days are UTC days, so that a journey of the server spends nothing twice. */
function startOfDay(atMs: number): number {
  return Math.floor(atMs / DAY_MS) * DAY_MS;
}

function exceeded(perDayUsd: number, retryAfterMs: number): Fault {
  return new Fault(
    'refused',
    'LANGUAGE_BUDGET',
    `Today's ${perDayUsd.toFixed(2)} dollars for the language model are spent; it is asked again tomorrow, or after language.budgetPerDay is raised.`,
    { retryAfterMs },
  );
}
