// Stores media in the repository as Git LFS objects: copied or reflinked, verified, and named by hash. Never hard
// links, because an in-place edit would change history; never follows a symbolic link out of the show.
import { randomBytes } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { type FileHandle, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Pointer, pointerText } from '../domain/media/pointer.ts';
import { Fault, isAbsent, systemCode } from '../errors.ts';
import { nameOfOpen, PLAIN_FLAGS } from '../tree/plain.ts';
import { makeFolder, syncFolder } from './durable.ts';
import { mediaThreads } from './media-threads.ts';
import type { Repo } from './repo.ts';

export interface StoredMedia extends Pointer {
  /** The pointer text to commit in its place. */
  readonly pointer: string;
}

// One pair of threads for the whole process: its processors are what they share.
const threads = mediaThreads();

/** Path of the LFS object with this hash, whether or not it exists. */
export function mediaPath(repo: Pick<Repo, 'dir'>, sha256: string): string {
  return join(repo.dir, 'lfs/objects', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

/** Hashes a file. Throws a transient `Fault` if it changed meanwhile. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<Pointer> {
  return withFile(path, async (file) => {
    const before = await file.stat({ bigint: true });
    const hashed = await threads.hash(file.fd, signal);
    checkSame(path, before, await file.stat({ bigint: true }));
    return hashed;
  });
}

/** Stores a durable copy of the file. Throws a transient `Fault` if the file changed meanwhile. */
export async function storeMedia(
  repo: Pick<Repo, 'dir'>,
  path: string,
  signal?: AbortSignal,
): Promise<StoredMedia> {
  return withFile(path, async (file) => {
    const before = await file.stat({ bigint: true });
    const hashed = await threads.hash(file.fd, signal);
    const kept = mediaPath(repo, hashed.sha256);
    if (!(await findsAgain(kept, hashed.bytes))) {
      const temporary = join(repo.dir, 'lfs/tmp', randomBytes(12).toString('hex'));
      try {
        if (!(await copyTo(temporary, { file, path, expected: hashed }, signal))) throw changing(path);
        await place(temporary, repo.dir, kept);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    }
    checkSame(path, before, await file.stat({ bigint: true }));
    return { ...hashed, pointer: pointerText(hashed) };
  });
}

/** Copies an LFS object to a path that must not exist; both file and name are durable then. Leaves nothing behind when
 *  it rejects: with a `Fault` MEDIA_NOT_KEPT if there is no such object or its bytes are others, with `EEXIST` if the
 *  name is taken. */
export async function copyMedia(
  repo: Pick<Repo, 'dir'>,
  expected: Pointer,
  to: string,
  signal?: AbortSignal,
): Promise<void> {
  const path = mediaPath(repo, expected.sha256);
  const file = await open(path, PLAIN_FLAGS).catch((error: unknown) => {
    throw isAbsent(error) ? notKept(expected) : error;
  });
  try {
    const { size } = await file.stat();
    const isWhole = size === expected.bytes && (await copyTo(to, { file, path, expected }, signal));
    if (!isWhole) throw notKept(expected);
  } finally {
    await file.close();
  }
  await syncFolder(dirname(to));
}

async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await openRegular(path);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

async function openRegular(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, PLAIN_FLAGS);
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (error) {
    // A symlink; a socket.
    if (systemCode(error) !== 'ELOOP' && systemCode(error) !== 'ENXIO') throw error;
  }
  throw new Fault(
    'refused',
    'MEDIA_NO_FILE',
    'Only plain files can be kept as media; this is a link or something else.',
    {
      tech: `not a regular file: ${path}`,
    },
  );
}

/** Makes an object young that is about to be pointed to, before it trusts in it: only old ones are ever taken away. */
async function findsAgain(path: string, bytes: number): Promise<boolean> {
  try {
    const now = new Date();
    await utimes(path, now, now);
    return (await stat(path)).size === bytes;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

interface Source {
  readonly file: FileHandle;
  readonly path: string;
  readonly expected: Pointer;
}

/** Copies and syncs the file. False if the copy is not what was expected; there is none then, nor after an error. */
async function copyTo(
  to: string,
  { file, path, expected }: Source,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    const { sha256 } = await threads.copy({ fd: file.fd, from: nameOfOpen(file.fd, path), to }, signal);
    if (sha256 === expected.sha256) return true;
  } catch (error) {
    // A file that had the name before is not this copy.
    if (systemCode(error) !== 'EEXIST') await rm(to, { force: true });
    throw error;
  }
  await rm(to, { force: true });
  return false;
}

async function place(temporary: string, dir: string, kept: string): Promise<void> {
  const folder = join(kept, '..');
  await makeFolder(join(dir, 'lfs/objects'));
  await makeFolder(folder);
  await rename(temporary, kept);
  await syncFolder(folder);
}

function checkSame(path: string, before: BigIntStats, after: BigIntStats): void {
  const same =
    before.size === after.size && before.mtimeNs === after.mtimeNs && before.ctimeNs === after.ctimeNs;
  if (!same) throw changing(path);
}

function changing(path: string): Fault {
  return new Fault(
    'transient',
    'MEDIA_CHANGING',
    'The file is still being written; it is taken when it is at rest.',
    {
      tech: `changed while it was read: ${path}`,
    },
  );
}

function notKept({ sha256 }: Pointer): Fault {
  const sentence = 'The bytes of this media file are not kept here; copy it from a backup.';
  return new Fault('refused', 'MEDIA_NOT_KEPT', sentence, { tech: `no LFS object ${sha256}` });
}
