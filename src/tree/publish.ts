// Publishes one file into the tree while people and programs may be writing there. Does not decide about landing: the
// caller passes the expected version. Any other version stays or is put back, and every version met is returned.
// Removes nothing unless its bytes are known or returned.
import { lstatSync } from 'node:fs';
import type { BlobId } from '../domain/ids.ts';
import { blobOf } from './blob.ts';
import { makeParents, placeOf } from './confine.ts';
import {
  type Busy,
  cameOut,
  gripExpected,
  lookAgain,
  meetWhole,
  putBack,
  type Surprised,
  swap,
} from './exchange.ts';
import { diskFault } from './faults.ts';
import { clearIfKnown, type Left, retire } from './retire.ts';
import type { Disk, Staged } from './staging.ts';
import { type DiskStat, diskStat } from './stat.ts';
import { type Versions, versionsBeside } from './versions.ts';

export interface Published {
  readonly kind: 'published';
  /** Null if the file has already been written again. */
  readonly stat: DiskStat | null;
  /** Saves in progress that went into the replaced file. Usually empty. */
  readonly seen: readonly Buffer[];
}

export type ExchangeOutcome = (Published | Surprised | Busy) & Leaves;

/** `left`: the file in staging that holds the newest of `seen`; the caller forgets it once they are in Git. */
export interface Leaves {
  readonly left?: Left;
}

/** Publishes a staged file in place of the expected version. The staged file is used up whatever the outcome. The
 *  caller syncs the folder. */
export async function exchangeFile(
  disk: Disk,
  staged: Staged,
  expected: BlobId | 'absent',
): Promise<ExchangeOutcome> {
  const versions = versionsBeside(blobOf(staged.bytes), expected === 'absent' ? null : expected);
  try {
    const outcome =
      expected === 'absent' ? await create(disk, staged) : await replace(disk, staged, expected, versions);
    const left = await retire(disk.native, staged, versions);
    return { ...outcome, seen: versions.list(), ...(left && { left }) };
  } catch (error) {
    clearIfKnown(disk.native, staged, versions);
    throw diskFault(error, staged.path);
  }
}

async function create(disk: Disk, staged: Staged): Promise<ExchangeOutcome> {
  await makeParents(disk.root, staged.path);
  const made = disk.native.moveNew(staged.at, placeOf(disk.root, staged.path));
  return made ? published(disk, staged) : lookAgain(disk, staged.path, null);
}

async function replace(
  disk: Disk,
  staged: Staged,
  expected: BlobId,
  versions: Versions,
): Promise<ExchangeOutcome> {
  const grip = gripExpected(disk, staged.path, expected);
  if ('kind' in grip) return grip;
  try {
    if (!swap(disk.native, staged.at, placeOf(disk.root, staged.path)))
      return lookAgain(disk, staged.path, expected);
    if (await cameOut(disk, staged, grip)) return published(disk, staged);
    putBack(disk, staged, staged.stat.inode, () => meetWhole(disk, staged, versions));
  } finally {
    grip.release();
  }
  return lookAgain(disk, staged.path, expected);
}

function published(disk: Disk, { path, stat }: Staged): Published {
  const stats = lstatSync(placeOf(disk.root, path), { bigint: true, throwIfNoEntry: false });
  const now = stats === undefined ? null : diskStat(stats);
  const same = now?.inode === stat.inode && now.mtimeNs === stat.mtimeNs && now.bytes === stat.bytes;
  return { kind: 'published', stat: same ? now : null, seen: [] };
}
