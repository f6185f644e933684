// Opens plain files for reading. Follows no symlink and does not block on a named pipe.
import { constants, fstatSync, openSync } from 'node:fs';
import { Fault, isAbsent } from '../errors.ts';
import { type DiskStat, diskStat } from './stat.ts';

/** A file descriptor, or null if there is no such file. */
export function openPlain(place: string): number | null {
  try {
    return openSync(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** Stat of an open file. Throws a Fault if it is a folder or device. `name` appears in the message. */
export function plainStat(file: number, name: string): DiskStat {
  const stat = diskStat(fstatSync(file, { bigint: true }));
  if (stat !== null) return stat;
  throw new Fault(
    'refused',
    'PATH_BLOCKED',
    `${name} is a folder or a device on disk, where a file is expected.`,
  );
}
