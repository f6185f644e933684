import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createArrivalClocks } from '../../bot/cache/arrival-clocks.ts';
import { type EpisodeId, treePath } from '../../src/domain/ids.ts';

const A = treePath('episodes/0101/rundown/10 A.md');
const B = treePath('episodes/0101/rundown/20 B.md');
const CAPTURE = treePath('episodes/0101/captures/BLOCK-A.mov');
const EPISODE = '0101' as EpisodeId;
const SETTLE = { local: 5000, sync: 75_000 };
const MINUTE_MS = 60_000;

function clocksAt() {
  let nowMs = 0;
  const clocks = createArrivalClocks({ nowMs: () => nowMs, idleMs: () => 3 * MINUTE_MS });
  const at = (ms: number) => {
    nowMs = ms;
  };
  return { clocks, at };
}

describe('clocks', () => {
  it('count quiet from the last arrival, for each path by itself', () => {
    const { clocks, at } = clocksAt();
    clocks.arrived(A, 1000, 'local');
    at(4000);
    expect(clocks.quietMs(A)).toBe(3000);
    expect(clocks.quietMs(B)).toBe(Number.POSITIVE_INFINITY);
    clocks.arrived(A, 4000, 'local');
    expect(clocks.quietMs(A)).toBe(0);
    clocks.arrived(A, 2000, 'sync');
    expect(clocks.lastArrival(A)).toEqual({ path: A, atMs: 4000, by: 'local' });
  });

  it('make due what has settled: sooner what was written here, later what came by sync', () => {
    const { clocks, at } = clocksAt();
    clocks.arrived(A, 1000, 'local');
    clocks.arrived(B, 500, 'sync');
    expect(clocks.nextDueMs(SETTLE)).toBe(6000);
    at(5999);
    expect(clocks.due(SETTLE)).toEqual([]);
    at(6000);
    expect(clocks.due(SETTLE).map(({ path }) => path)).toEqual([A]);
    at(75_500);
    expect(clocks.due(SETTLE).map(({ path }) => path)).toEqual([B, A]);
    clocks.take(clocks.due(SETTLE));
    expect(clocks.due(SETTLE)).toEqual([]);
    expect(clocks.nextDueMs(SETTLE)).toBeNull();
  });

  it('forget nothing that arrives between giving out and taking', () => {
    const { clocks, at } = clocksAt();
    clocks.arrived(A, 0, 'local');
    at(5000);
    const due = clocks.due(SETTLE);
    clocks.arrived(A, 5000, 'local');
    clocks.take(due);
    at(10_000);
    expect(clocks.due(SETTLE)).toEqual([{ path: A, atMs: 5000, by: 'local' }]);
  });

  it('let captures settle, but do not take them for a person at work; noise does not count at all', () => {
    const { clocks, at } = clocksAt();
    clocks.arrived(CAPTURE, 0, 'local');
    clocks.arrived(treePath('episodes/0101/.obsidian/workspace.json'), 0, 'local');
    at(5000);
    expect(clocks.due(SETTLE).map(({ path }) => path)).toEqual([CAPTURE]);
    expect(clocks.episodeQuietMs(EPISODE)).toBe(Number.POSITIVE_INFINITY);
    expect(clocks.editingSince(EPISODE)).toBeNull();
  });

  it('know since when somebody has been at an episode without a pause', () => {
    const { clocks, at } = clocksAt();
    for (let minute = 0; minute <= 30; minute += 2.5)
      clocks.arrived(minute % 5 ? A : B, minute * MINUTE_MS, 'local');
    at(31 * MINUTE_MS);
    expect(clocks.editingSince(EPISODE)).toBe(0);
    expect(clocks.episodeQuietMs(EPISODE)).toBe(MINUTE_MS);
    at(33 * MINUTE_MS);
    expect(clocks.editingSince(EPISODE)).toBeNull();
    clocks.arrived(A, 33 * MINUTE_MS, 'local');
    expect(clocks.editingSince(EPISODE)).toBe(33 * MINUTE_MS);
  });

  it('never call anything quiet because a clock was set back', () => {
    const { clocks } = clocksAt();
    clocks.arrived(A, 10_000, 'local');
    expect(clocks.quietMs(A)).toBe(0);
    expect(clocks.episodeQuietMs(EPISODE)).toBe(0);
  });

  it('give out each last arrival once and no sooner than settled, however arrivals and looks mix', () => {
    const move = fc.record({
      path: fc.constantFrom(A, B, CAPTURE),
      by: fc.constantFrom('local' as const, 'sync' as const),
      afterMs: fc.integer({ min: 1, max: 90_000 }),
      looks: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const { clocks } = clocksAt();
        const taken = new Map<string, number>();
        const look = (nowMs: number) => {
          const due = clocks.due(SETTLE, nowMs);
          for (const { path, atMs, by } of due) {
            expect(nowMs - atMs).toBeGreaterThanOrEqual(SETTLE[by]);
            expect(taken.get(path) ?? -1).toBeLessThan(atMs);
            taken.set(path, atMs);
          }
          clocks.take(due);
        };
        let nowMs = 0;
        for (const { path, by, afterMs, looks } of moves) {
          nowMs += afterMs;
          if (looks) look(nowMs);
          clocks.arrived(path, nowMs, by);
        }
        look(nowMs + SETTLE.sync);
        for (const path of [A, B, CAPTURE]) expect(taken.get(path)).toBe(clocks.lastArrival(path)?.atMs);
      }),
    );
  });
});
