// Loads better-sqlite3 on first use and opens a file with it. If it is not installed, throws a Fault, and the caller
// continues without a database.
import { closeSync, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { Fault, systemCode } from '../errors.ts';
import { openPrivate } from '../private-file.ts';
import { isSqlite, storeFault, unreadable } from './faults.ts';

export type LoadDriver = () => Promise<typeof Database>;

const BUSY_TIMEOUT_MS = 5_000;
const PAGE_CACHE_KIB = 16_384;

export async function connect(
  file: string,
  load: LoadDriver,
  options: Database.Options = {},
): Promise<Database.Database> {
  if (file !== ':memory:') await requireFolder(file);
  const driver = await load().catch((error: unknown) => {
    throw unavailable(error);
  });
  if (file !== ':memory:') keepForThisUser(file);
  try {
    return new driver(file, { timeout: BUSY_TIMEOUT_MS, ...options });
  } catch (error) {
    // The constructor also loads the native binding; errors from SQLite itself have an SQLite code.
    throw isSqlite(error) ? storeFault(error, file) : unavailable(error);
  }
}

export async function loadBetterSqlite(): Promise<typeof Database> {
  return (await import('better-sqlite3')).default;
}

/** WAL with NORMAL can lose the last writes in a power cut, but never consistency. That is enough for data that can be
 *  rebuilt from Git. */
export function configure(db: Database.Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  db.pragma(`cache_size = -${PAGE_CACHE_KIB}`);
}

/** SQLite gives the mode of a database to the -wal and -shm that it makes, but not to those of an older version. */
function keepForThisUser(file: string): void {
  const beside = [`${file}-wal`, `${file}-shm`].filter((path) => existsSync(path));
  try {
    for (const path of [file, ...beside]) closeSync(openPrivate(path));
  } catch (error) {
    // The driver meets the same, and reports it as a fault of the database.
    if (systemCode(error) === null) throw error;
  }
}

/** Checked here because better-sqlite3 reports a missing folder without an error code. */
async function requireFolder(file: string): Promise<void> {
  await stat(dirname(file)).catch((cause: unknown) => {
    throw unreadable(file, { tech: String(cause), cause });
  });
}

function unavailable(cause: unknown): Fault {
  return new Fault(
    'configuration',
    'STORE_UNAVAILABLE',
    'Search, SQL and plots are off, because the database driver can\'t be loaded; "npm rebuild better-sqlite3" with this Node version builds it, which needs python3, make and a C++ compiler.',
    { tech: `better-sqlite3 on Node ${process.version}: ${String(cause)}`, cause },
  );
}
