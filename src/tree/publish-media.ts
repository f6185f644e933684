// Publishes or removes one media file while people and programs may be writing there. Reads no bytes: the caller has
// hashed the file, and here it is the same as long as its size, times and inode are. Any other version stays or is put
// back; one that can't be put back stays in staging, where the next snapshot finds it.
import { closeSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import type { TreePath } from '../domain/ids.ts';
import type { Native } from './calls.ts';
import { makeParents, parentsStand, placeOf } from './confine.ts';
import { putBack, swap } from './exchange.ts';
import { diskFault } from './faults.ts';
import { openPlain, plainStat } from './plain.ts';
import { moveAside } from './remove.ts';
import { type Box, closeBox, type Disk, openBox, type StagedFile } from './staging.ts';
import { type DiskStat, sameStat, statAt } from './stat.ts';

/** `surprised`: another file is there, or one that a program has open for writing. */
export type MediaOutcome =
  | {
      readonly kind: 'done' /** Null if the file is gone, or written again already. */;
      readonly stat: DiskStat | null;
    }
  | { readonly kind: 'surprised' };

const SURPRISED: MediaOutcome = { kind: 'surprised' };

/** Puts a staged file in place of the expected one. The staged file is used up whatever the outcome. The caller syncs
 *  the folder. */
export async function exchangeMedia(
  disk: Disk,
  staged: StagedFile,
  expected: DiskStat | 'absent',
): Promise<MediaOutcome> {
  let mayGo = staged.stat;
  try {
    if (expected === 'absent') {
      await makeParents(disk.root, staged.path);
      const isMade = disk.native.moveNew(staged.at, placeOf(disk.root, staged.path));
      return isMade ? published(disk, staged) : SURPRISED;
    }
    const held = hold(disk, staged.path, expected);
    if (held === null) return SURPRISED;
    try {
      if (!swap(disk.native, staged.at, placeOf(disk.root, staged.path))) return SURPRISED;
      if (await isSame(staged, held)) {
        mayGo = expected;
        return published(disk, staged);
      }
      putBack(disk, staged, staged.stat.inode, () => {});
      return SURPRISED;
    } finally {
      held.release();
    }
  } catch (error) {
    throw diskFault(error, staged.path);
  } finally {
    clear(disk.native, staged, mayGo);
  }
}

/** Removes the expected file. The caller syncs the folder. */
export async function removeMedia(disk: Disk, path: TreePath, expected: DiskStat): Promise<MediaOutcome> {
  const box = await openBox(disk, path);
  try {
    const held = hold(disk, path, expected);
    if (held === null) return SURPRISED;
    try {
      if (!moveAside(disk, box)) return SURPRISED;
      if (await isSame(box, held)) return { kind: 'done', stat: null };
      // If the name has been taken meanwhile, that file is newer and stays; this one stays in staging.
      disk.native.moveNew(box.at, placeOf(disk.root, path));
      return SURPRISED;
    } finally {
      held.release();
    }
  } catch (error) {
    throw diskFault(error, path);
  } finally {
    clear(disk.native, box, expected);
  }
}

interface Held {
  readonly stat: DiskStat;
  /** Whether a program has opened it for writing since, as far as the system tells. */
  untouched(): boolean;
  release(): void;
}

/** Null if another file is there, or a program is writing it. */
function hold(disk: Disk, path: TreePath, expected: DiskStat): Held | null {
  const file = parentsStand(disk.root, path) ? openPlain(placeOf(disk.root, path)) : null;
  if (file === null) return null;
  let isHeld = false;
  try {
    const lease = disk.native.lease(file);
    const stat = plainStat(file, path);
    isHeld = lease !== 'writers' && sameStat(stat, expected);
    const untouched = () => lease !== 'held' || !disk.native.leaseBroken(file);
    return isHeld ? { stat, untouched, release: () => closeSync(file) } : null;
  } finally {
    if (!isHeld) closeSync(file);
  }
}

/** True if what was taken out is the held file, as it was. */
async function isSame({ at }: Box, { stat, untouched }: Held): Promise<boolean> {
  // One event loop turn, so that a process that was just opening it has opened it.
  await turn();
  return isStill(statAt(at), stat) && untouched();
}

/** Moving a file changes its ctime. */
function isStill(now: DiskStat | null, then: DiskStat): boolean {
  return now?.inode === then.inode && now.mtimeNs === then.mtimeNs && now.bytes === then.bytes;
}

/** Removes what lies in the box if it is this file and no program writes it; all else stays for the next snapshot. */
function clear(native: Native, box: Box, mayGo: DiskStat): void {
  const file = openPlain(box.at);
  if (file === null) {
    closeBox(box);
    return;
  }
  try {
    if (native.lease(file) !== 'writers' && isStill(plainStat(file, box.path), mayGo)) closeBox(box);
  } finally {
    closeSync(file);
  }
}

function published(disk: Disk, { path, stat }: StagedFile): MediaOutcome {
  const now = statAt(placeOf(disk.root, path));
  return { kind: 'done', stat: isStill(now, stat) ? now : null };
}
