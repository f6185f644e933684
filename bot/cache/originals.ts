// Records the media that people bring and Git does not keep: path, SHA-256 and size of each, on
// refs/show-build/originals. The files themselves stay where people put them.
import { z } from 'zod';
import type { TreePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import type { FileEntry, Repo } from '../../src/git/repo.ts';
import { appendTo } from '../record/append-only-ref.ts';
import { ORIGINALS } from '../record/refs.ts';
import type { DiskIndex } from './disk-index.ts';

export interface Original {
  readonly sha256: string;
  readonly bytes: number;
}

/** Records media as seen, null for deleted files, in one commit. Writes none if nothing changed. */
export async function recordOriginals(
  repo: Repo,
  seen: ReadonlyMap<TreePath, Original | null>,
  atMs: number,
): Promise<void> {
  if (seen.size === 0) return;
  const files = new Map<TreePath, FileEntry | null>();
  for (const [path, original] of seen) {
    const text = original && `${JSON.stringify({ sha256: original.sha256, bytes: original.bytes })}\n`;
    const entry =
      text === null ? null : { id: await repo.writeBlob(Buffer.from(text)), mode: '100644' as const };
    files.set(path, entry);
  }
  const message = `Record ${seen.size} media file${seen.size === 1 ? '' : 's'}`;
  await appendTo(repo, ORIGINALS, { files, message, atMs });
}

/** Fills an empty disk index from the record, so that originals deleted in the meantime are noticed as missing. */
export async function rememberOriginals(repo: Repo, disk: DiskIndex): Promise<void> {
  const recorded = disk.syncedWith() === null ? await repo.ref(ORIGINALS) : null;
  if (recorded === null) return;
  const { tree } = await repo.readCommit(recorded);
  for (const { path, id } of await repo.listFiles(tree)) {
    const { sha256, bytes } = parseOriginal((await repo.readBlob(id)).toString('utf8'), path);
    const unseen = { mtimeNs: 0n, ctimeNs: 0n, inode: 0n, arrivedMs: 0 };
    disk.set(path, { blob: null, bytes, sha256, writtenBy: 'person', ...unseen });
  }
}

/** Originals recorded below a folder. */
export async function originalsBelow(
  repo: Repo,
  folder: TreePath,
): Promise<readonly (Original & { readonly path: TreePath })[]> {
  const recorded = await repo.ref(ORIGINALS);
  if (recorded === null) return [];
  const files = await repo.listFiles((await repo.readCommit(recorded)).tree, folder);
  return Promise.all(
    files.map(async ({ path, id }) => ({
      path,
      ...parseOriginal((await repo.readBlob(id)).toString('utf8'), path),
    })),
  );
}

const shape = z.object({ sha256: z.string(), bytes: z.number() });

function parseOriginal(text: string, path: TreePath): Original {
  const parsed = shape.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Fault('bug', 'ORIGINAL_UNREADABLE', `The record of ${path} can't be read`, {
    tech: z.prettifyError(parsed.error),
  });
}
