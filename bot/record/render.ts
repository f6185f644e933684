// Turns a change into Git objects: blobs, trees and one commit on a given parent. Moves no ref.
import { type Change, pathsOf, textOfWhole } from '../../src/domain/change.ts';
import { applyEdits } from '../../src/domain/edit.ts';
import type { Enhancement, Rendering } from '../../src/domain/enhancement.ts';
import type { CommitId, TreeId, TreePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import type { FileEntry, Repo } from '../../src/git/repo.ts';
import { decodeText, encodeText } from '../../src/tree/blob.ts';
import { type Bases, enhancementMessage } from './commit-messages.ts';
import { BOT } from './refs.ts';

export interface Rendered {
  readonly rendering: Rendering;
  readonly tree: TreeId;
  /** New entry at each changed path; null if there is no file any more. */
  readonly files: ReadonlyMap<TreePath, FileEntry | null>;
}

/**
 * Commits the enhancement on `parent`. Its change must be placed on the parent's files.
 * The same enhancement on the same parent gives the same commit, byte for byte.
 * Rejects with a Fault `bug` if an edit doesn't fit: nothing is written that a reviewer has not seen.
 */
export async function render(
  repo: Repo,
  enhancement: Enhancement,
  parent: { readonly commit: CommitId; readonly tree: TreeId },
): Promise<Rendered> {
  const { tree, bases, files } = await changedTree(repo, enhancement.change, parent.tree);
  const signature = { ...BOT, atMs: enhancement.proposedMs };
  const commit = await repo.writeCommit({
    tree,
    parents: [parent.commit],
    author: signature,
    committer: signature,
    message: enhancementMessage(enhancement, bases),
  });
  return { rendering: { commit, parent: parent.commit, bases: Object.fromEntries(bases) }, tree, files };
}

export async function changedTree(
  repo: Repo,
  change: Change,
  tree: TreeId,
): Promise<{ tree: TreeId; bases: Bases; files: ReadonlyMap<TreePath, FileEntry | null> }> {
  const bases = new Map<TreePath, FileEntry['id'] | null>();
  const files = new Map<TreePath, FileEntry | null>();
  for (const path of pathsOf(change)) {
    const before = await repo.fileAt(tree, path);
    bases.set(path, before?.id ?? null);
    files.set(path, before);
  }
  for (const file of change.files) {
    const before = files.get(file.path) ?? null;
    if (file.kind === 'move') {
      files.set(file.to, before).set(file.path, null);
      continue;
    }
    const text =
      file.kind === 'edit'
        ? applyEdits(await textOf(repo, before, file.path), file.edits)
        : textOfWhole(file);
    files.set(file.path, { id: await repo.writeBlob(encodeText(text)), mode: before?.mode ?? '100644' });
  }
  return { tree: await repo.updateTree(tree, files), bases, files };
}

async function textOf(repo: Repo, entry: FileEntry | null, path: TreePath): Promise<string> {
  const text = entry === null ? null : decodeText(await repo.readBlob(entry.id));
  if (text === null) throw new Fault('bug', 'RENDER_NO_TEXT', `${path} has no text to edit in Git`);
  return text;
}
