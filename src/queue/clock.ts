// A clock that callers pass in, so that tests can control time.

export interface Clock {
  nowMs(): number;
  /** Calls back once at that time or soon after, but earlier if that is more than 24.8 days away. Returns a function
   *  that cancels the call. */
  at(timeMs: number, wake: () => void): () => void;
}

/** The longest delay that `setTimeout` supports. Callers woken early must check the clock and wait again. */
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
