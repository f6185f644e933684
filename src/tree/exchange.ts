// The moves of publishing, each short: swap, look whether what came out is what was expected, bring it back. Between
// two of them anything may happen on disk; each holds for whatever it finds.
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

/** Something else is on disk, `found` (null: nothing). `seen` are versions that are on disk no longer. */
export interface Surprised {
  readonly kind: 'surprised';
  readonly found: Buffer | null;
  readonly seen: readonly Buffer[];
}

/** A program has the file open for writing, or is about to; whatever it writes stays. */
export interface Busy {
  readonly kind: 'busy';
  readonly seen: readonly Buffer[];
}

/** The file as it must be for a move to begin, held; or why not. The caller releases it. */
export function gripExpected(disk: Disk, path: TreePath, expected: BlobId): Grip | Surprised | Busy {
  const grip = parentsStand(disk.root, path) ? gripFile(disk.native, placeOf(disk.root, path), path) : null;
  if (grip === null) return { kind: 'surprised', found: null, seen: [] };
  if (grip.whole && grip.writers !== 'writers' && blobOf(grip.bytes) === expected) return grip;
  grip.release();
  return judged(grip, null);
}

/** What is on disk now that it could not be what it should be. */
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

/** False where one of the two has gone. */
export function swap(native: Native, at: string, place: string): boolean {
  try {
    native.exchange(at, place);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

/** Where nobody tells who writes, a program that saves in place gets this long to finish. */
const BLIND_PAUSE_MS = 50;

/** Is what was taken out of the tree what was gripped, or equal to it, with nobody writing to it? */
export async function cameOut(disk: Disk, box: Box, grip: Grip): Promise<boolean> {
  if (inodeOf(box.at) === grip.stat.inode) {
    // One turn, so that whoever was on the way into the old file has arrived.
    await (grip.writers === 'unknown' ? wait(BLIND_PAUSE_MS) : turn());
    if (grip.writers === 'held') return grip.untouched();
  }
  if (!lstatSync(box.at).isFile()) return false;
  const out = gripFile(disk.native, box.at, box.path);
  out?.release();
  return out?.whole === true && out.writers !== 'writers' && out.bytes.equals(grip.bytes);
}

/** A person who saves this often within milliseconds is a program gone wild. */
const ROUNDS = 1000;

/** Brings back what was swapped out, until what comes out in turn is what we had put there. */
export function putBack(disk: Disk, box: Box, ours: bigint, versions: Versions): void {
  const place = placeOf(disk.root, box.path);
  let put = ours;
  for (let round = 1; round <= ROUNDS; round++) {
    const held = inodeOf(box.at);
    meetWhole(disk, box, versions);
    // Gone: a person has taken away even ours. That stays so; what we hold is handed over.
    if (!swap(disk.native, box.at, place)) return;
    if (inodeOf(box.at) === put) return;
    put = held;
  }
  throw new Fault('transient', 'FILE_MOVING', `${box.path} is saved without pause; it is tried again later.`);
}

/** Takes note of the bytes that we hold, before they go back to where anybody may replace them. */
export function meetWhole(disk: Disk, box: Box, versions: Versions): void {
  if (!lstatSync(box.at).isFile()) return;
  const grip = gripFile(disk.native, box.at, box.path);
  grip?.release();
  if (grip?.whole) versions.meet(grip.bytes);
}

export function inodeOf(place: string): bigint {
  return lstatSync(place, { bigint: true }).ino;
}
