// From events of the tree to snapshots: notes what a person changed, waits until it has settled, commits it and passes
// its episodes on. The bot's own writes are recognised by their bytes and ignored.
import type { DeskEvent } from '../../src/desk.ts';
import { type EpisodeId, nameOf, type TreePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { isMediaName } from '../../src/tree/media.ts';
import { readFileWhole } from '../../src/tree/read.ts';
import { recordSnapshot } from '../index/record.ts';
import { MAIN } from '../record/refs.ts';
import { SETTINGS_PATH } from '../show/settings-file.ts';
import type { Show } from '../show/show.ts';
import { problemsOf } from '../snapshot/changed-file.ts';
import type { OnLooked } from '../snapshot/first-snapshot.ts';
import { snapshot } from '../snapshot/snapshot.ts';
import { typingEvents } from '../snapshot/typing-events.ts';
import type { Timers } from './timers.ts';

export interface SnapshotLoop {
  /** These paths changed on disk. */
  arrive(paths: readonly TreePath[]): Promise<void>;
  /** Commits what a person changed in these paths; null: looks at the whole tree. */
  snapshotSettled(paths: readonly TreePath[] | null): Promise<void>;
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

  async function arrive(paths: readonly TreePath[]): Promise<void> {
    const atMs = show.nowMs();
    const edited: TreePath[] = [];
    for (const path of paths) if (!(await isNoNews(show, path))) edited.push(path);
    for (const path of edited) show.clocks.arrived(path, atMs, 'local');
    typing(edited, atMs);
    tick();
  }

  function tick(): void {
    const { settleMs: local, settleRemoteMs: sync } = show.settings().merge;
    const ready = show.clocks.due({ local, sync });
    show.clocks.take(ready);
    if (ready.length > 0) snapshotSettled(ready.map(({ path }) => path)).catch(report);
    const next = show.clocks.nextDueMs({ local, sync });
    if (next !== null) timers.at('settle', next, tick);
  }

  async function snapshotSettled(paths: readonly TreePath[] | null): Promise<void> {
    if (paths === null || paths.includes(SETTINGS_PATH)) {
      if (await show.reloadSettings()) await onSettingsChanged();
      for (const notice of show.notices()) emit({ kind: 'notice', episode: null, detail: notice });
    }
    const taken = await show.exclusively(() => snapshot(show, paths, onLooked));
    const problems = problemsOf(taken);
    for (const problem of problems) if (!warned.has(problem)) show.log.warn(problem);
    // A look at a few paths says nothing of the others.
    warned = new Set([...(paths === null ? [] : warned), ...problems]);
    // An unreadable file is tried again even if no event announces it; a refused name stays refused.
    if (taken.problems.some(({ kind }) => kind !== 'refused')) {
      timers.at('unread', show.nowMs() + READ_AGAIN_MS, () => void snapshotSettled(paths).catch(report));
    }
    const hasCommit = taken.commits.length > 0;
    if (hasCommit) recordSnapshot(show, taken);
    // Media that Git does not keep change without a commit; pages that show them need the event.
    if (hasCommit || taken.episodes.size > 0)
      emit({ kind: 'snapshot', episode: null, detail: taken.paths.length });
    for (const episode of taken.episodes) onEdited(episode);
  }

  return { arrive, snapshotSettled };
}

/** True for an event of the bot's own write, recognised by the published bytes and never by path and time; for a file
 *  that is gone and not on main either; and for a person's text that a second event reports after it was taken. */
async function isNoNews(show: Show, path: TreePath): Promise<boolean> {
  const state = show.disk.get(path);
  const isPersons = state !== null && state.writtenBy !== 'bot';
  if (isPersons && (show.clocks.isWaiting(path) || isMediaName(nameOf(path)))) return false;
  try {
    const reading = await readFileWhole(show.root, path);
    if (reading.absent) return !(await isOnMain(show, path));
    return state !== null && show.repo.hashBlob(reading.bytes) === state.blob;
  } catch (error) {
    // Unsure means that a person has edited; the snapshot reports what is wrong with the file.
    if (error instanceof Fault) return false;
    throw error;
  }
}

async function isOnMain({ repo }: Show, path: TreePath): Promise<boolean> {
  const main = await repo.ref(MAIN);
  return main !== null && (await repo.fileAt((await repo.readCommit(main)).tree, path)) !== null;
}
