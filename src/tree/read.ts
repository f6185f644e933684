// Reads one file of the tree as it was at one moment. Follows no symlink. Unreadable files are Faults; only missing
// ones count as absent.
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
export type FileReading = WholeFile | { readonly absent: true };

/** A file that changes during this many reads is being written all the time; it is better to wait for the next save. */
const ATTEMPTS = 5;
const PAUSE_MS = 20;
/** Most bytes per read call, so that a large file does not block the event loop. */
const CHUNK_BYTES = 4 * 1024 * 1024;

export async function readFileWhole(root: string, path: TreePath): Promise<FileReading> {
  const place = placeOf(root, path);
  try {
    if (!parentsStand(root, path)) return { absent: true };
    return await readPlace(place, path);
  } catch (error) {
    throw diskFault(error, path);
  }
}

/** Like `readFileWhole` for any place on disk, such as staging. Not confined: never pass it a path from the show. */
export async function readPlace(place: string, name: string): Promise<FileReading> {
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

async function readOnce(place: string, name: string): Promise<FileReading | 'moved'> {
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

/** Null if the file is shorter or longer than `size`. */
async function readAll(file: number, size: number): Promise<Buffer | null> {
  // One extra byte, to detect growth.
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
