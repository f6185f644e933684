// A Syncthing that says what a test wants.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type DeviceId, deviceId, shortDeviceId, type TreePath } from '../../src/domain/ids.ts';
import type { VersionVector } from '../../src/domain/version-vector.ts';
import type { IndexedFile, KnownFile, KnownSync, Sync } from '../../src/tools/syncthing/sync.ts';
import type { Trial } from '../trial.ts';

export const SELF = deviceId('AAAAAAA-AAAAAAA-AAAAAAA-AAAAAAA-AAAAAAA-AAAAAAA-AAAAAAA-AAAAAAA');
export const STUDIO = deviceId('BBBBBBB-BBBBBBB-BBBBBBB-BBBBBBB-BBBBBBB-BBBBBBB-BBBBBBB-BBBBBBB');
export const LAPTOP = deviceId('CPK7LWO-CPK7LWO-CPK7LWO-CPK7LWO-CPK7LWO-CPK7LWO-CPK7LWO-CPK7LWO');

const device = (id: DeviceId, name: string) => ({
  id,
  name,
  isConnected: true,
  share: 'valid',
  lastSeenMs: null,
});

/** `devices`: those besides this machine. */
export function saying(
  files: (paths: readonly TreePath[]) => Promise<ReadonlyMap<TreePath, IndexedFile>>,
  devices = [device(STUDIO, 'Studio')],
): Sync {
  const view = {
    state: 'known',
    folder: { place: 'here' },
    self: { id: SELF, name: 'Server' },
    devices,
    inFlight: new Set<TreePath>(),
  } as unknown as KnownSync;
  return { view: () => view, files } as unknown as Sync;
}

export const BOTH = [device(STUDIO, 'Studio'), device(LAPTOP, 'Laptop')];

export interface Said {
  readonly by?: DeviceId;
  readonly heldBy?: readonly DeviceId[];
  readonly counters?: VersionVector;
}

/** The file as it lies there: who made it, and who has it. */
export function indexed(
  one: Trial,
  path: TreePath,
  { by = SELF, heldBy = [], counters }: Said = {},
): KnownFile {
  const { mtimeMs, size } = statSync(join(one.tree, path));
  const version = {
    version: counters ?? new Map([[shortDeviceId(by), 1n]]),
    modifiedBy: shortDeviceId(by),
    mtimeMs: Math.floor(mtimeMs),
    size,
    deleted: false,
    invalid: false,
    ignored: false,
  };
  return { kind: 'known', local: version, global: version, isNewest: true, heldBy };
}
