// Converts file system errors to Faults that tell people what to do. Decides by error codes, never by message text.
import { Fault, type FaultKind, systemCode } from '../errors.ts';

type Row = readonly [kind: FaultKind, code: string, sentence: (path: string) => string];

const full: Row = [
  'transient',
  'DISK_FULL',
  (p) => `The disk is full: ${p} was not written. Make room; it is tried again.`,
];
const denied: Row = [
  'configuration',
  'TREE_DENIED',
  (p) => `The system does not let Show-Build open or write ${p}. Give its user read and write permission.`,
];
const blocked: Row = [
  'refused',
  'PATH_BLOCKED',
  (p) => `${p} can't be used as a file: it, or a folder above it, is something else on disk.`,
];

const ROWS: { readonly [code: string]: Row } = {
  ENOSPC: full,
  EDQUOT: full,
  EROFS: [
    'configuration',
    'TREE_READ_ONLY',
    (p) => `The disk is read-only: ${p} can't be written. Mount it writable.`,
  ],
  EACCES: denied,
  EPERM: denied,
  ENOTDIR: blocked,
  EISDIR: blocked,
  ELOOP: blocked,
  ENXIO: blocked,
  ENAMETOOLONG: [
    'refused',
    'NAME_TOO_LONG',
    (p) => `The name ${p} is longer than this disk allows. Shorten it.`,
  ],
  EMFILE: ['transient', 'TOO_MANY_OPEN', () => 'Too many files are open at once; it is tried again.'],
  ENFILE: ['transient', 'TOO_MANY_OPEN', () => 'Too many files are open at once; it is tried again.'],
};

const OTHER: Row = [
  'transient',
  'DISK_FAILS',
  (p) => `The disk does not answer as it should for ${p}; it is tried again.`,
];

/** The Fault for a system error about `path`. A Fault passes through unchanged; any other error is a bug. */
export function diskFault(error: unknown, path: string): Fault {
  if (error instanceof Fault) return error;
  const code = systemCode(error);
  if (code === null)
    return new Fault('bug', 'TREE_BUG', `Show-Build failed on ${path}.`, {
      tech: String(error),
      cause: error,
    });
  const [kind, name, sentence] = ROWS[code] ?? OTHER;
  return new Fault(kind, name, sentence(path), { tech: `${code} on ${path}`, cause: error });
}
