// Reads from trees: one file, one folder, or all files below a path.
import type { BlobId, TreeId, TreePath } from '../domain/ids.ts';
import { treePath } from '../domain/ids.ts';
import { boundedCache } from './cache.ts';
import type { FileEntry } from './object.ts';
import { findEntries, nameKey, type RawEntry, TreeCursor } from './tree.ts';
import type { ReadTree } from './tree-update.ts';

export interface FileAt extends FileEntry {
  readonly path: TreePath;
}

const AT_ONCE = 32;
const ENTRIES_MAX_BYTES = 4_194_304;
/** Estimate per entry: two ids, a mode and a name. */
const ENTRY_BYTES = 250;

/** Finds one name in one tree; null if it is not there. */
export type LookUp = (tree: TreeId, name: string) => Promise<RawEntry | null>;

/**
 * Caches lookups by tree and name. A large show's episodes folder is one tree of thousands of names in many versions,
 * too large to cache whole, and only few of its names are ever looked up.
 */
export function lookingUp(read: ReadTree): LookUp {
  const known = boundedCache<{ readonly entry: RawEntry | null }>(ENTRIES_MAX_BYTES, () => ENTRY_BYTES);
  return async (tree, name) => {
    const place = `${tree} ${name}`;
    const found = known.get(place);
    if (found !== undefined) return found.entry;
    const key = nameKey(name);
    const entry = findEntries(await read(tree), new Set([key])).get(key) ?? null;
    known.set(place, { entry });
    return entry;
  };
}

export async function fileAt(tree: TreeId, path: TreePath, lookUp: LookUp): Promise<FileEntry | null> {
  const entry = await entryAt(tree, path, lookUp);
  return entry === null ? null : asFile(entry);
}

export async function treeAt(tree: TreeId, path: TreePath, lookUp: LookUp): Promise<TreeId | null> {
  if (path === '') return tree;
  const entry = await entryAt(tree, path, lookUp);
  return entry?.mode === '40000' ? (entry.id as TreeId) : null;
}

async function entryAt(tree: TreeId, path: TreePath, lookUp: LookUp): Promise<RawEntry | null> {
  let at: TreeId | null = tree;
  const names = path.split('/');
  for (const [i, name] of names.entries()) {
    const entry: RawEntry | null = await lookUp(at, name);
    if (entry === null || i === names.length - 1) return entry;
    if (entry.mode !== '40000') return null;
    at = entry.id as TreeId;
  }
  return null;
}

/** Null for a folder or a submodule. */
export function asFile({ mode, id }: RawEntry): FileEntry | null {
  return mode === '40000' || mode === '160000' ? null : { id: id as BlobId, mode };
}

/** All files at or below `prefix`, sorted by path. */
export async function listFiles(
  tree: TreeId,
  prefix: TreePath,
  read: ReadTree,
  lookUp: LookUp,
): Promise<readonly FileAt[]> {
  const top = await treeAt(tree, prefix, lookUp);
  if (top === null) {
    const file = await fileAt(tree, prefix, lookUp);
    return file === null ? [] : [{ path: prefix, ...file }];
  }
  const files: FileAt[] = [];
  let folders = [{ id: top, path: prefix === '' ? '' : `${prefix}/` }];
  while (folders.length > 0) {
    const below: typeof folders = [];
    for (let i = 0; i < folders.length; i += AT_ONCE) {
      const some = folders.slice(i, i + AT_ONCE);
      const raws = await Promise.all(some.map(({ id }) => read(id)));
      for (const [at, raw] of raws.entries()) listFolder(raw, some[at]?.path ?? '', files, below);
    }
    folders = below;
  }
  return files.sort(byPath);
}

function listFolder(
  raw: Buffer,
  path: string,
  files: FileAt[],
  folders: { id: TreeId; path: string }[],
): void {
  const cursor = new TreeCursor(raw);
  while (cursor.next()) {
    const { mode, id } = cursor;
    if (mode === '40000') folders.push({ id: id as TreeId, path: `${path}${cursor.name}/` });
    else if (mode !== '160000') files.push({ path: treePath(path + cursor.name), id: id as BlobId, mode });
  }
}

export function byPath(a: { path: TreePath }, b: { path: TreePath }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
