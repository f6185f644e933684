// The short steps of publishing: swap, check that the expected file came out, put it back if not. Anything may happen
// on disk between two steps, and each copes with any state it finds.
import { lstatSync } from 'node:fs';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { BlobId, TreePath } from '../domain/ids.ts';
import { Fault, isAbsent } from '../errors.ts';
import { blobOf } from './blob.ts';
import type { Native } from './calls.ts';
import { parentsStand, placeOf } from './confine.ts';
import { type Grip, gripFile } from './grip.ts';
import type { Box, Disk } from './staging.ts';
import type { Versions } from './versions.ts';

/** The file on disk is not the expected one. `found`: its bytes (null = no file). `seen`: versions no longer on
 *  disk. */
export interface Surprised {
  readonly kind: 'surprised';
  readonly found: Buffer | null;
  readonly seen: readonly Buffer[];
}

/** A program has the file open for writing, or is about to; its writes are kept. */
export interface Busy {
  readonly kind: 'busy';
  readonly seen: readonly Buffer[];
}

/** Opens and holds the file if it is as expected; otherwise returns why not. The caller releases the grip. */
export function gripExpected(disk: Disk, path: TreePath, expected: BlobId): Grip | Surprised | Busy {
  const grip = parentsStand(disk.root, path) ? gripFile(disk.native, placeOf(disk.root, path), path) : null;
  if (grip === null) return { kind: 'surprised', found: null, seen: [] };
  if (grip.whole && grip.writers !== 'writers' && blobOf(grip.bytes) === expected) return grip;
  grip.release();
  return judged(grip, null);
}

/** Reads the file again after publishing failed, and reports why. */
export function lookAgain(disk: Disk, path: TreePath, expected: BlobId | null): Surprised | Busy {
  const grip = parentsStand(disk.root, path) ? gripFile(disk.native, placeOf(disk.root, path), path) : null;
  if (grip === null) return { kind: 'surprised', found: null, seen: [] };
  grip.release();
  return judged(grip, expected);
}

function judged(grip: Grip, expected: BlobId | null): Surprised | Busy {
  const busy = !grip.whole || grip.writers === 'writers' || blobOf(grip.bytes) === expected;
  return busy ? { kind: 'busy', seen: [] } : { kind: 'surprised', found: grip.bytes, seen: [] };
}

/** Swaps two files; false if one of them is gone. */
export function swap(native: Native, at: string, place: string): boolean {
  try {
    native.exchange(at, place);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

/** Without leases, a program that saves in place gets this long to finish. */
const BLIND_PAUSE_MS = 50;

/** Whether the file taken out of the tree is the gripped one, or equal to it, and has no writer. */
export async function cameOut(disk: Disk, box: Box, grip: Grip): Promise<boolean> {
  if (inodeOf(box.at) === grip.stat.inode) {
    // One event loop turn, so that a process that was just opening the old file has opened it.
    await (grip.writers === 'unknown' ? wait(BLIND_PAUSE_MS) : turn());
    if (grip.writers === 'held') return grip.untouched();
  }
  if (!lstatSync(box.at).isFile()) return false;
  const out = gripFile(disk.native, box.at, box.path);
  out?.release();
  return out?.whole === true && out.writers !== 'writers' && out.bytes.equals(grip.bytes);
}

/** No person saves this often within milliseconds, only a program gone wrong. */
const ROUNDS = 1000;

/** Swaps the taken-out file back, and repeats until the file that comes out is the one put there before. `ours`: inode
 *  of the published file. `meet` looks at what goes back. */
export function putBack(disk: Disk, box: Box, ours: bigint, meet: () => void): void {
  const place = placeOf(disk.root, box.path);
  let put = ours;
  for (let round = 1; round <= ROUNDS; round++) {
    const held = inodeOf(box.at);
    meet();
    // The file in the tree is gone: a person has removed even the published one. It stays removed, and the version in
    // the box is returned to the caller.
    if (!swap(disk.native, box.at, place)) return;
    if (inodeOf(box.at) === put) return;
    put = held;
  }
  throw new Fault('transient', 'FILE_MOVING', `${box.path} is saved without pause; it is tried again later.`);
}

/** Records the version in the box before it goes back into the tree, where a program may replace it. */
export function meetWhole(disk: Disk, box: Box, versions: Versions): void {
  if (!lstatSync(box.at).isFile()) return;
  const grip = gripFile(disk.native, box.at, box.path);
  grip?.release();
  if (grip?.whole) versions.meet(grip.bytes);
}

function inodeOf(place: string): bigint {
  return lstatSync(place, { bigint: true }).ino;
}
