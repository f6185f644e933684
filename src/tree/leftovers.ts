// Finds files that a killed program left in staging: bytes that were never published, or a person's version just taken
// out of the tree. The two look the same, so all are returned to the caller before any is removed.
import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type TreePath, treePath } from '../domain/ids.ts';
import { isAbsent } from '../errors.ts';
import { blobOf } from './blob.ts';
import { diskFault } from './faults.ts';
import { gripFile } from './grip.ts';
import { keptName } from './portable.ts';
import { readPlace } from './read.ts';
import { type Box, clearEntry, type Disk, ENTRY, WHOLE } from './staging.ts';
import { isOver, isUntouched, type Watched, watchBox, watchedIn } from './watched-box.ts';

export interface Leftover {
  readonly box: Box;
  /** Path of the leftover file itself. */
  readonly place: string;
  /** The tree file it was for; null if its entry was lost in a power cut. */
  readonly path: TreePath | null;
  /** Null if it is not a plain file; it then stays where it is. */
  readonly bytes: Buffer | null;
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
      const bytes = await bytesAt(place);
      if (bytes !== 'absent') found.push({ box, place, path, bytes, watched });
    }
  }
  return found;
}

/** Removes a leftover, or goes on watching it; returns false if its bytes have changed or a program is writing to it.
 *  Call only once its bytes are in Git. */
export async function dropLeftover({ native }: Disk, leftover: Leftover, nowMs: number): Promise<boolean> {
  const { box, place, bytes, watched } = leftover;
  const grip = bytes === null ? null : gripFile(native, place, place);
  try {
    const isSame =
      grip === null ? (await bytesAt(place)) === 'absent' : grip.whole && bytes?.equals(grip.bytes);
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

async function bytesAt(place: string): Promise<Buffer | null | 'absent'> {
  const stats = lstatSync(place, { throwIfNoEntry: false });
  if (stats === undefined) return 'absent';
  if (!stats.isFile()) return null;
  const reading = await readPlace(place, place);
  return reading.absent ? 'absent' : reading.bytes;
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
