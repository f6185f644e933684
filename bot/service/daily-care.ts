// Keeps the state folder in bounds once a day, while no episode is being worked on.
import { maintain } from '../care/maintain.ts';
import type { Show } from '../show/show.ts';
import type { LandingLoop } from './landing-loop.ts';
import type { Timers } from './timers.ts';

export interface DailyCareOptions {
  readonly timers: Timers;
  readonly landing: Pick<LandingLoop, 'isIdle'>;
  readonly report: (error: unknown) => void;
}

const DAY_MS = 86_400_000;
/** After a start people wait for other things. */
const FIRST_MS = 3_600_000;
const BUSY_MS = 600_000;

/** Returns a function that resolves when none is under way. */
export function dailyCare(show: Show, { timers, landing, report }: DailyCareOptions): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();

  function next(inMs: number): void {
    timers.at('maintain', show.nowMs() + inMs, () => {
      if (!landing.isIdle()) return next(BUSY_MS);
      running = care()
        .catch(report)
        .finally(() => next(DAY_MS));
    });
  }

  async function care(): Promise<void> {
    const { gone, bytes } = await maintain(show, false);
    if (gone.length > 0) show.log.info('took away what nothing needs', { things: gone.length, bytes });
  }

  next(FIRST_MS);
  return () => running;
}
