// A Syncthing that says of the files of a trial what a test wants.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type DeviceId, deviceId, type TreePath } from '../../src/domain/ids.ts';
import type { VersionVector } from '../../src/domain/version-vector.ts';
import type { IndexedFile, KnownFile, Sync } from '../../src/tools/syncthing/sync.ts';
import { device, fakeSync, SERVER, STUDIO, VIEW, version } from '../fake-sync.ts';
import type { Trial } from '../trial.ts';

export const LAPTOP = deviceId('CPK7LWO-CPK7LWO-CPK7LWO-CPK7LWO-CPK7LWO-CPK7LWO-CPK7LWO-CPK7LWO');

/** `devices`: those besides this machine. */
export function saying(
  files: (paths: readonly TreePath[]) => Promise<ReadonlyMap<TreePath, IndexedFile>>,
  devices = [device(STUDIO, 'Studio')],
): Sync {
  return { ...fakeSync({ ...VIEW, devices }).sync, files };
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
  { by = SERVER, heldBy = [], counters }: Said = {},
): KnownFile {
  const { mtimeMs, size } = statSync(join(one.tree, path));
  const made = { mtimeMs: Math.floor(mtimeMs), size, ...(counters && { version: counters }) };
  return version(by, { heldBy, made });
}
