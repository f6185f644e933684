// Connects to Syncthing by its REST interface and follows its view of the show. Writes only the ignore lines.
import type { DeviceId, TreePath } from '../../domain/ids.ts';
import { Fault } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { SyncthingAddress } from './address.ts';
import { openApi } from './api.ts';
import { SYNCTHING_TIMES, type SyncthingTimes } from './asking.ts';
import type { FolderPlace } from './choose-folder.ts';
import { currentView } from './current-view.ts';
import { needOf } from './events.ts';
import { FOLLOW_WAITS, type FollowWaits, follow } from './following.ts';
import { indexedFile } from './indexed-file.ts';
import { syncProblems } from './problems.ts';
import type { IndexedFile, KnownSync, Sync, SyncNeed } from './sync.ts';

export interface SyncthingOptions {
  readonly address: SyncthingAddress;
  readonly place: FolderPlace;
  readonly log: Log;
  readonly times?: SyncthingTimes;
  readonly waits?: FollowWaits;
}

/** Parallel requests for files; Syncthing answers each within about a millisecond. */
const FILES_AT_ONCE = 8;

/** Starts following Syncthing at once. If it can't be reached, the view says so; this throws no Fault. */
export function openSyncthing({ address, place, log, times, waits }: SyncthingOptions): Sync {
  const { url } = address;
  const api = openApi(address, times ?? SYNCTHING_TIMES);
  const view = currentView(url, log);
  const closing = new AbortController();
  const following = follow({ api, url, place, waits: waits ?? FOLLOW_WAITS }, view, closing.signal);

  const known = (): KnownSync => {
    const now = view.get();
    const last = now.state === 'known' ? now : now.last;
    if (last !== null) return last;
    throw new Fault('transient', 'SYNCTHING_SILENT', `${now.state === 'unknown' ? now.why.user : url}.`);
  };
  const folderId = () => known().folder.id;
  const file = async (path: TreePath): Promise<IndexedFile> =>
    indexedFile(await api.file(folderId(), indexName(path)), url);

  return {
    view: view.get,
    problems: () => syncProblems(view.get()),
    subscribe: view.subscribe,
    file,
    async files(paths) {
      const found = new Map<TreePath, IndexedFile>();
      const left = [...new Set(paths)];
      const take = async (): Promise<void> => {
        for (let path = left.pop(); path !== undefined; path = left.pop()) {
          try {
            found.set(path, await file(path));
          } catch (error) {
            left.length = 0;
            throw error;
          }
        }
      };
      await Promise.all(Array.from({ length: FILES_AT_ONCE }, take));
      return found;
    },
    async scan(paths) {
      if (paths.length > 0) await api.scan(folderId(), paths.map(indexName));
    },
    async behind() {
      const { folder, devices } = known();
      const needs = new Map<DeviceId, SyncNeed>();
      for (const { id } of devices) needs.set(id, needOf(await api.completion(folder.id, id)));
      return needs;
    },
    async ignores() {
      const { ignore: lines, error } = await api.ignores(folderId());
      return { lines, error };
    },
    async setIgnores(lines) {
      const folder = folderId();
      await api.setIgnores(folder, lines);
      const { ignore: read, error } = await api.ignores(folder);
      if (read.length !== lines.length || read.some((line, i) => line !== lines[i])) throw notTaken(read);
      return { lines: read, error };
    },
    async close() {
      closing.abort();
      api.close();
      await following;
    },
  };
}

/** Syncthing's index has names in NFC, whatever form the disk uses. */
function indexName(path: TreePath): string {
  return path.normalize('NFC');
}

function notTaken(lines: readonly string[]): Fault {
  const sentence =
    'Syncthing did not take the lines of what it is to ignore; look at Ignore Patterns of the folder there.';
  return new Fault('refused', 'SYNCTHING_IGNORES', sentence, { tech: `it has ${lines.length} lines` });
}
