// Computes a new root tree from an old one and changed files. Rewrites only folders on the path to a changed file.
import type { TreeId, TreePath } from '../domain/ids.ts';
import type { FileEntry } from './object.ts';
import { checkPath, refusedPath } from './path.ts';
import { findEntries, nameKey, type RawEntry, spliceTree } from './tree.ts';

export type Files = ReadonlyMap<TreePath, FileEntry | null>;
export type ReadTree = (id: TreeId) => Promise<Buffer>;

export interface TreeUpdate {
  /** Null if no file is left. */
  readonly root: TreeId | null;
  /** The new trees, each after its subtrees. */
  readonly trees: readonly { readonly id: TreeId; readonly bytes: Buffer }[];
}

interface Wish {
  /** Undefined = no change to this name itself; null = remove it. */
  file: FileEntry | null | undefined;
  readonly inside: Map<string, Wish>;
}

/** Computes the trees; writes nothing. */
export async function updatedTree(
  root: TreeId | null,
  files: Files,
  read: ReadTree,
  idOf: (tree: Buffer) => TreeId,
): Promise<TreeUpdate> {
  const trees: TreeUpdate['trees'][number][] = [];

  const folder = async (base: TreeId | null, wishes: ReadonlyMap<string, Wish>): Promise<TreeId | null> => {
    const raw = base === null ? Buffer.alloc(0) : await read(base);
    const standing = findEntries(raw, wishes);
    const edits = new Map<string, RawEntry | null>();
    for (const [key, wish] of wishes) {
      const before = standing.get(key) ?? null;
      const after = await entry(before, wish);
      if (before?.id !== after?.id || before?.mode !== after?.mode) edits.set(key, after);
    }
    if (edits.size === 0) return base;
    const tree = spliceTree(raw, edits);
    if (tree.length === 0) return null;
    const id = idOf(tree);
    trees.push({ id, bytes: tree });
    return id;
  };

  const entry = async (before: RawEntry | null, { file, inside }: Wish): Promise<RawEntry | null> => {
    if (file) return file;
    const base = before?.mode === '40000' ? (before.id as TreeId) : null;
    if (inside.size > 0) {
      const id = await folder(base, inside);
      if (id !== null) return { mode: '40000', id };
    }
    if (base !== null) return inside.size > 0 ? null : before;
    return file === null ? null : before;
  };

  return { root: await folder(root, wishesOf(files)), trees };
}

function wishesOf(files: Files): ReadonlyMap<string, Wish> {
  const top: Wish = { file: undefined, inside: new Map() };
  for (const [path, file] of files) {
    let at = top;
    // Any name can be removed, such as one that an older version let in.
    for (const name of file === null ? path.split('/') : checkPath(path)) {
      const key = nameKey(name);
      const next: Wish = at.inside.get(key) ?? { file: undefined, inside: new Map() };
      at.inside.set(key, next);
      at = next;
    }
    at.file = file;
  }
  for (const [path, file] of files) if (file !== null) checkRoom(top, path);
  return top.inside;
}

/** Throws if another file in the same update is at a parent folder of this path. */
function checkRoom(top: Wish, path: TreePath): void {
  const names = path.split('/');
  let at: Wish | undefined = top;
  for (const name of names.slice(0, -1)) {
    at = at?.inside.get(nameKey(name));
    if (at?.file) throw refusedPath(path, 'a file stands where its folder should be');
  }
}
