// Derives from a view which devices are away, which lack a file, and which one a short id names; waits for the first
// view. Sends no request.
import { type ShortDeviceId, shortDeviceId } from '../../domain/ids.ts';
import type { IndexedVersion, KnownFile, KnownSync, Sync, SyncDevice, SyncView } from './sync.ts';

/** Null if it is unknown, or about another folder than the show's: Syncthing's answers are then about other files. */
export function viewHere({ view }: Pick<Sync, 'view'>): KnownSync | null {
  const now = view();
  return now.state === 'known' && now.folder.place !== 'elsewhere' ? now : null;
}

/** The first view that was read, or the reason why there is none within that time. */
export function firstView(sync: Pick<Sync, 'view' | 'subscribe'>, withinMs: number): Promise<SyncView> {
  if (sync.view().state === 'known') return Promise.resolve(sync.view());
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve(sync.view());
    };
    const stop = sync.subscribe(({ kind }) => {
      if (kind === 'state') done();
    });
    const timer = setTimeout(done, withinMs);
  });
}

/** Devices that are not connected, longest away first, starting with those never seen. */
export function awayDevices({ devices }: KnownSync): readonly SyncDevice[] {
  return devices
    .filter(({ isConnected }) => !isConnected)
    .sort((a, b) => (a.lastSeenMs ?? 0) - (b.lastSeenMs ?? 0));
}

/** Connected devices that do not have the newest version of a file yet, without those that paused the folder. */
export function devicesLacking({ heldBy }: KnownFile, { devices }: KnownSync): readonly SyncDevice[] {
  return devices.filter(
    ({ id, isConnected, share }) =>
      isConnected && share !== 'paused' && share !== 'notSharing' && !heldBy.includes(id),
  );
}

/** True if the index read the file as it lies on the disk, by the size and time that Syncthing goes by itself. */
export function isAsOnDisk(
  { deleted, size, mtimeMs }: IndexedVersion,
  disk: { readonly bytes: number; readonly mtimeNs: bigint },
): boolean {
  return !deleted && size === disk.bytes && mtimeMs === Number(disk.mtimeNs / 1_000_000n);
}

/** The device that made a version; null if it no longer shares the folder. */
export function deviceNamed(
  short: ShortDeviceId,
  { self, devices }: KnownSync,
): KnownSync['self'] | SyncDevice | null {
  return [self, ...devices].find(({ id }) => shortDeviceId(id) === short) ?? null;
}
