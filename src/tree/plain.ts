// Opens plain files for reading and nothing else: no symlink is followed, no named pipe waited for.
import { constants, fstatSync, openSync } from 'node:fs';
import { Fault, isAbsent } from '../errors.ts';
import { type DiskStat, diskStat } from './stat.ts';

/** Null where it is not there. */
export function openPlain(place: string): number | null {
  try {
    return openSync(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** Of an open file; a Fault where it is none. `name` is for people. */
export function plainStat(file: number, name: string): DiskStat {
  const stat = diskStat(fstatSync(file, { bigint: true }));
  if (stat !== null) return stat;
  throw new Fault(
    'refused',
    'PATH_BLOCKED',
    `${name} is a folder or a device on disk, where a file is expected.`,
  );
}
