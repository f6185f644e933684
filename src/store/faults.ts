// Converts database errors to Faults that tell who must act. Decides by SQLite's error codes, never by message text.
import { Fault, systemCode } from '../errors.ts';

const CORRUPT = ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_FORMAT', 'SQLITE_IOERR_SHORT_READ'];
const BUSY = ['SQLITE_BUSY', 'SQLITE_LOCKED'];
/** SHMSIZE: the shared index of the write-ahead log could not grow. */
const FULL = ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE'];
const UNREADABLE = ['SQLITE_CANTOPEN', 'SQLITE_READONLY', 'SQLITE_PERM', 'SQLITE_AUTH', 'SQLITE_IOERR'];

export function isSqlite(error: unknown): boolean {
  return systemCode(error)?.startsWith('SQLITE_') ?? false;
}

export function storeFault(error: unknown, file: string): unknown {
  const code = systemCode(error);
  if (code === null || !isSqlite(error)) return error;
  const more = { tech: `${code} in ${file}: ${(error as Error).message}`, cause: error };
  if (among(code, CORRUPT)) return corrupt(file, more);
  if (among(code, BUSY))
    return new Fault(
      'transient',
      'STORE_BUSY',
      'The database is in use by another program; it is tried again.',
      more,
    );
  if (among(code, FULL))
    return new Fault(
      'configuration',
      'STORE_FULL',
      `No room is left for the database ${file}; free some space.`,
      more,
    );
  if (among(code, UNREADABLE)) return unreadable(file, more);
  return new Fault(
    'bug',
    'STORE_QUERY',
    'A question to the database was put wrongly; please report it.',
    more,
  );
}

export function corrupt(file: string, more: { tech: string; cause?: unknown }): Fault {
  return new Fault(
    'configuration',
    'STORE_CORRUPT',
    `The database ${file} is damaged; set it aside and run rebuild: all of it can be built again from Git.`,
    more,
  );
}

export function unreadable(file: string, more: { tech: string; cause: unknown }): Fault {
  return new Fault(
    'configuration',
    'STORE_UNREADABLE',
    `The database ${file} can't be read or written; check its folder and the permissions.`,
    more,
  );
}

/** SQLite's extended codes begin with the basic code: `SQLITE_IOERR_READ`. */
function among(code: string, plain: readonly string[]): boolean {
  return plain.some((name) => code === name || code.startsWith(`${name}_`));
}
