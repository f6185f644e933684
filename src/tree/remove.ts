// Removes one file from the tree, unless a person has changed it: moves it aside, checks it, and puts it back if it is
// not the expected one. As in publishing, removes nothing unless its bytes are known or returned.
import type { BlobId, TreePath } from '../domain/ids.ts';
import { isAbsent } from '../errors.ts';
import { placeOf } from './confine.ts';
import { type Busy, cameOut, gripExpected, lookAgain, meetWhole, type Surprised } from './exchange.ts';
import { diskFault } from './faults.ts';
import type { Leaves } from './publish.ts';
import { clearIfKnown, retire } from './retire.ts';
import { type Box, type Disk, openBox } from './staging.ts';
import { type Versions, versionsBeside } from './versions.ts';

export type Removal = ({ readonly kind: 'removed'; readonly seen: readonly Buffer[] } | Surprised | Busy) &
  Leaves;

/** The caller syncs the folder. */
export async function removeFile(disk: Disk, path: TreePath, expected: BlobId): Promise<Removal> {
  const versions = versionsBeside(null, expected);
  let box: Box | null = null;
  try {
    box = await openBox(disk, path);
    const outcome = await remove(disk, box, expected, versions);
    const left = await retire(disk.native, box, versions);
    return { ...outcome, seen: versions.list(), ...(left && { left }) };
  } catch (error) {
    if (box !== null) clearIfKnown(disk.native, box, versions);
    throw diskFault(error, path);
  }
}

async function remove(disk: Disk, box: Box, expected: BlobId, versions: Versions): Promise<Removal> {
  const grip = gripExpected(disk, box.path, expected);
  if ('kind' in grip) return grip;
  try {
    if (!moveAside(disk, box)) return { kind: 'surprised', found: null, seen: [] };
    if (await cameOut(disk, box, grip)) return { kind: 'removed', seen: [] };
    // While the name was free, a program may have found no file and be about to save over the one that goes back.
    meetWhole(disk, box, versions);
    // If the name has been taken meanwhile, that file is newer and stays; this one is returned in `seen`.
    disk.native.moveNew(box.at, placeOf(disk.root, box.path));
  } finally {
    grip.release();
  }
  return lookAgain(disk, box.path, expected);
}

/** Into the box; false if the file is gone. */
export function moveAside(disk: Disk, box: Box): boolean {
  try {
    return disk.native.moveNew(placeOf(disk.root, box.path), box.at);
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}
