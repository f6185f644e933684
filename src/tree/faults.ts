// Converts file system errors to Faults that tell people what to do. Decides by error codes, never by message text.
import { Fault, type FaultHead, systemCode } from '../errors.ts';

interface Row {
  readonly head: FaultHead;
  readonly sentence: (path: string) => string;
}

const full: Row = {
  head: ['transient', 'DISK_FULL'],
  sentence: (p) => `The disk is full: ${p} was not written. Make room; it is tried again.`,
};
const denied: Row = {
  head: ['configuration', 'TREE_DENIED'],
  sentence: (p) =>
    `The system does not let Show-Build open or write ${p}. Give its user read and write permission.`,
};
const blocked: Row = {
  head: ['refused', 'PATH_BLOCKED'],
  sentence: (p) => `${p} can't be used as a file: it, or a folder above it, is something else on disk.`,
};
const tooMany: Row = {
  head: ['transient', 'TOO_MANY_OPEN'],
  sentence: () => 'Too many files are open at once; it is tried again.',
};

const ROWS: { readonly [code: string]: Row } = {
  ENOSPC: full,
  EDQUOT: full,
  EROFS: {
    head: ['configuration', 'TREE_READ_ONLY'],
    sentence: (p) => `The disk is read-only: ${p} can't be written. Mount it writable.`,
  },
  EACCES: denied,
  EPERM: denied,
  ENOTDIR: blocked,
  EISDIR: blocked,
  ELOOP: blocked,
  ENXIO: blocked,
  ENAMETOOLONG: {
    head: ['refused', 'NAME_TOO_LONG'],
    sentence: (p) => `The name ${p} is longer than this disk allows. Shorten it.`,
  },
  EMFILE: tooMany,
  ENFILE: tooMany,
};

const OTHER: Row = {
  head: ['transient', 'DISK_FAILS'],
  sentence: (p) => `The disk does not answer as it should for ${p}; it is tried again.`,
};

/** The Fault for a system error about `path`. A Fault passes through unchanged; any other error is a bug. */
export function diskFault(error: unknown, path: string): Fault {
  if (error instanceof Fault) return error;
  const code = systemCode(error);
  if (code === null)
    return new Fault('bug', 'TREE_BUG', `Show-Build failed on ${path}.`, {
      tech: String(error),
      cause: error,
    });
  const { head, sentence } = ROWS[code] ?? OTHER;
  return new Fault(...head, sentence(path), { tech: `${code} on ${path}`, cause: error });
}
