// Reads one file of the tree as it stood at one moment. Follows no symlink; what can't be read is a Fault, and only
// what is not there is absent.
import { closeSync, readSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { TreePath } from '../domain/ids.ts';
import { Fault } from '../errors.ts';
import { parentsStand, placeOf } from './confine.ts';
import { diskFault } from './faults.ts';
import { openPlain, plainStat } from './plain.ts';
import { type DiskStat, sameStat } from './stat.ts';

export interface WholeFile {
  readonly absent: false;
  readonly bytes: Buffer;
  readonly stat: DiskStat;
}
export type Reading = WholeFile | { readonly absent: true };

/** A file that changes during this many readings is being written all the time; the next save is the better moment. */
const ATTEMPTS = 5;
const PAUSE_MS = 20;
/** One call of read takes no more, so that a large file leaves the program time for others. */
const CHUNK_BYTES = 4 * 1024 * 1024;

export async function readFileWhole(root: string, path: TreePath): Promise<Reading> {
  const place = placeOf(root, path);
  try {
    if (!parentsStand(root, path)) return { absent: true };
    return await readPlace(place, path);
  } catch (error) {
    throw diskFault(error, path);
  }
}

/** As `readFileWhole`, of a place anywhere: staging, a leftover. Not confined, so never for a path from the show. */
export async function readPlace(place: string, name: string): Promise<Reading> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const reading = await readOnce(place, name);
    if (reading !== 'moved') return reading;
    await wait(PAUSE_MS * attempt);
  }
  throw new Fault(
    'transient',
    'FILE_MOVING',
    `${name} keeps changing while it is read; it is read again after the next save.`,
  );
}

async function readOnce(place: string, name: string): Promise<Reading | 'moved'> {
  const file = openPlain(place);
  if (file === null) return { absent: true };
  try {
    const before = plainStat(file, name);
    const bytes = await readAll(file, before.bytes);
    if (bytes === null || !sameStat(before, plainStat(file, name))) return 'moved';
    return { absent: false, bytes, stat: before };
  } finally {
    closeSync(file);
  }
}

/** Null where the file holds less or more than it said. */
async function readAll(file: number, size: number): Promise<Buffer | null> {
  // One byte more than expected, to see growth.
  const bytes = Buffer.allocUnsafe(size + 1);
  let filled = 0;
  while (filled <= size) {
    const got = readSync(file, bytes, filled, Math.min(CHUNK_BYTES, bytes.length - filled), filled);
    if (got === 0) return filled === size ? bytes.subarray(0, size) : null;
    filled += got;
    if (filled < size) await new Promise<void>((resume) => setImmediate(resume));
  }
  return null;
}
