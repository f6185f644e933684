// What a killed program left in staging: bytes of ours that never got into the tree, or a person's that had just been
// taken out of it. Nobody can tell which by looking, so all are handed over before any is dropped.
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
  /** The file itself. */
  readonly place: string;
  /** Which file it was for; null where a power cut left no word of it. */
  readonly path: TreePath | null;
  /** Null where it is no plain file; such a thing is left where it lies. */
  readonly bytes: Buffer | null;
}

/** All that waits in staging. Empty and half-written boxes are cleared on the way. */
export async function leftovers(disk: Disk): Promise<readonly Leftover[]> {
  const found: Leftover[] = [];
  for (const name of namesIn(disk.stagingDir)) {
    const { path, at } = entryOf(join(disk.stagingDir, name));
    const box: Box = { path: path ?? treePath(''), at, entry: join(disk.stagingDir, name) };
    // Bytes under the name of the half-written were never whole, so they were never a person's.
    clearEntry(box);
    for (const place of [at, keptName(at)]) {
      const bytes = await bytesAt(place);
      if (bytes !== 'absent') found.push({ box, place, path, bytes });
    }
  }
  return found;
}

/** Removes it, once its bytes are known to stand in Git; refuses (false) if they have changed since. */
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
