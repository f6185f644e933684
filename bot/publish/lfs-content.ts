// Maps an entry on main to its content on disk: media are LFS pointers in Git and real files on disk. Reads the LFS
// object when needed. A text that merely looks like a pointer is never treated as one.
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { nameOf, type TreePath } from '../../src/domain/ids.ts';
import { oneLine } from '../../src/domain/one-line.ts';
import { Fault, isAbsent } from '../../src/errors.ts';
import { mediaPath, type Pointer, parsePointer } from '../../src/git/media.ts';
import type { FileEntry, Repo } from '../../src/git/repo.ts';
import { diskFault } from '../../src/tree/faults.ts';
import { isMedia } from '../../src/tree/media.ts';

/** Expected content of a path. */
export interface ExpectedContent {
  readonly entry: FileEntry;
  /** Null if the blob itself is the content. */
  readonly pointer: Pointer | null;
}

/** Limit because publishing holds a whole file in memory. */
const MEDIA_MAX_BYTES = 512 * 1024 * 1024;
const MOST_NAME = 80;
const BINARY = Buffer.of(0);

/** Null if these bytes are the content itself: a pointer needs a name and size that count as media. */
export function pointerOf(path: TreePath, bytes: Buffer): Pointer | null {
  const pointer = parsePointer(bytes);
  return pointer !== null && isMedia(nameOf(path), BINARY, pointer.bytes) ? pointer : null;
}

export async function meantBy(
  repo: Repo,
  path: TreePath,
  entry: FileEntry | null,
): Promise<ExpectedContent | null> {
  if (entry === null) return null;
  const couldBe = isMedia(nameOf(path), BINARY, Number.POSITIVE_INFINITY);
  return { entry, pointer: couldBe ? pointerOf(path, await repo.readBlob(entry.id)) : null };
}

/** True if these bytes (null: no file) are the expected content (null: no file). */
export function isMeant(repo: Repo, bytes: Buffer | null, meant: ExpectedContent | null): boolean {
  if (bytes === null || meant === null) return bytes === null && meant === null;
  const { entry, pointer } = meant;
  if (pointer === null) return repo.hashBlob(bytes) === entry.id;
  return bytes.length === pointer.bytes && sha256(bytes) === pointer.sha256;
}

/** Rejects with a Fault if the LFS object is missing, too large, or doesn't match its hash. */
export async function bytesMeant(
  repo: Repo,
  path: TreePath,
  { entry, pointer }: ExpectedContent,
): Promise<Buffer> {
  if (pointer === null) return repo.readBlob(entry.id);
  const bytes = keptMedia(repo, path, pointer);
  if (bytes !== null && sha256(bytes) === pointer.sha256) return bytes;
  const sentence = `The bytes of ${oneLine(nameOf(path), MOST_NAME)} as it was then are not kept here; copy it from a backup.`;
  throw new Fault('refused', 'MEDIA_NOT_KEPT', sentence, { tech: `no LFS object ${pointer.sha256}` });
}

function keptMedia(repo: Repo, path: TreePath, { sha256: name, bytes }: Pointer): Buffer | null {
  const place = mediaPath(repo, name);
  try {
    if (statSync(place).size !== bytes) return null;
    if (bytes <= MEDIA_MAX_BYTES) return readFileSync(place);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw diskFault(error, place);
  }
  const sentence = `${oneLine(nameOf(path), MOST_NAME)} is too large to be put back from here; copy it from ${place} by hand.`;
  throw new Fault('refused', 'MEDIA_LARGE', sentence);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
