// Derives from a view which devices are away, which lack a file, and which one a short id names. Sends no request.
import { type ShortDeviceId, shortDeviceId } from '../../domain/ids.ts';
import type { KnownFile, KnownSync, Sync, SyncDevice } from './sync.ts';

/** False if the folder that Syncthing has is another than the show's: its answers are about other files. */
export function isHere({ view }: Pick<Sync, 'view'>): boolean {
  const now = view();
  return now.state === 'known' && now.folder.place !== 'elsewhere';
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

/** The device that made a version; null if it no longer shares the folder. */
export function deviceNamed(
  short: ShortDeviceId,
  { self, devices }: KnownSync,
): KnownSync['self'] | SyncDevice | null {
  return [self, ...devices].find(({ id }) => shortDeviceId(id) === short) ?? null;
}
