// Opens and reads a file in one go and, if the kernel supports it, watches it for writers, so that later code can tell
// whether it was touched. Writers wait until the file is closed, so hold it only for milliseconds.
import { closeSync, readSync } from 'node:fs';
import type { FileLease, Native } from './calls.ts';
import { openPlain, plainStat } from './plain.ts';
import { type DiskStat, sameStat } from './stat.ts';

export interface Grip {
  readonly stat: DiskStat;
  readonly bytes: Buffer;
  /** Whether it stayed unchanged while it was read. */
  readonly whole: boolean;
  readonly writers: FileLease;
  /** Whether no process has opened it for writing since. Always true without a lease. */
  untouched(): boolean;
  release(): void;
}

/** Null if there is no such file. `name` appears in messages. */
export function gripFile(native: Native, place: string, name: string): Grip | null {
  const file = openPlain(place);
  if (file === null) return null;
  try {
    // The lease before the read: bytes read under a lease can't change.
    const writers = native.lease(file);
    const stat = plainStat(file, name);
    const bytes = readToEnd(file, stat.bytes);
    const whole = bytes.length === stat.bytes && sameStat(stat, plainStat(file, name));
    const untouched = (): boolean => writers !== 'held' || !native.leaseBroken(file);
    return { stat, bytes, whole, writers, untouched, release: () => closeSync(file) };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function readToEnd(file: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let filled = 0;
  while (filled < size) {
    const got = readSync(file, bytes, filled, size - filled, filled);
    if (got === 0) break;
    filled += got;
  }
  return bytes.subarray(0, filled);
}
