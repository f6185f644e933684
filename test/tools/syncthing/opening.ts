// A client on some address, closed at the test's end, and waiting for what it tells.
import { onTestFinished } from 'vitest';
import { createLog } from '../../../src/log.ts';
import type { SyncthingAddress } from '../../../src/tools/syncthing/address.ts';
import type { SyncthingTimes } from '../../../src/tools/syncthing/asking.ts';
import type { KnownSync, Sync, SyncEvent, SyncView } from '../../../src/tools/syncthing/sync.ts';
import { openSyncthing } from '../../../src/tools/syncthing/syncthing.ts';

export interface OpenedSync {
  readonly sync: Sync;
  /** All that it told since it was opened. */
  readonly events: readonly SyncEvent[];
  /** Lines of the log. */
  readonly logged: readonly string[];
}

export function opened(
  address: SyncthingAddress,
  place: { readonly root: string; readonly folder?: string },
  times?: SyncthingTimes,
): OpenedSync {
  const logged: string[] = [];
  const terminal = { write: (line: string) => logged.push(line) } as unknown as NodeJS.WritableStream;
  const log = createLog({ level: 'info', destination: { terminal } });
  const sync = openSyncthing({
    address,
    place: { folder: null, ...place },
    log,
    waits: { longestMs: 50, readEveryMs: 20 },
    ...(times === undefined ? {} : { times }),
  });
  const events: SyncEvent[] = [];
  sync.subscribe((event) => events.push(event));
  onTestFinished(() => sync.close());
  return { sync, events, logged };
}

/** The first view that fits, looked for at every event. */
export function viewWhere<T extends SyncView>(sync: Sync, fits: (view: SyncView) => view is T): Promise<T>;
export function viewWhere(sync: Sync, fits: (view: SyncView) => boolean): Promise<SyncView>;
export function viewWhere(sync: Sync, fits: (view: SyncView) => boolean): Promise<SyncView> {
  return new Promise((resolve) => {
    const look = () => {
      if (!fits(sync.view())) return;
      stop();
      resolve(sync.view());
    };
    const stop = sync.subscribe(look);
    queueMicrotask(look);
  });
}

export async function knownView(
  sync: Sync,
  fits: (view: KnownSync) => boolean = () => true,
): Promise<KnownSync> {
  const view = await viewWhere(sync, (each) => each.state === 'known' && fits(each));
  if (view.state === 'known') return view;
  throw new Error('unreachable');
}

/** The next event that fits. */
export function eventWhere(sync: Sync, fits: (event: SyncEvent) => boolean): Promise<SyncEvent> {
  return new Promise((resolve) => {
    const stop = sync.subscribe((event) => {
      if (!fits(event)) return;
      stop();
      resolve(event);
    });
  });
}
