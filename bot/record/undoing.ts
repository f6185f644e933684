// Computes the files of a tree without one landed change. Null where the text no longer reads as it landed: no guess.
import { type FileChange, pathAfter, textReplaced } from '../../src/domain/change.ts';
import { applyEdits, inverted } from '../../src/domain/edit.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { BlobId, CommitId, TreeId, TreePath } from '../../src/domain/ids.ts';
import type { Names } from '../../src/domain/names.ts';
import { transplantEdits } from '../../src/domain/transplant.ts';
import type { FileEntry, Repo } from '../../src/git/repo.ts';
import { decodeText, encodeText } from '../../src/tree/blob.ts';
import { landedChange } from './reviewer-words.ts';

type UndoRepo = Pick<Repo, 'readBlob' | 'readCommit' | 'fileAt' | 'writeBlob' | 'updateTree'>;

export interface LandedRecord {
  readonly kept: EnhancementRecord;
  readonly landing: CommitId;
}

export type Undone =
  | { readonly tree: TreeId }
  /** A file in which the change can't be taken back. */
  | { readonly conflict: TreePath };

/** The tree without the change. */
export async function without(
  repo: UndoRepo,
  names: Names,
  { kept, landing }: LandedRecord,
  tree: TreeId,
): Promise<Undone> {
  const change = await landedChange(repo, kept);
  const landedTree = (await repo.readCommit(landing)).tree;
  const nameNow = (path: TreePath) => names.path(path, kept.asOf);
  const entries = new Map<TreePath, FileEntry | null>();
  const present = async (path: TreePath) => entries.get(path) ?? (await repo.fileAt(tree, path));
  // In reverse: a file that was edited and then moved is moved back before its edits are undone.
  for (const file of [...change.files].reverse()) {
    const path = entries.get(file.path) ? file.path : nameNow(file.path);
    if (file.kind === 'move') {
      // Later renames led on from the name that this one gave.
      const from = path === file.path ? file.to : path;
      const moved = await present(from);
      if (moved === null || (await present(file.path)) !== null) return { conflict: file.path };
      entries.set(file.path, moved).set(from, null);
      continue;
    }
    const now = await present(path);
    const then = await repo.fileAt(landedTree, pathAfter(change, file.path));
    if (now === null || then === null) return { conflict: path };
    const text = await textWithout(repo, file, then.id, now.id);
    if (text === undefined) return { conflict: path };
    entries.set(path, text === null ? null : { id: await repo.writeBlob(encodeText(text)), mode: now.mode });
  }
  return { tree: await repo.updateTree(tree, entries) };
}

/** Null: the file is removed; undefined: the same words have been changed since. */
async function textWithout(
  repo: UndoRepo,
  file: Exclude<FileChange, { kind: 'move' }>,
  then: BlobId,
  now: BlobId,
): Promise<string | null | undefined> {
  if (file.kind !== 'edit') return then === now ? textReplaced(file) : undefined;
  const [landed, present] = await Promise.all([repo.readBlob(then), repo.readBlob(now)]);
  const [from, to] = [decodeText(landed), decodeText(present)];
  if (from === null || to === null) return undefined;
  const moved = transplantEdits(inverted(file.edits), from, to);
  return moved.ok ? applyEdits(to, moved.edits) : undefined;
}

/** The tree without all of them, in this order: newest first. */
export async function withoutAll(
  repo: UndoRepo,
  names: Names,
  landed: readonly LandedRecord[],
  tree: TreeId,
): Promise<Undone> {
  let left = tree;
  for (const one of landed) {
    const undone = await without(repo, names, one, left);
    if ('conflict' in undone) return undone;
    left = undone.tree;
  }
  return { tree: left };
}
