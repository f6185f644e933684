// What was last seen of every file in the tree: its stat and the blob that its bytes are. It saves reading files that
// have not changed; landing never trusts it. `syncedWith` names the commit on main that all entries agree with.
import type { CommitId, TreePath } from '../../src/domain/ids.ts';
import type { FileState } from '../../src/store/files.ts';
import type { Store } from '../../src/store/open.ts';
import type { DiskStat } from '../../src/tree/stat.ts';
import { diskIndexStore } from './disk-index-store.ts';

export interface DiskIndex {
  get(path: TreePath): FileState | null;
  /** Has nothing that a write changes changed since it was last seen? */
  isAsSeen(path: TreePath, stat: Omit<DiskStat, 'mode' | 'kind'>): boolean;
  paths(): Iterable<TreePath>;
  size(): number;
  set(path: TreePath, state: FileState): void;
  remove(path: TreePath): void;
  /** null until the whole tree has been read once. */
  syncedWith(): CommitId | null;
  /** Writes down what changed, as agreeing with this commit. */
  agree(main: CommitId): void;
}

/** A file that was written this shortly before it was read may be written again within one tick of its clock. */
const RACY_NS = 50_000_000n;
const META = 'disk-book:main';

export function openDiskIndex(store: Store | null): DiskIndex {
  const files = diskIndexStore();
  store?.files.each((path, state) => files.set(path, state));
  let synced = (store?.meta.get(META) ?? null) as CommitId | null;
  const changed = new Set<TreePath>();
  const removed = new Set<TreePath>();
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
      if (store && (synced !== main || changed.size > 0 || removed.size > 0)) {
        store.transaction(() => {
          store.files.save([...changed].flatMap((path) => pair(path, files.get(path))));
          store.files.remove(removed);
          store.meta.set(META, main);
        });
      }
      synced = main;
      changed.clear();
      removed.clear();
    },
  };
}

function pair(path: TreePath, state: FileState | null): [TreePath, FileState][] {
  return state ? [[path, state]] : [];
}

/** May the look at this file be trusted later, or can a write of the same clock tick hide behind it? */
export function isTrustworthy(stat: DiskStat, lookedAtMs: number): boolean {
  return BigInt(Math.floor(lookedAtMs)) * 1_000_000n - stat.ctimeNs > RACY_NS;
}
