// What a killed program left in staging: bytes of ours that never got into the tree, or a person's that had just been
// taken out of it. Nobody can tell which by looking, so all are handed over before any is dropped.
import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TreePath, treePath } from '../domain/ids.ts';
import { isAbsent } from '../errors.ts';
import { diskFault } from './faults.ts';
import { readPlace } from './read.ts';
import { type Box, closeBox, type Disk, ENTRY, writingName } from './staging.ts';

export interface Leftover {
  readonly box: Box;
  /** Which file it was for; null where a power cut left no word of it. */
  readonly path: TreePath | null;
  /** Null where it is no plain file; such a thing is left where it lies, at `box.at`. */
  readonly bytes: Buffer | null;
}

/** All that waits in staging, one by one. Empty and half-written boxes are cleared on the way. */
export async function leftovers(disk: Disk): Promise<readonly Leftover[]> {
  const found: Leftover[] = [];
  for (const name of namesIn(disk.stagingDir)) {
    const leftover = await open(join(disk.stagingDir, name));
    if (leftover !== null) found.push(leftover);
  }
  return found;
}

/** Removes it, once its bytes are known to stand in Git; refuses (false) if they have changed since. */
export async function dropLeftover(leftover: Leftover): Promise<boolean> {
  const now = await open(leftover.box.entry);
  if (now === null) return true;
  if (leftover.bytes === null || now.bytes === null || !now.bytes.equals(leftover.bytes)) return false;
  closeBox(leftover.box);
  return true;
}

async function open(entry: string): Promise<Leftover | null> {
  const { path, at } = entryOf(entry);
  const box: Box = { path: path ?? treePath(''), at, entry };
  const stats = lstatSync(at, { throwIfNoEntry: false });
  if (stats === undefined) {
    closeBox(box);
    return null;
  }
  if (!stats.isFile()) return { box, path, bytes: null };
  // Bytes under this name were never whole, so they were never a person's.
  rmSync(writingName(at), { force: true });
  const reading = await readPlace(at, path ?? at);
  return reading.absent ? null : { box, path, bytes: reading.bytes };
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
