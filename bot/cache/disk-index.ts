// The last seen stat and blob of every file in the tree. Saves reading unchanged files; landing never trusts it.
// `syncedWith` names the commit on main that all entries agree with.
import { copyName } from '../../src/domain/conflict-copy.ts';
import type { CommitId, TreePath } from '../../src/domain/ids.ts';
import type { FileState } from '../../src/store/files.ts';
import type { Store } from '../../src/store/open.ts';
import type { DiskStat } from '../../src/tree/stat.ts';
import { diskIndexStore } from './disk-index-store.ts';

export interface DiskIndex {
  get(path: TreePath): FileState | null;
  /** True if size, times and inode are as last seen. */
  isAsSeen(path: TreePath, stat: Omit<DiskStat, 'mode' | 'kind'>): boolean;
  paths(): Iterable<TreePath>;
  size(): number;
  set(path: TreePath, state: FileState): void;
  remove(path: TreePath): void;
  /** Null until the whole tree has been read once. */
  syncedWith(): CommitId | null;
  /** Saves the changed entries and marks the index as agreeing with this commit. */
  agree(main: CommitId): void;
}

/** A file written this shortly before it was read may be written again within one tick of the file system clock. */
const RACY_NS = 50_000_000n;
const META = 'disk-book:main';

export function openDiskIndex(store: Store | null): DiskIndex {
  const files = diskIndexStore();
  const changed = new Set<TreePath>();
  const removed = new Set<TreePath>();
  store?.files.each((path, state) => {
    // From when conflict copies were content of the show: it is looked at anew.
    const isOld = state.blob !== null && path.includes('.sync-conflict-') && copyName(path) !== null;
    if (isOld) removed.add(path);
    else files.set(path, state);
  });
  let synced = (store?.meta.get(META) ?? null) as CommitId | null;
  return {
    get: files.get,
    isAsSeen: files.isAsSeen,
    paths: files.paths,
    size: files.size,
    set(path, state) {
      files.set(path, state);
      changed.add(path);
      removed.delete(path);
    },
    remove(path) {
      files.delete(path);
      changed.delete(path);
      removed.add(path);
    },
    syncedWith: () => synced,
    agree(main) {
      const isNews = synced !== main || changed.size > 0 || removed.size > 0;
      synced = main;
      const save = (to: Store) => {
        to.files.save([...changed].flatMap((path) => pair(path, files.get(path))));
        to.files.remove(removed);
        to.meta.set(META, main);
      };
      // Without room in the database, the entries wait for the next call.
      if (store && isNews && !store.record(() => save(store))) return;
      changed.clear();
      removed.clear();
    },
  };
}

function pair(path: TreePath, state: FileState | null): [TreePath, FileState][] {
  return state ? [[path, state]] : [];
}

/** True if an unchanged stat proves unchanged content: no later write can share this stat's clock tick. */
export function isTrustworthy(stat: DiskStat, lookedAtMs: number): boolean {
  return BigInt(Math.floor(lookedAtMs)) * 1_000_000n - stat.ctimeNs > RACY_NS;
}
