// The LFS objects on disk: what there is, and taking away what nothing needs. What is needed, others decide.
import { existsSync, renameSync, statSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pointer } from '../domain/media/pointer.ts';
import { isAbsent } from '../errors.ts';
import { mediaPath } from './media.ts';
import type { Repo } from './repo.ts';

export interface MediaObject extends Pointer {
  /** When it was stored, or last found here when it was to be stored again. */
  readonly storedMs: number;
}

export interface HalfCopy {
  readonly path: string;
  readonly bytes: number;
  readonly writtenMs: number;
}

const SHA256 = /^[0-9a-f]{64}$/;

export async function mediaObjects({ dir }: Pick<Repo, 'dir'>): Promise<readonly MediaObject[]> {
  const found: MediaObject[] = [];
  for (const { path, bytes, writtenMs } of await filesBelow(join(dir, 'lfs/objects'))) {
    const sha256 = path.slice(path.lastIndexOf('/') + 1);
    if (SHA256.test(sha256) && path === mediaPath({ dir }, sha256))
      found.push({ sha256, bytes, storedMs: writtenMs });
  }
  return found;
}

/** Takes away an object that was stored before that time. False if it is gone, or was stored again since. */
export async function removeMediaObject(
  { dir }: Pick<Repo, 'dir'>,
  sha256: string,
  beforeMs: number,
): Promise<boolean> {
  const path = mediaPath({ dir }, sha256);
  const aside = join(dir, 'lfs/tmp', `gone-${sha256}`);
  if (!isOlder(path, beforeMs)) return false;
  renameSync(path, aside);
  // It may have been found again between the look and the move.
  if (isOlder(aside, beforeMs) || existsSync(path)) {
    // A disk takes its time over a long film.
    await rm(aside);
    return true;
  }
  renameSync(aside, path);
  return false;
}

function isOlder(path: string, beforeMs: number): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && stats.mtimeMs < beforeMs;
}

/** Half-made copies. Those of a writer that still runs are young. */
export function mediaLeftovers({ dir }: Pick<Repo, 'dir'>): Promise<readonly HalfCopy[]> {
  return filesBelow(join(dir, 'lfs/tmp'));
}

export async function removeLeftover({ path }: HalfCopy): Promise<void> {
  await rm(path, { force: true });
}

async function filesBelow(folder: string): Promise<readonly HalfCopy[]> {
  const found: HalfCopy[] = [];
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await filesBelow(path)));
    else if (entry.isFile()) {
      const { size, mtimeMs } = await stat(path);
      found.push({ path, bytes: size, writtenMs: mtimeMs });
    }
  }
  return found;
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}
