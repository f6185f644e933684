// The calls of `native.ts` with Node alone, and weaker: a save by rename in the 20 µs or so between check and rename
// can be lost from the disk; writers can't be detected; times are exact only to a quarter of a microsecond.
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
    // The code is lost: nothing but a signal ends a process whose threads are stuck.
    leave: () => void process.kill(process.pid, 'SIGKILL'),
  };
}

const ATTEMPTS = 20;

/** Temporary second name of b's file during a swap; after a kill, it may be the file's only name. */
export const keptName = (a: string): string => `${a}.kept`;

/** Gives b's file a second name, renames a over b if b is still the same file, then renames the kept file to a. */
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

/** Error codes of disks that do not support hard links. */
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
