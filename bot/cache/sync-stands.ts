// Remembers since when a file has stood as it does in Syncthing, so that nothing is waited for without end.
import type { TreePath } from '../../src/domain/ids.ts';

export interface SyncStands {
  /** Milliseconds for which the file has stood like this; `how` is the same text as long as nothing has changed. */
  standsMs(path: TreePath, how: string, nowMs: number): number;
}

/** The oldest are dropped, and counted anew. */
const IN_MEMORY = 1_000;

export function openSyncStands(): SyncStands {
  const stands = new Map<TreePath, { readonly how: string; readonly sinceMs: number }>();
  return {
    standsMs(path, how, nowMs) {
      const stand = stands.get(path);
      if (stand?.how === how) return Math.max(0, nowMs - stand.sinceMs);
      stands.delete(path);
      stands.set(path, { how, sinceMs: nowMs });
      if (stands.size > IN_MEMORY) stands.delete(stands.keys().next().value as TreePath);
      return 0;
    },
  };
}
