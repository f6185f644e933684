// Asks SQLite whether the database is whole, so that damage is met when it is opened, and not in the middle of work.
import type Database from 'better-sqlite3';
import { corrupt } from './faults.ts';

export function requireSound(db: Database.Database, file: string): void {
  const found = db.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw corrupt(file, { tech: `quick_check: ${String(found)}` });
}
