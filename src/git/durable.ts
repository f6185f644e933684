// Makes names and bytes survive a power cut: file contents by fsync, names by fsync of their folder.
import { closeSync, fsync, openSync, writeFileSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { systemCode } from '../errors.ts';

export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const sync = promisify(fsync);

/** A new file with these bytes, on disk when it returns. `EEXIST` where the name is taken. */
export async function writeNew(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  // Into the page cache at once, which takes microseconds; only the disk is waited for elsewhere.
  const file = openSync(path, 'wx', mode);
  try {
    writeFileSync(file, bytes);
    await sync(file);
  } finally {
    closeSync(file);
  }
}

/** The folder and those above it, each new one named durably. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return;
    if (systemCode(error) !== 'ENOENT') throw error;
    await makeFolder(dirname(path));
    return makeFolder(path);
  }
  await syncFolder(dirname(path));
}
