// Stores media in the repository as Git LFS objects: copied or reflinked, verified, and named by hash. Never hard
// links, because an in-place edit would change history; never follows a symbolic link out of the show.
import { createHash, randomBytes } from 'node:crypto';
import { type BigIntStats, constants } from 'node:fs';
import { chmod, copyFile, type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Pointer, pointerText } from '../domain/media/pointer.ts';
import { Fault, isAbsent, systemCode } from '../errors.ts';
import { nameOfOpen, PLAIN_FLAGS } from '../tree/plain.ts';
import { makeFolder, syncFolder } from './durable.ts';
import type { Repo } from './repo.ts';

export interface StoredMedia extends Pointer {
  /** The pointer text to commit in its place. */
  readonly pointer: string;
}

const CHUNK_BYTES = 1_048_576;

/** Path of the LFS object with this hash, whether or not it exists. */
export function mediaPath(repo: Pick<Repo, 'dir'>, sha256: string): string {
  return join(repo.dir, 'lfs/objects', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

/** Hashes a file. Throws a transient `Fault` if it changed meanwhile. */
export async function hashFile(path: string): Promise<Pointer> {
  return withFile(path, async (file) => {
    const before = await file.stat({ bigint: true });
    const hashed = await hashOf(file);
    checkSame(path, before, await file.stat({ bigint: true }));
    return hashed;
  });
}

/** Stores a durable copy of the file. Throws a transient `Fault` if the file changed meanwhile. */
export async function storeMedia(repo: Pick<Repo, 'dir'>, path: string): Promise<StoredMedia> {
  return withFile(path, async (file) => {
    const before = await file.stat({ bigint: true });
    const hashed = await hashOf(file);
    const kept = mediaPath(repo, hashed.sha256);
    if (!(await holds(kept, hashed.bytes))) {
      const temporary = join(repo.dir, 'lfs/tmp', randomBytes(12).toString('hex'));
      try {
        await copyInto({ file, path }, temporary, hashed);
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

/** Copies an LFS object to a path that must not exist. Rejects with a `Fault` MEDIA_NOT_KEPT if there is no such object
 *  or its bytes are others, and leaves nothing behind then. */
export async function copyMedia(repo: Pick<Repo, 'dir'>, expected: Pointer, to: string): Promise<void> {
  const path = mediaPath(repo, expected.sha256);
  if (!(await holds(path, expected.bytes))) throw notKept(expected);
  try {
    await withFile(path, (file) => copyInto({ file, path }, to, expected));
  } catch (error) {
    await rm(to, { force: true });
    throw error instanceof Fault && error.code === 'MEDIA_CHANGING' ? notKept(expected) : error;
  }
}

function notKept({ sha256 }: Pointer): Fault {
  return new Fault(
    'refused',
    'MEDIA_NOT_KEPT',
    'The bytes of this file are not kept here; copy it from a backup.',
    {
      tech: `no LFS object ${sha256} with its bytes`,
    },
  );
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

async function hashOf(file: FileHandle): Promise<Pointer> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let bytes = 0; ; ) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, bytes);
    if (bytesRead === 0) return { sha256: hash.digest('hex'), bytes };
    hash.update(buffer.subarray(0, bytesRead));
    bytes += bytesRead;
  }
}

async function holds(path: string, bytes: number): Promise<boolean> {
  try {
    return (await stat(path)).size === bytes;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

/** Copies and syncs the file; throws if the copy's hash differs from the expected one. */
async function copyInto(
  { file, path }: { readonly file: FileHandle; readonly path: string },
  temporary: string,
  expected: Pointer,
): Promise<void> {
  await copyFile(nameOfOpen(file.fd, path), temporary, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
  await chmod(temporary, 0o644);
  await withFile(temporary, async (copy) => {
    const { sha256 } = await hashOf(copy);
    if (sha256 !== expected.sha256) throw changing(path);
    await copy.sync();
  });
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
