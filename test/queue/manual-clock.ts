// A clock that stands still until a test moves it.
import type { Clock } from '../../src/queue/clock.ts';

export interface ManualClock extends Clock {
  /** Moves on, and wakes whoever is due on the way, in order. */
  advance(ms: number): void;
  /** Times that somebody waits for. */
  alarms(): readonly number[];
  /** Resolves when somebody waits for a time that fulfils this. */
  awaitAlarm(wanted: (atMs: number) => boolean): Promise<void>;
}

export function manualClock(startMs = 1_000_000): ManualClock {
  let nowMs = startMs;
  const alarms = new Map<object, { atMs: number; wake: () => void }>();
  const watchers = new Set<{ wanted: (atMs: number) => boolean; resolve: () => void }>();
  const announce = (): void => {
    for (const watcher of watchers)
      if ([...alarms.values()].some((alarm) => watcher.wanted(alarm.atMs))) {
        watchers.delete(watcher);
        watcher.resolve();
      }
  };
  return {
    nowMs: () => nowMs,
    at(atMs, wake) {
      const key = {};
      alarms.set(key, { atMs, wake });
      announce();
      return () => {
        alarms.delete(key);
      };
    },
    advance(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        const next = [...alarms]
          .filter(([, alarm]) => alarm.atMs <= untilMs)
          .sort((a, b) => a[1].atMs - b[1].atMs)[0];
        if (next === undefined) break;
        alarms.delete(next[0]);
        nowMs = Math.max(nowMs, next[1].atMs);
        next[1].wake();
      }
      nowMs = untilMs;
    },
    alarms: () => [...alarms.values()].map((alarm) => alarm.atMs),
    awaitAlarm: (wanted) =>
      new Promise((resolve) => {
        watchers.add({ wanted, resolve });
        announce();
      }),
  };
}
