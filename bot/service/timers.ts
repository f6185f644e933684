// Named timers of a service: setting a name again replaces its earlier time.
import type { Clock } from '../../src/queue/clock.ts';

export interface Timers {
  at(name: string, timeMs: number, wake: () => void): void;
  /** Clears all and sets none from now on, so that work still under way does not keep a stopped service alive. */
  end(): void;
}

export function openTimers(clock: Clock): Timers {
  const set = new Map<string, () => void>();
  let ended = false;
  return {
    at(name, timeMs, wake) {
      if (ended) return;
      set.get(name)?.();
      const callOff = clock.at(timeMs, () => {
        set.delete(name);
        wake();
      });
      set.set(name, callOff);
    },
    end() {
      ended = true;
      for (const callOff of set.values()) callOff();
      set.clear();
    },
  };
}
