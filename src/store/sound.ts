// Checks the database for damage when it is opened, so that damage does not show up in the middle of work.
import { stat } from 'node:fs/promises';
import type Database from 'better-sqlite3';
import { isAbsent } from '../errors.ts';
import { corrupt, unreadable } from './faults.ts';

// The check takes about 12 ms per megabyte, so below this size it always runs.
const ALWAYS_CHECKED_BYTES = 32 * 1_048_576;

/** Whether to check the database. A large one only if its -wal is still there: then the last program was killed. */
export async function isSuspect(file: string): Promise<boolean> {
  if (file === ':memory:') return false;
  const [bytes, logBytes] = await Promise.all([sizeOf(file), sizeOf(`${file}-wal`)]);
  return bytes !== null && (logBytes !== null || bytes <= ALWAYS_CHECKED_BYTES);
}

export function requireSound(db: Database.Database, file: string): void {
  const found = db.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw corrupt(file, { tech: `quick_check: ${String(found)}` });
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw unreadable(file, { tech: String(error), cause: error });
  }
}
