// Clocks, one for each path and one for each episode: how long has a person left it alone? Only arithmetic on what it
// is told; it reads no disk. The bot's own writes must not be told.
import { type EpisodeId, episodeOf, nameOf, type TreePath } from '../../src/domain/ids.ts';
import { kindOfPath } from '../../src/tree/ignore.ts';
import { isMediaName } from '../../src/tree/media.ts';

/** How a change reached this disk: written here, or brought by Syncthing. */
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
  /** A path changed at this moment, by its arrival here (ctime or first seen), never by its mtime. */
  arrived(path: TreePath, atMs: number, by: ArrivedBy): void;
  /** The last change of a path; null where none was told of. */
  lastArrival(path: TreePath): Arrival | null;
  /** Infinity where no change was told of. */
  quietMs(path: TreePath, nowMs?: number): number;
  /** Since the last edit of text in the episode. Infinity where none was told of. */
  episodeQuietMs(episode: EpisodeId, nowMs?: number): number;
  /** When the present stretch of edits began, of which no two lie `merge.idle` apart; null where nobody is at it. */
  editingSince(episode: EpisodeId, nowMs?: number): number | null;
  /** Did it change since it was last taken? */
  isWaiting(path: TreePath): boolean;
  /** What has settled and was not yet taken, oldest first. */
  due(settle: SettleMs, nowMs?: number): readonly Arrival[];
  /** When the next one falls due; null where none waits. */
  nextDueMs(settle: SettleMs): number | null;
  /** These were seen to. What arrived since they were given out stays due. */
  take(arrivals: readonly Arrival[]): void;
}

interface Stretch {
  readonly sinceMs: number;
  readonly lastMs: number;
}

/** `idleMs` is asked at each use, since settings change while the bot runs. */
export function createArrivalClocks(from: {
  readonly nowMs: () => number;
  readonly idleMs: () => number;
}): ArrivalClocks {
  const last = new Map<TreePath, Arrival>();
  const waiting = new Map<TreePath, Arrival>();
  const stretches = new Map<EpisodeId, Stretch>();

  const arrived = (path: TreePath, atMs: number, by: ArrivedBy): void => {
    if (kindOfPath(path) === 'volatile') return;
    // A look at the disk may tell again, or late, of what an event has told.
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

/** Never negative: a clock that was set back must not make anything look quiet for long. */
const sinceMs = (atMs: number | undefined, nowMs: number): number =>
  atMs === undefined ? Number.POSITIVE_INFINITY : Math.max(0, nowMs - atMs);

function stretched(stretch: Stretch | undefined, atMs: number, idleMs: number): Stretch {
  if (stretch === undefined || atMs - stretch.lastMs >= idleMs) return { sinceMs: atMs, lastMs: atMs };
  return { sinceMs: stretch.sinceMs, lastMs: Math.max(stretch.lastMs, atMs) };
}
