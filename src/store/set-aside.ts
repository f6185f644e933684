// Renames a damaged database, so that a new one can be built. Deletes nothing.
import { rename, stat } from 'node:fs/promises';
import { isAbsent } from '../errors.ts';

/** Renames the file with its -wal and -shm to `<file>.corrupt-<n>`, with the first free n; returns the new name. No
 *  connection to it may be open. */
export async function setAside(file: string): Promise<string> {
  const aside = await freeName(file);
  // The log first: if it stayed beside a new database, SQLite would replay it into that one.
  for (const suffix of ['-wal', '-shm', '']) await renameIfPresent(file + suffix, aside + suffix);
  return aside;
}

async function freeName(file: string): Promise<string> {
  for (let n = 1; ; n++) {
    const name = `${file}.corrupt-${n}`;
    const taken = await Promise.all([name, `${name}-wal`, `${name}-shm`].map(exists));
    if (!taken.includes(true)) return name;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

async function renameIfPresent(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}
