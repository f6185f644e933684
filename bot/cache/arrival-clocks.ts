// Tracks for each path and episode how long people have left it alone. Only computes from the arrivals passed in; reads
// no disk. Callers must not report the bot's own writes.
import { type EpisodeId, episodeOf, nameOf, type TreePath } from '../../src/domain/ids.ts';
import { kindOfPath } from '../../src/tree/ignore.ts';
import { isMediaName } from '../../src/tree/media.ts';

/** How a change reached this disk: written on this machine, or brought by Syncthing. */
export type ArrivedBy = 'local' | 'sync';

/** `merge.settle` and `merge.settleRemote`. */
export interface SettleMs {
  readonly local: number;
  readonly sync: number;
}

export interface Arrival {
  readonly path: TreePath;
  readonly atMs: number;
  readonly by: ArrivedBy;
}

export interface ArrivalClocks {
  /** Records a change of a path at the time it arrived here (ctime or first seen), never its mtime. */
  arrived(path: TreePath, atMs: number, by: ArrivedBy): void;
  /** The last change of a path; null if none was recorded. */
  lastArrival(path: TreePath): Arrival | null;
  /** Time since the last change; Infinity if none was recorded. */
  quietMs(path: TreePath, nowMs?: number): number;
  /** Time since the last edit of a text in the episode; Infinity if none was recorded. */
  episodeQuietMs(episode: EpisodeId, nowMs?: number): number;
  /** Start of the current series of edits, all less than `merge.idle` apart; null if the episode is idle. */
  editingSince(episode: EpisodeId, nowMs?: number): number | null;
  /** Notes whose edit the last change of a path was. */
  wrote(path: TreePath, name: string): void;
  /** Name of whoever edited the path, or the episode, last; null if it is not known. */
  writerOf(place: TreePath | EpisodeId): string | null;
  /** True if the path changed since it was last taken. */
  isWaiting(path: TreePath): boolean;
  /** Arrivals that have settled and were not taken yet, oldest first. */
  due(settle: SettleMs, nowMs?: number): readonly Arrival[];
  /** Time when the next arrival is due; null if none waits. */
  nextDueMs(settle: SettleMs): number | null;
  /** Marks arrivals as handled. A path that changed again after `due` returned it stays due. */
  take(arrivals: readonly Arrival[]): void;
}

interface Stretch {
  readonly sinceMs: number;
  readonly lastMs: number;
}

/** `idleMs` is called on each use, since settings can change while the bot runs. */
export function createArrivalClocks(from: {
  readonly nowMs: () => number;
  readonly idleMs: () => number;
}): ArrivalClocks {
  const last = new Map<TreePath, Arrival>();
  const waiting = new Map<TreePath, Arrival>();
  const stretches = new Map<EpisodeId, Stretch>();
  const writers = new Map<TreePath | EpisodeId, string>();

  const arrived = (path: TreePath, atMs: number, by: ArrivedBy): void => {
    if (kindOfPath(path) === 'volatile') return;
    // A scan may report again, or late, a change that the watcher has reported.
    if ((last.get(path)?.atMs ?? Number.NEGATIVE_INFINITY) >= atMs) return;
    const arrival: Arrival = { path, atMs, by };
    last.set(path, arrival);
    waiting.set(path, arrival);
    const episode = episodeOf(path);
    if (episode !== null && !isMediaName(nameOf(path))) {
      stretches.set(episode, stretched(stretches.get(episode), atMs, from.idleMs()));
    }
  };
  const episodeQuietMs = (episode: EpisodeId, nowMs = from.nowMs()): number =>
    sinceMs(stretches.get(episode)?.lastMs, nowMs);

  return {
    arrived,
    episodeQuietMs,
    lastArrival: (path) => last.get(path) ?? null,
    quietMs: (path, nowMs = from.nowMs()) => sinceMs(last.get(path)?.atMs, nowMs),
    editingSince: (episode, nowMs = from.nowMs()) =>
      episodeQuietMs(episode, nowMs) < from.idleMs() ? (stretches.get(episode)?.sinceMs ?? null) : null,
    wrote(path, name) {
      writers.set(path, name);
      const episode = episodeOf(path);
      if (episode !== null && !isMediaName(nameOf(path))) writers.set(episode, name);
    },
    writerOf: (place) => writers.get(place) ?? null,
    isWaiting: (path) => waiting.has(path),
    due: (settle, nowMs = from.nowMs()) =>
      [...waiting.values()]
        .filter((arrival) => dueMs(arrival, settle) <= nowMs)
        .sort((a, b) => a.atMs - b.atMs || (a.path < b.path ? -1 : 1)),
    nextDueMs: (settle) =>
      waiting.size === 0
        ? null
        : [...waiting.values()].map((one) => dueMs(one, settle)).reduce((a, b) => Math.min(a, b)),
    take: (arrivals) => {
      for (const { path, atMs } of arrivals) if (waiting.get(path)?.atMs === atMs) waiting.delete(path);
    },
  };
}

const dueMs = ({ atMs, by }: Arrival, settle: SettleMs): number => atMs + settle[by];

/** Never negative, even if the clock was set back. */
const sinceMs = (atMs: number | undefined, nowMs: number): number =>
  atMs === undefined ? Number.POSITIVE_INFINITY : Math.max(0, nowMs - atMs);

function stretched(stretch: Stretch | undefined, atMs: number, idleMs: number): Stretch {
  if (stretch === undefined || atMs - stretch.lastMs >= idleMs) return { sinceMs: atMs, lastMs: atMs };
  return { sinceMs: stretch.sinceMs, lastMs: Math.max(stretch.lastMs, atMs) };
}
