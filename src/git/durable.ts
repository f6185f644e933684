// Makes files survive a power cut: syncs their contents, and the folders that hold their names.
import { closeSync, fsync, openSync, writeFileSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { isAbsent, systemCode } from '../errors.ts';

export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Syncs a folder that stock Git may just have emptied and removed; then its parent, which knows that. */
export async function syncIfThere(path: string): Promise<void> {
  try {
    await syncFolder(path);
  } catch (error) {
    if (!isAbsent(error)) throw error;
    await syncIfThere(dirname(path));
  }
}

const sync = promisify(fsync);

/** Writes a new file; its contents are on disk when this resolves. Throws `EEXIST` if the name is taken. */
export async function writeNew(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  // Writing to the page cache synchronously takes microseconds; only the fsync goes to the thread pool.
  const file = openSync(path, 'wx', mode);
  try {
    writeFileSync(file, bytes);
    await sync(file);
  } finally {
    closeSync(file);
  }
}

/** Creates a folder and its missing parents, syncing the parent of each new one. `mode`: of all that are created. */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return;
    if (systemCode(error) !== 'ENOENT') throw error;
    await makeFolder(dirname(path), mode);
    return makeFolder(path, mode);
  }
  await syncIfThere(dirname(path));
}
