// Asks Syncthing about the files of a landing. What it can't tell counts as unknown, never as done.
import { lstatSync, type Stats } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type Change, pathsOf } from '../../src/domain/change.ts';
import { nameOf, type TreePath } from '../../src/domain/ids.ts';
import { type FileSync, type SyncWait, syncWait } from '../../src/domain/sync-gate.ts';
import { versionCounters } from '../../src/domain/version-vector.ts';
import { Fault, isAbsent } from '../../src/errors.ts';
import { awayDevices, devicesLacking } from '../../src/tools/syncthing/presence.ts';
import type { IndexedFile, KnownSync, Sync } from '../../src/tools/syncthing/sync.ts';
import type { Show } from '../show/show.ts';

/** Null if nothing is waited for, or no Syncthing carries the tree. */
export async function syncWaitOf(show: Show, change: Change): Promise<SyncWait | null> {
  const { sync } = show;
  if (sync === null) return null;
  const isRename = change.files.some(({ kind }) => kind === 'move');
  const nowMs = show.nowMs();
  const view = sync.view();
  const found = view.state === 'known' ? await asked(sync, pathsOf(change)) : null;
  if (view.state === 'unknown' || found === null) return syncWait({ nowMs, files: null, isRename, away: [] });
  const away = awayDevices(view).map(({ name, lastSeenMs }) => ({
    name,
    forMs: lastSeenMs === null ? null : Math.max(0, nowMs - lastSeenMs),
  }));
  const files = [...found].map(([path, file]) => fileSync(show, view, path, file));
  return syncWait({ nowMs, files, isRename, away });
}

/** A landing holds up all other work meanwhile. Syncthing answers in milliseconds, if it answers. */
const ANSWER_MS = 2_000;

/** Null if Syncthing does not tell, or not in time. */
async function asked(
  sync: Sync,
  paths: readonly TreePath[],
): Promise<ReadonlyMap<TreePath, IndexedFile> | null> {
  const waiting = new AbortController();
  const late = wait(ANSWER_MS, null, { signal: waiting.signal, ref: false }).catch(() => null);
  try {
    return await Promise.race([sync.files(paths), late]);
  } catch (error) {
    if (error instanceof Fault && error.kind !== 'bug') return null;
    throw error;
  } finally {
    waiting.abort();
  }
}

function fileSync(show: Show, view: KnownSync, path: TreePath, file: IndexedFile): FileSync {
  const name = nameOf(path);
  const isInFlight = view.inFlight.has(path);
  const stats = statsOf(show, path);
  const local = file.kind === 'known' && file.local?.deleted === false ? file.local : null;
  const isRead =
    stats === null
      ? local === null
      : local !== null && local.size === stats.size && local.mtimeMs === Math.floor(stats.mtimeMs);
  const isNewest = file.kind === 'absent' || file.isNewest;
  const lackedBy = file.kind === 'absent' ? [] : devicesLacking(file, view).map((device) => device.name);
  const version = file.kind === 'absent' ? [] : versionCounters(file.global.version);
  const how = JSON.stringify([version, isInFlight, isNewest, isRead, lackedBy.length === 0]);
  return {
    name,
    isInFlight,
    isNewest,
    isRead,
    lackedBy,
    sinceMs: show.syncStands.standsMs(path, how, show.nowMs()),
  };
}

function statsOf({ root }: Show, path: TreePath): Stats | null {
  try {
    return lstatSync(`${root}/${path}`);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw new Fault('transient', 'FILE_UNREADABLE', `${path} can't be looked at`, {
      cause: error,
      tech: String(error),
    });
  }
}
