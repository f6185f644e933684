// Takes one file out of the tree, if it is still the one that is meant: moves it aside, looks at it, and puts it back
// on surprise. As in publishing, nothing is gone before its bytes were known or returned.
import type { BlobId, TreePath } from '../domain/ids.ts';
import { isAbsent } from '../errors.ts';
import { placeOf } from './confine.ts';
import { type Busy, cameOut, gripExpected, lookAgain, meetWhole, type Surprised } from './exchange.ts';
import { diskFault } from './faults.ts';
import { clearIfKnown, retire } from './retire.ts';
import { type Box, type Disk, openBox } from './staging.ts';
import { type Versions, versionsBeside } from './versions.ts';

export type Removal = { readonly kind: 'removed'; readonly seen: readonly Buffer[] } | Surprised | Busy;

/** The caller syncs the folder. */
export async function removeFile(disk: Disk, path: TreePath, expected: BlobId): Promise<Removal> {
  const versions = versionsBeside([expected]);
  let box: Box | null = null;
  try {
    box = await openBox(disk, path);
    const outcome = await remove(disk, box, expected, versions);
    await retire(disk.native, box, versions);
    return { ...outcome, seen: versions.list() };
  } catch (error) {
    if (box !== null) clearIfKnown(disk.native, box, [expected]);
    throw diskFault(error, path);
  }
}

async function remove(disk: Disk, box: Box, expected: BlobId, versions: Versions): Promise<Removal> {
  const grip = gripExpected(disk, box.path, expected);
  if ('kind' in grip) return grip;
  try {
    if (!moveAside(disk, box)) return { kind: 'surprised', found: null, seen: [] };
    if (await cameOut(disk, box, grip)) return { kind: 'removed', seen: [] };
    // While the name was free somebody may have looked, found nothing, and be about to save over what goes back.
    meetWhole(disk, box, versions);
    // Where somebody has taken the name already, theirs is the newer file, and this one is handed over.
    disk.native.moveNew(box.at, placeOf(disk.root, box.path));
  } finally {
    grip.release();
  }
  return lookAgain(disk, box.path, expected);
}

/** False where it has gone. */
function moveAside(disk: Disk, box: Box): boolean {
  try {
    return disk.native.moveNew(placeOf(disk.root, box.path), box.at);
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}
