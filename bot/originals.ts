// Media that people bring and that Git does not keep: path, SHA-256 and size of each, on refs/show-build/originals.
// Refuses nothing and loses nothing: the files themselves stay where their people put them.
import type { TreePath } from '../src/domain/ids.ts';
import { Fault } from '../src/errors.ts';
import type { FileEntry, Repo } from '../src/git/repo.ts';
import { BOT, ORIGINALS } from './names.ts';

export interface Original {
  readonly sha256: string;
  readonly bytes: number;
}

/** Records media as seen; null = it is gone. One commit for all of them; none where nothing changes. */
export async function recordOriginals(
  repo: Repo,
  seen: ReadonlyMap<TreePath, Original | null>,
  atMs: number,
): Promise<void> {
  if (seen.size === 0) return;
  const before = await repo.ref(ORIGINALS);
  const oldTree = before === null ? null : (await repo.readCommit(before)).tree;
  const files = new Map<TreePath, FileEntry | null>();
  for (const [path, original] of seen) {
    const text = original && `${JSON.stringify({ sha256: original.sha256, bytes: original.bytes })}\n`;
    files.set(path, text === null ? null : { id: await repo.writeBlob(Buffer.from(text)), mode: '100644' });
  }
  const tree = await repo.updateTree(oldTree, files);
  if (tree === oldTree) return;
  const signature = { ...BOT, atMs };
  const commit = await repo.writeCommit({
    tree,
    parents: before === null ? [] : [before],
    author: signature,
    committer: signature,
    message: `Record ${seen.size} media file${seen.size === 1 ? '' : 's'}\n`,
  });
  if (!(await repo.moveRef(ORIGINALS, { from: before, to: commit }))) {
    throw new Fault('bug', 'ORIGINALS_MOVED', 'Something else recorded media; run it again');
  }
}
