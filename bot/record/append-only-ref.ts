// Append-only refs: each commit holds the latest state of a few files, on top of the commit before. Used for conflict
// copies and for the records of media.
import type { CommitId, TreePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import type { FileEntry, Repo } from '../../src/git/repo.ts';
import { BOT } from './refs.ts';

export interface RefEntry {
  readonly files: ReadonlyMap<TreePath, FileEntry | null>;
  readonly message: string;
  readonly atMs: number;
}

/** Adds a commit that sets these files, or removes those that are null. Does nothing if that changes no file. */
export async function appendTo(repo: Repo, ref: string, { files, message, atMs }: RefEntry): Promise<void> {
  const before: CommitId | null = await repo.ref(ref);
  const oldTree = before === null ? null : (await repo.readCommit(before)).tree;
  const tree = await repo.updateTree(oldTree, files);
  if (tree === oldTree) return;
  const signature = { ...BOT, atMs };
  const commit = await repo.writeCommit({
    tree,
    parents: before === null ? [] : [before],
    author: signature,
    committer: signature,
    message: `${message}\n`,
  });
  if (await repo.moveRef(ref, { from: before, to: commit })) return;
  throw new Fault('bug', 'REF_MOVED', `Something else moved ${ref}; run it again`);
}
