// Finds files that a killed program left in staging: bytes that were never published, or a person's version just taken
// out of the tree. The two look the same, so all are returned to the caller before any is removed.
import { closeSync, lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { nameOf, type TreePath, treePath } from '../domain/ids.ts';
import { isAbsent } from '../errors.ts';
import { blobOf } from './blob.ts';
import type { Native } from './calls.ts';
import { diskFault } from './faults.ts';
import { gripFile } from './grip.ts';
import { isMediaName } from './media.ts';
import { openPlain, plainStat } from './plain.ts';
import { keptName } from './portable.ts';
import { readPlace } from './read.ts';
import { type Box, clearEntry, type Disk, ENTRY, WHOLE } from './staging.ts';
import { type DiskStat, diskStat, sameStat } from './stat.ts';
import { isOver, isUntouched, type Watched, watchBox, watchedIn } from './watched-box.ts';

export interface Leftover {
  readonly box: Box;
  /** Path of the leftover file itself. */
  readonly place: string;
  /** The tree file it was for; null if its entry was lost in a power cut. */
  readonly path: TreePath | null;
  /** Null if it is not a plain file, which stays where it is; `large` if it is not read into memory. */
  readonly bytes: Buffer | 'large' | null;
  readonly stat: DiskStat | null;
  readonly watched: Watched | null;
}

/** All files left in staging, except watched ones that have not changed. Also clears empty and half-written boxes. */
export async function leftovers(disk: Disk, nowMs: number): Promise<readonly Leftover[]> {
  const found: Leftover[] = [];
  for (const name of namesIn(disk.stagingDir)) {
    const { path, at } = entryOf(join(disk.stagingDir, name));
    const box: Box = { path: path ?? treePath(''), at, entry: join(disk.stagingDir, name) };
    // Also removes the half-written file, which was never complete and so can't be a person's version.
    clearEntry(box);
    const watched = watchedIn(box.entry);
    if (watched !== null && !isOver(watched, nowMs) && isUntouched(box)) continue;
    for (const place of [at, keptName(at)]) {
      const reading = await readingAt(place, path);
      if (reading !== 'absent') found.push({ box, place, path, ...reading, watched });
    }
  }
  return found;
}

/** Removes a leftover, or goes on watching it; returns false if its bytes have changed or a program is writing to it.
 *  Call only once its bytes are in Git. */
export async function dropLeftover({ native }: Disk, leftover: Leftover, nowMs: number): Promise<boolean> {
  const { box, place, path, bytes, watched } = leftover;
  if (bytes === 'large') return dropLarge(native, leftover);
  const grip = bytes === null ? null : gripFile(native, place, place);
  try {
    const isSame =
      grip === null ? (await readingAt(place, path)) === 'absent' : grip.whole && bytes?.equals(grip.bytes);
    if (!isSame || grip?.writers === 'writers' || grip?.untouched() === false) return false;
    if (grip !== null && watched !== null && !isOver(watched, nowMs)) {
      watchBox(box, [...watched.known, blobOf(grip.bytes)], watched.sinceMs);
      return true;
    }
    rmSync(place, { force: true });
    clearEntry(box);
    return true;
  } finally {
    grip?.release();
  }
}

function dropLarge(native: Native, { box, place, stat }: Leftover): boolean {
  const file = openPlain(place);
  if (file !== null) {
    try {
      const isSame = stat !== null && sameStat(stat, plainStat(file, place));
      if (!isSame || native.lease(file) === 'writers') return false;
    } finally {
      closeSync(file);
    }
  }
  rmSync(place, { force: true });
  clearEntry(box);
  return true;
}

type Reading = Pick<Leftover, 'bytes' | 'stat'> | 'absent';

/** A file of unknown name that is larger is no script. */
const LARGE_BYTES = 8 * 1024 * 1024;

async function readingAt(place: string, path: TreePath | null): Promise<Reading> {
  const stats = lstatSync(place, { bigint: true, throwIfNoEntry: false });
  if (stats === undefined) return 'absent';
  const stat = diskStat(stats);
  if (stat?.kind !== 'file') return { bytes: null, stat: null };
  const isLarge = path === null ? stat.bytes > LARGE_BYTES : isMediaName(nameOf(path));
  if (isLarge) return { bytes: 'large', stat };
  const reading = await readPlace(place, place);
  return reading.absent ? 'absent' : { bytes: reading.bytes, stat };
}

function entryOf(entry: string): { readonly path: TreePath | null; readonly at: string } {
  const inside = join(entry, WHOLE);
  const unknown = { path: null, at: inside };
  const text = textOf(join(entry, ENTRY));
  const [, path, at] = /^\{"path":("(?:[^"\\]|\\.)*"),"at":("(?:[^"\\]|\\.)*")\}$/.exec(text) ?? [];
  if (path === undefined || at === undefined) return unknown;
  const said = String(JSON.parse(at));
  // In a copy of the state, the entry still names the place in the original, which is at work on it.
  return { path: treePath(String(JSON.parse(path))), at: basename(said) === WHOLE ? inside : said };
}

function textOf(place: string): string {
  try {
    return readFileSync(place, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return '';
    throw diskFault(error, place);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw diskFault(error, folder);
  }
}
