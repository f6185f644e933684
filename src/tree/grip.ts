// A file that was opened, read and, where the kernel can, watched for writers, all in one go; so that it can be said
// afterwards whether anybody has touched it since. Closing it lets waiting writers go on: hold it for milliseconds.
import { closeSync, readSync } from 'node:fs';
import type { Lease, Native } from './calls.ts';
import { openPlain, plainStat } from './plain.ts';
import { type DiskStat, sameStat } from './stat.ts';

export interface Grip {
  readonly stat: DiskStat;
  readonly bytes: Buffer;
  /** Did it stand still while it was read? */
  readonly whole: boolean;
  readonly writers: Lease;
  /** Has nobody begun to write to it since? Always true where the kernel does not tell (`writers` unknown). */
  untouched(): boolean;
  release(): void;
}

/** Null where there is no such file. `name` is for people. */
export function gripFile(native: Native, place: string, name: string): Grip | null {
  const file = openPlain(place);
  if (file === null) return null;
  try {
    // First the lease, then the reading: what is read under a lease can't change.
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
