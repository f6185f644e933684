// Time as something that is handed in, so that a test can move it.

export interface Clock {
  nowMs(): number;
  /** Calls back once, at that time or soon after; returns how to call it off. */
  at(timeMs: number, wake: () => void): () => void;
}

/** The longest that a timer can be set for; whoever is woken early looks at the clock and waits on. */
const LONGEST_TIMER_MS = 2_147_483_647;

export function systemClock(): Clock {
  return {
    nowMs: () => Date.now(),
    at(timeMs, wake) {
      const delayMs = Math.min(Math.max(timeMs - Date.now(), 0), LONGEST_TIMER_MS);
      const timer = setTimeout(wake, delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
