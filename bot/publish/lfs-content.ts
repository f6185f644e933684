// Maps an entry on main to its content on disk: media are LFS pointers in Git and real files on disk. Reads the LFS
// object when needed. A text that merely looks like a pointer is never treated as one.
import { createHash } from 'node:crypto';
import { nameOf, type TreePath } from '../../src/domain/ids.ts';
import { type Pointer, parsePointer } from '../../src/domain/media/pointer.ts';
import { oneLine } from '../../src/domain/one-line.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { mediaPath } from '../../src/git/media.ts';
import type { FileEntry, Repo } from '../../src/git/repo.ts';
import { isMedia } from '../../src/tree/media.ts';
import { statAt } from '../../src/tree/stat.ts';

/** Expected content of a path. */
export interface ExpectedContent {
  readonly entry: FileEntry;
  /** Null if the blob itself is the content. */
  readonly pointer: Pointer | null;
}

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

export function isPointed(meant: ExpectedContent | null): boolean {
  return meant !== null && meant.pointer !== null;
}

/** True if these bytes (null: no file) are the expected text (null: no file). */
export function isMeant(repo: Repo, bytes: Buffer | null, meant: ExpectedContent | null): boolean {
  if (bytes === null || meant === null) return bytes === null && meant === null;
  return repo.hashBlob(bytes) === meant.entry.id;
}

/** The bytes expected on disk, told by their hash and size, whether Git has a pointer to them or the bytes themselves. */
export async function pointerMeant(repo: Repo, { entry, pointer }: ExpectedContent): Promise<Pointer> {
  if (pointer !== null) return pointer;
  const bytes = await repo.readBlob(entry.id);
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

/** Why the bytes of this pointer can't be put into the tree; null if the store has them, as far as their size tells. */
export function whyNotKept(repo: Repo, path: TreePath, { sha256, bytes }: Pointer): Reason | null {
  const place = mediaPath(repo, sha256);
  if (bytes === 0 || statAt(place)?.bytes === bytes) return null;
  const sentence = `The bytes of ${oneLine(nameOf(path), MOST_NAME)} as it was then are not kept here; copy it from a backup`;
  return reason('MEDIA_NOT_KEPT', sentence, `no LFS object ${sha256}`);
}
