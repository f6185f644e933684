// Remembers since when a file has stood as it does in Syncthing, so that nothing is waited for without end.
import type { TreePath } from '../../src/domain/ids.ts';

export interface SyncStands {
  /** Milliseconds for which the file has stood like this; `how` is the same text as long as nothing has changed. */
  standsMs(path: TreePath, how: string, nowMs: number): number;
}

/** A landing that waits asks again within a minute. A file that nobody asked for in this time is counted anew. */
const FORGOTTEN_MS = 2 * 60_000;
/** Above this many, those that nobody asks for are dropped. */
const MANY = 1_000;

export function openSyncStands(): SyncStands {
  const stands = new Map<
    TreePath,
    { readonly how: string; readonly sinceMs: number; readonly askedMs: number }
  >();
  return {
    standsMs(path, how, nowMs) {
      const stand = stands.get(path);
      const isSame = stand?.how === how && nowMs - stand.askedMs < FORGOTTEN_MS;
      const sinceMs = isSame ? stand.sinceMs : nowMs;
      stands.set(path, { how, sinceMs, askedMs: nowMs });
      if (!isSame && stands.size > MANY)
        for (const [each, { askedMs }] of stands) if (nowMs - askedMs >= FORGOTTEN_MS) stands.delete(each);
      return Math.max(0, nowMs - sinceMs);
    },
  };
}
