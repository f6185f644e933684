// Asks Syncthing about the files of landings. Without an answer they wait too, but not for long: a text that has rested is
// safe, since a newer one of a person wins.
import { type Change, pathsOf } from '../../src/domain/change.ts';
import { nameOf, type TreePath, treePath } from '../../src/domain/ids.ts';
import { type FileSync, type SyncWait, syncWait } from '../../src/domain/sync-gate.ts';
import { versionCounters } from '../../src/domain/version-vector.ts';
import { awayDevices, devicesLacking, viewHere } from '../../src/tools/syncthing/presence.ts';
import type { IndexedFile, KnownSync } from '../../src/tools/syncthing/sync.ts';
import { ANSWER_MS, type IndexedFiles, indexedFiles } from '../show/indexed-files.ts';
import type { Show } from '../show/show.ts';
import { statsOf } from './quiet.ts';

/** Null if nothing is waited for, or no Syncthing carries the tree. */
export type SyncWaits = (change: Change) => Promise<SyncWait | null>;

/** For one look at the gates: asks about each file once. */
export function syncWaits(show: Show): SyncWaits {
  const { sync } = show;
  if (sync === null) return async () => null;
  const ask = asking(show);
  return async (change) => {
    const paths = pathsOf(change);
    const isRename = change.files.some(({ kind }) => kind === 'move');
    const view = viewHere(sync);
    const found = view && (await ask(paths));
    const nowMs = show.nowMs();
    if (view === null || found === null) {
      const silentMs = paths.map((path) => show.syncStands.standsMs(path, 'silent', nowMs));
      return syncWait({ nowMs, files: Math.min(...silentMs), isRename, away: [] });
    }
    // Nobody edits what is encrypted.
    const away = awayDevices(view)
      .filter(({ isEncrypted }) => !isEncrypted)
      .map(({ name, lastSeenMs }) => ({
        name,
        forMs: lastSeenMs === null ? null : Math.max(0, nowMs - lastSeenMs),
      }));
    const files = [...found].map(([path, file]) => fileSync(show, view, path, file));
    return syncWait({ nowMs, files, isRename, away });
  };
}

/** Null if Syncthing does not tell in time; then it is not asked again. */
function asking(show: Show): (paths: readonly TreePath[]) => Promise<IndexedFiles | null> {
  const known = new Map<TreePath, IndexedFile>();
  let leftMs = ANSWER_MS;
  return async (paths) => {
    const missing = paths.filter((path) => !known.has(path));
    if (leftMs <= 0) return null;
    if (missing.length > 0) {
      const beganMs = performance.now();
      const answers = await indexedFiles(show, missing, leftMs);
      leftMs = answers === null ? 0 : leftMs - (performance.now() - beganMs);
      if (answers === null) return null;
      for (const [path, file] of answers) known.set(path, file);
    }
    return new Map([...known].filter(([path]) => paths.includes(path)));
  };
}

function fileSync(show: Show, view: KnownSync, path: TreePath, file: IndexedFile): FileSync {
  const name = nameOf(path);
  // Ignored here, it comes from nowhere and goes nowhere.
  const known = file.kind === 'known' && file.local?.ignored !== true ? file : null;
  const isInFlight = view.inFlight.has(treePath(path.normalize('NFC')));
  const stats = statsOf(show, path);
  const local = known?.local?.deleted === false ? known.local : null;
  const isIgnored = file.kind === 'known' && known === null;
  const isRead =
    isIgnored ||
    (stats === null
      ? local === null
      : local !== null && local.size === stats.size && local.mtimeMs === Math.floor(stats.mtimeMs));
  const isNewest = known === null || known.isNewest;
  const lackedBy = known === null ? [] : devicesLacking(known, view).map((device) => device.name);
  const version = known === null ? [] : versionCounters(known.global.version);
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
