// Moves a ref durably by compare-and-swap, under Git's own lock file, so that stock Git and this program don't
// overwrite each other's changes.
import { readdir, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CommitId } from '../domain/ids.ts';
import { systemCode } from '../errors.ts';
import { syncIfThere } from './durable.ts';
import { type LockFile, takeLock } from './lock-file.ts';
import { checkRefName } from './ref-name.ts';
import { readRef } from './refs.ts';
import { type NativeGit, runGit } from './stock.ts';

export interface RefMove {
  /** The ref's expected current value; null = it must not exist. */
  readonly from: CommitId | null;
  /** null = delete the ref. */
  readonly to: CommitId | null;
}

/** Returns false if the ref's value is not `from`. `settle` must make everything the new value refers to durable. */
export async function moveRef(
  git: NativeGit,
  name: string,
  { from, to }: RefMove,
  settle: () => Promise<void>,
): Promise<boolean> {
  checkRefName(name);
  if (to === null) return deleteRef(git, name, from);
  const path = join(git.dir, name);
  const lock = await takeLock(`${path}.lock`);
  try {
    if ((await readRef(git.dir, name)) !== from) return false;
    await Promise.all([lock.write(`${to}\n`), settle()]);
    await replace(lock, path);
    // `git pack-refs` may have taken the new value over by now, durably, and removed its folder.
    await syncIfThere(dirname(path));
    return true;
  } finally {
    await lock.release();
  }
}

async function replace(lock: LockFile, path: string): Promise<void> {
  try {
    await lock.commit(path);
  } catch (error) {
    if (!['EISDIR', 'ENOTEMPTY', 'EEXIST'].includes(systemCode(error) ?? '')) throw error;
    // Deleted refs leave empty folders, which Git ignores as well.
    await removeEmptyFolders(path);
    await lock.commit(path);
  }
}

async function removeEmptyFolders(path: string): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeEmptyFolders(join(path, entry.name));
  }
  await rmdir(path);
}

/** Uses stock Git, because the ref may also be in packed-refs. */
async function deleteRef(git: NativeGit, name: string, from: CommitId | null): Promise<boolean> {
  if ((await readRef(git.dir, name)) !== from) return false;
  if (from === null) return true;
  try {
    await runGit(git, ['update-ref', '-d', name, from]);
  } catch (error) {
    const standing = await readRef(git.dir, name);
    if (standing !== null && standing !== from) return false;
    throw error;
  }
  return (await readRef(git.dir, name)) === null;
}
