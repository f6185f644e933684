// Migrates a database to this program's schema, in numbered steps. Refuses a newer schema.
import type Database from 'better-sqlite3';
import { Fault } from '../errors.ts';

export function migrate(db: Database.Database, file: string, migrations: readonly string[]): void {
  const version = versionOf(db);
  if (version > migrations.length) throw newer(file, version, migrations.length);
  if (version === migrations.length) return;
  db.transaction(() => {
    // Reads the version again: another program may have migrated while this one waited for the lock.
    for (const text of migrations.slice(versionOf(db))) db.exec(text);
    db.pragma(`user_version = ${migrations.length}`);
  }).exclusive();
}

function versionOf(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

function newer(file: string, found: number, known: number): Fault {
  return new Fault(
    'configuration',
    'STORE_NEWER',
    `The database ${file} was made by a newer Show-Build; update this one, or give it another state folder.`,
    { tech: `schema ${found}, this program knows ${known}` },
  );
}
