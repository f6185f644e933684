// What `native.ts` offers, done with Node alone. Weaker: between its look and its rename, some 20 µs, a save by
// rename can be lost from the disk; who writes is not known; times are exact to a quarter of a microsecond.
import { fstatSync, futimesSync, linkSync, lstatSync, renameSync, unlinkSync } from 'node:fs';
import { Fault, systemCode } from '../errors.ts';
import type { Native } from './calls.ts';

export function portableNative(): Native {
  return {
    missing: 'portable',
    exchange: swapByLink,
    moveNew,
    setModified: (file, mtimeNs) => futimesSync(file, fstatSync(file).atime, Number(mtimeNs) / 1e9),
    lease: () => 'unknown',
    leaseBroken: () => false,
    lock: () => 'unknown',
  };
}

const ATTEMPTS = 20;

/** Where a swap keeps b's file for a moment; after a kill it may stand there alone. */
export const keptName = (a: string): string => `${a}.kept`;

/** Keeps b's file by a second name, replaces b by a if it is still that file, and gives the kept one a's name. */
function swapByLink(a: string, b: string): void {
  const kept = keptName(a);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    link(b, kept);
    if (lstatSync(b).ino === lstatSync(kept).ino) {
      renameSync(a, b);
      renameSync(kept, a);
      return;
    }
    unlinkSync(kept);
  }
  throw new Fault('transient', 'FILE_MOVING', `${b} keeps changing; it is written after the next save.`);
}

function moveNew(from: string, to: string): boolean {
  try {
    link(from, to);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
  unlinkSync(from);
  return true;
}

/** Codes by which disks say that they know no second name for a file. */
const NO_LINKS: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!NO_LINKS.includes(systemCode(error) ?? '')) throw error;
    throw new Fault(
      'configuration',
      'TREE_CANNOT_EXCHANGE',
      "The show's disk can neither swap nor link files, so nothing can be written beneath a person safely. Use another file system.",
      { tech: `${systemCode(error)} linking ${from} to ${to}`, cause: error },
    );
  }
}
