// Opens plain files for reading. Follows no symlink and does not block on a named pipe.
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { Fault, isAbsent } from '../errors.ts';
import { diskFault } from './faults.ts';
import { type DiskStat, diskStat } from './stat.ts';

/** For opening anything in the tree: no symlink is followed, and a pipe without a writer does not block. */
export const PLAIN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** A file descriptor, or null if there is no such file. Look at it with `plainStat` before reading. */
export function openPlain(place: string): number | null {
  try {
    return openSync(place, PLAIN_FLAGS);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** Stat of an open file. Throws a Fault if it is a folder or device. `name` appears in the message. */
export function plainStat(file: number, name: string): DiskStat {
  const stat = diskStat(fstatSync(file, { bigint: true }));
  if (stat !== null) return stat;
  throw notPlain(name);
}

/** Text of a small file, null if there is none. Throws a Fault if something else bears the name. */
export function readPlainText(place: string): string | null {
  try {
    const file = openPlain(place);
    if (file === null) return null;
    try {
      plainStat(file, place);
      return readFileSync(file, 'utf8');
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw diskFault(error, place);
  }
}

/** A name for the open file itself, for calls that open by name again and would wait there if a pipe had taken its
 *  place. Only Linux has such names. */
export function nameOfOpen(file: number, place: string): string {
  return process.platform === 'linux' ? `/proc/self/fd/${file}` : place;
}

export function notPlain(name: string): Fault {
  return new Fault(
    'refused',
    'PATH_BLOCKED',
    `${name} is a folder or a device on disk, where a file is expected.`,
  );
}
