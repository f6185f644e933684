// Finds files that a killed program left in staging: bytes that were never published, or a person's version just taken
// out of the tree. The two look the same, so all are returned to the caller before any is removed.
import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TreePath, treePath } from '../domain/ids.ts';
import { isAbsent } from '../errors.ts';
import { diskFault } from './faults.ts';
import { keptName } from './portable.ts';
import { readPlace } from './read.ts';
import { type Box, clearEntry, type Disk, ENTRY } from './staging.ts';

export interface Leftover {
  readonly box: Box;
  /** Path of the leftover file itself. */
  readonly place: string;
  /** The tree file it was for; null if its entry was lost in a power cut. */
  readonly path: TreePath | null;
  /** Null if it is not a plain file; it then stays where it is. */
  readonly bytes: Buffer | null;
}

/** All files left in staging. Also clears empty and half-written boxes. */
export async function leftovers(disk: Disk): Promise<readonly Leftover[]> {
  const found: Leftover[] = [];
  for (const name of namesIn(disk.stagingDir)) {
    const { path, at } = entryOf(join(disk.stagingDir, name));
    const box: Box = { path: path ?? treePath(''), at, entry: join(disk.stagingDir, name) };
    // Also removes the half-written file, which was never complete and so can't be a person's version.
    clearEntry(box);
    for (const place of [at, keptName(at)]) {
      const bytes = await bytesAt(place);
      if (bytes !== 'absent') found.push({ box, place, path, bytes });
    }
  }
  return found;
}

/** Removes a leftover; returns false if its bytes have changed. Call only once its bytes are in Git. */
export async function dropLeftover({ box, place, bytes }: Leftover): Promise<boolean> {
  const now = await bytesAt(place);
  if (now !== 'absent' && (bytes === null || now === null || !now.equals(bytes))) return false;
  rmSync(place, { force: true });
  clearEntry(box);
  return true;
}

async function bytesAt(place: string): Promise<Buffer | null | 'absent'> {
  const stats = lstatSync(place, { throwIfNoEntry: false });
  if (stats === undefined) return 'absent';
  if (!stats.isFile()) return null;
  const reading = await readPlace(place, place);
  return reading.absent ? 'absent' : reading.bytes;
}

function entryOf(entry: string): { readonly path: TreePath | null; readonly at: string } {
  const unknown = { path: null, at: join(entry, 'whole') };
  const text = textOf(join(entry, ENTRY));
  const [, path, at] = /^\{"path":("(?:[^"\\]|\\.)*"),"at":("(?:[^"\\]|\\.)*")\}$/.exec(text) ?? [];
  if (path === undefined || at === undefined) return unknown;
  return { path: treePath(String(JSON.parse(path))), at: String(JSON.parse(at)) };
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
