// Reads one path on disk and classifies it: absent, content for Git, or media that Git does not keep. Changes no file.
import { createHash } from 'node:crypto';
import { lstatSync, readlinkSync } from 'node:fs';
import type { BlobId, TreePath } from '../../src/domain/ids.ts';
import { nameOf } from '../../src/domain/ids.ts';
import { pointerText } from '../../src/domain/media/pointer.ts';
import { isAbsent } from '../../src/errors.ts';
import { modeOf } from '../../src/git/file-mode.ts';
import { hashFile, storeMedia } from '../../src/git/media.ts';
import { checkPath, refusedName } from '../../src/git/path.ts';
import { isRefusedContent } from '../../src/git/refused-names.ts';
import type { FileMode, Repo } from '../../src/git/repo.ts';
import { diskFault } from '../../src/tree/faults.ts';
import { kindOfPath } from '../../src/tree/ignore.ts';
import { isMedia, isMediaName, SNIFF_BYTES } from '../../src/tree/media.ts';
import { readFileWhole } from '../../src/tree/read.ts';
import type { DiskStat } from '../../src/tree/stat.ts';

export type FileOnDisk =
  | { readonly kind: 'absent' }
  /** Goes into Git; for media, `bytes` is the LFS pointer. */
  | {
      readonly kind: 'content';
      readonly blob: BlobId;
      readonly bytes: Buffer;
      readonly mode: FileMode;
      readonly stat: DiskStat;
    }
  /** A conflict copy of a text: kept on a ref of its own, and no content of the show. */
  | {
      readonly kind: 'copy';
      readonly blob: BlobId;
      readonly bytes: Buffer;
      readonly mode: FileMode;
      readonly sha256: string;
      readonly stat: DiskStat;
    }
  /** A person's media that Git does not keep. */
  | { readonly kind: 'original'; readonly sha256: string; readonly stat: DiskStat };

/** Rejects with a Fault if the file can't be read: unreadable is not absent. */
export async function inspectFile(
  repo: Repo,
  root: string,
  path: TreePath,
  stat: DiskStat,
  keep: 'generated' | 'all',
): Promise<FileOnDisk> {
  const seen = await contentAt(repo, root, path, stat, keep);
  if (seen.kind !== 'content' || kindOfPath(path) !== 'conflict') return seen;
  return { ...seen, kind: 'copy', sha256: createHash('sha256').update(seen.bytes).digest('hex') };
}

async function contentAt(
  repo: Repo,
  root: string,
  path: TreePath,
  stat: DiskStat,
  keep: 'generated' | 'all',
): Promise<FileOnDisk> {
  checkPath(path);
  if (stat.kind === 'symlink') {
    // Keep the link itself, which is what the person made; its target may lie outside the show.
    const bytes = readLink(root, path);
    return { kind: 'content', blob: repo.hashBlob(bytes), bytes, mode: '120000', stat };
  }
  if (isMediaName(nameOf(path))) return media(repo, root, path, stat, keep);
  const reading = await readFileWhole(root, path);
  if (reading.absent) return { kind: 'absent' };
  const { bytes, stat: read } = reading;
  if (isRefusedContent(nameOf(path), bytes)) throw refusedName(path, 'its lines are too long for Git');
  if (isMedia(nameOf(path), bytes.subarray(0, SNIFF_BYTES), bytes.length)) {
    return media(repo, root, path, stat, keep);
  }
  return { kind: 'content', blob: repo.hashBlob(bytes), bytes, mode: modeOf(read), stat: read };
}

async function media(
  repo: Repo,
  root: string,
  path: TreePath,
  stat: DiskStat,
  keep: 'generated' | 'all',
): Promise<FileOnDisk> {
  const place = `${root}/${path}`;
  try {
    if (keep === 'generated') return { kind: 'original', sha256: (await hashFile(place)).sha256, stat };
    const bytes = Buffer.from(pointerText(await storeMedia(repo, place)));
    return { kind: 'content', blob: repo.hashBlob(bytes), bytes, mode: modeOf(stat), stat };
  } catch (error) {
    // Absent only if the file itself is missing; the error may be about a missing folder in the Git repository.
    if (isAbsent(error) && lstatSync(place, { throwIfNoEntry: false }) === undefined)
      return { kind: 'absent' };
    throw diskFault(error, path);
  }
}

function readLink(root: string, path: TreePath): Buffer {
  try {
    return readlinkSync(`${root}/${path}`, { encoding: 'buffer' });
  } catch (error) {
    throw diskFault(error, path);
  }
}
