// From events of the tree to snapshots: notes what a person changed, waits until it has settled, commits it and passes
// its episodes on.
import type { DeskEvent } from '../../src/desk.ts';
import type { EpisodeId, TreePath } from '../../src/domain/ids.ts';
import { recordSnapshot } from '../index/record.ts';
import { SETTINGS_PATH } from '../show/settings-file.ts';
import type { Show } from '../show/show.ts';
import { problemsOf, type Snapshot } from '../snapshot/changed-file.ts';
import type { OnLooked } from '../snapshot/first-snapshot.ts';
import { snapshotInPortions } from '../snapshot/in-portions.ts';
import { newsAmong } from '../snapshot/news.ts';
import { takingTurns } from '../snapshot/turns.ts';
import { typingEvents } from '../snapshot/typing-events.ts';
import type { Timers } from './timers.ts';

export interface SnapshotLoop {
  /** These paths changed on disk. */
  arrive(paths: readonly TreePath[]): Promise<void>;
  /** Commits what a person changed in these paths; null: looks at the whole tree. */
  snapshotSettled(paths: readonly TreePath[] | null): Promise<void>;
  /** These paths changed, and can't be looked at now. */
  missed(paths: readonly TreePath[]): void;
  /** Takes no further portion of a large arrival. */
  end(): void;
}

export interface SnapshotLoopOptions {
  readonly timers: Timers;
  readonly emit: (event: DeskEvent) => void;
  readonly report: (error: unknown) => void;
  /** Progress while a new tree is taken over, which can take a while. */
  readonly onLooked: OnLooked;
  readonly onEdited: (episode: EpisodeId) => void;
  readonly onSettingsChanged: () => Promise<void>;
}

/** For files that are locked, half synced or without permission. */
const READ_AGAIN_MS = 15_000;

export function snapshotLoop(show: Show, options: SnapshotLoopOptions): SnapshotLoop {
  const { timers, emit, report, onLooked, onEdited, onSettingsChanged } = options;
  const typing = typingEvents(emit);
  let warned: ReadonlySet<string> = new Set();
  const turns = takingTurns(take);

  // Syncthing's own word comes later than the file, so each arrival counts as a person's at another machine.
  const noteArrival = (paths: readonly TreePath[], atMs: number) => {
    for (const path of paths) show.clocks.arrived(path, atMs, show.sync === null ? 'local' : 'sync');
  };

  async function arrive(paths: readonly TreePath[]): Promise<void> {
    const atMs = show.nowMs();
    const edited = await newsAmong(show, paths);
    noteArrival(edited, atMs);
    typing(edited, atMs);
    tick();
  }

  function tick(): void {
    // Files from elsewhere arrive whole, so only landings wait longer for them.
    const { settleMs } = show.settings().merge;
    const settle = { local: settleMs, sync: settleMs };
    const ready = show.clocks.due(settle);
    show.clocks.take(ready);
    if (ready.length > 0) turns.take(ready.map(({ path }) => path)).catch(report);
    const next = show.clocks.nextDueMs(settle);
    if (next !== null) timers.at('settle', next, tick);
  }

  async function take(paths: readonly TreePath[] | null, isStale: () => boolean): Promise<void> {
    if (paths === null || paths.includes(SETTINGS_PATH)) {
      if (await show.reloadSettings()) await onSettingsChanged();
      for (const notice of show.notices()) emit({ kind: 'notice', episode: null, detail: notice });
    }
    const problems = new Set<string>();
    let isWorthRetrying = false;
    for await (const taken of snapshotInPortions(show, paths, { onLooked, isStale })) {
      for (const problem of problemsOf(taken)) problems.add(problem);
      isWorthRetrying ||= taken.problems.some(({ kind }) => kind !== 'refused');
      pass(taken);
    }
    for (const problem of problems) if (!warned.has(problem)) show.log.warn(problem);
    // A look at a few paths says nothing of the others.
    warned = new Set([...(paths === null ? [] : warned), ...problems]);
    // An unreadable file is tried again even if no event announces it; a refused name stays refused.
    if (isWorthRetrying) {
      timers.at('unread', show.nowMs() + READ_AGAIN_MS, () => void snapshotSettled(paths).catch(report));
    }
  }

  function pass(taken: Snapshot): void {
    const hasCommit = taken.commits.length > 0;
    if (hasCommit) recordSnapshot(show, taken);
    // Media that Git does not keep change without a commit; pages that show them need the event.
    if (hasCommit || taken.episodes.size > 0)
      emit({ kind: 'snapshot', episode: null, detail: taken.paths.length });
    for (const episode of taken.episodes) onEdited(episode);
  }

  const snapshotSettled = (paths: readonly TreePath[] | null) =>
    paths === null ? turns.takeAll() : turns.take(paths);
  const missed = (paths: readonly TreePath[]) => noteArrival(paths, show.nowMs());
  return { arrive, snapshotSettled, missed, end: turns.end };
}
