// Stub of the lead for first trials: the colleague who owns this file replaces it.
import type { EpisodeId, TreePath } from '../src/domain/ids.ts';

export interface Arrival {
  readonly atMs: number;
  readonly by: 'local' | 'sync';
}
export interface Clocks {
  arrived(path: TreePath, atMs: number, by: Arrival['by']): void;
  arrival(path: TreePath): Arrival | null;
  episodeQuietMs(episode: EpisodeId, nowMs: number): number | null;
  editingSince(episode: EpisodeId): number | null;
  due(nowMs: number, settleMs: number): readonly TreePath[];
  take(paths: readonly TreePath[]): void;
  nextDueMs(settleMs: number): number | null;
}
export function createClocks(_options: { nowMs: () => number }): Clocks {
  return {
    arrived() {},
    arrival: () => null,
    episodeQuietMs: () => null,
    editingSince: () => null,
    due: () => [],
    take() {},
    nextDueMs: () => null,
  };
}
