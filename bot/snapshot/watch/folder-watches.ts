// Holds the system's watches on folders, one for each. Every watch that was begun is ended: one that is forgotten keeps
// the process alive.
import watcher from '@parcel/watcher';

export type FolderEvent = watcher.Event;

export interface FolderWatches {
  size(): number;
  /** Watches a folder with all that lies in it now. A watch that it has already is ended first: the folder may be
   *  another one of the same name, which the old watch does not see and the library would not look at anew. */
  begin(folder: string, ignore: readonly string[]): Promise<void>;
  /** Ends all watches; `begin` works again afterwards. */
  end(): Promise<void>;
}

type Subscription = Awaited<ReturnType<typeof watcher.subscribe>>;

/** Calls must not overlap, except `end`. */
export function folderWatches(
  heard: (error: Error | null, events: readonly FolderEvent[]) => void,
): FolderWatches {
  const held = new Map<string, Subscription>();
  let round = 0;
  const letGo = async (subscriptions: readonly Subscription[]): Promise<void> => {
    // Unsubscribing fails for a deleted folder, whose watches are gone already.
    await Promise.allSettled(subscriptions.map((subscription) => subscription.unsubscribe()));
  };
  return {
    size: () => held.size,
    async begin(folder, ignore) {
      const old = held.get(folder);
      held.delete(folder);
      if (old !== undefined) await letGo([old]);
      const now = round;
      const subscription = await watcher.subscribe(folder, heard, { ignore: [...ignore] });
      // Ended while it began.
      if (now !== round) return letGo([subscription]);
      held.set(folder, subscription);
    },
    async end() {
      round += 1;
      const all = [...held.values()];
      held.clear();
      await letGo(all);
    },
  };
}
