// Moves a damaged database out of the way, so that a new one can be built. Deletes nothing.
import { rename, stat } from 'node:fs/promises';
import { isAbsent } from '../errors.ts';

/** Renames the file and its -wal and -shm to `<file>.corrupt-<n>`, the first n that is free; returns the new name.
 *  No connection may be open on it. */
export async function setAside(file: string): Promise<string> {
  const aside = await freeName(file);
  // The log goes first: were it left beside a new database, SQLite would play it into that one.
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
