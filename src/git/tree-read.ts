// Reads from trees: one file, one folder, or all files below a path.
import type { BlobId, TreeId, TreePath } from '../domain/ids.ts';
import { treePath } from '../domain/ids.ts';
import { boundedCache } from './cache.ts';
import type { FileEntry } from './object.ts';
import { FOLDER_MODE, findEntries, nameKey, type RawEntry, TreeCursor } from './tree.ts';
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
  return entry?.mode === FOLDER_MODE ? (entry.id as TreeId) : null;
}

async function entryAt(tree: TreeId, path: TreePath, lookUp: LookUp): Promise<RawEntry | null> {
  let at: TreeId | null = tree;
  const names = path.split('/');
  for (const [i, name] of names.entries()) {
    const entry: RawEntry | null = await lookUp(at, name);
    if (entry === null || i === names.length - 1) return entry;
    if (entry.mode !== FOLDER_MODE) return null;
    at = entry.id as TreeId;
  }
  return null;
}

/** Null for a folder or a submodule. */
export function asFile({ mode, id }: RawEntry): FileEntry | null {
  return mode === FOLDER_MODE || mode === '160000' ? null : { id: id as BlobId, mode };
}

/** All files at or below `prefix`, sorted by path. */
export async function listFiles(
  tree: TreeId,
  prefix: TreePath,
  read: ReadTree,
  lookUp: LookUp,
): Promise<readonly FileAt[]> {
  const top = await treeAt(tree, prefix, lookUp);
  if (top !== null) return filesBelow(top, prefix, read);
  const file = await fileAt(tree, prefix, lookUp);
  return file === null ? [] : [{ path: prefix, ...file }];
}

async function filesBelow(top: TreeId, prefix: string, read: ReadTree): Promise<readonly FileAt[]> {
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

interface Asked {
  readonly name: string;
  /** Whether the path that ends here was asked for, or only leads to one that was. */
  isMeant: boolean;
  readonly inside: Map<string, Asked>;
}

/** The files at or below any of these paths. Reads each folder once, however many of the paths lead through it. */
export async function filesAmong(
  tree: TreeId,
  paths: Iterable<TreePath>,
  read: ReadTree,
): Promise<ReadonlyMap<TreePath, FileEntry>> {
  const found = new Map<TreePath, FileEntry>();
  const collect = async (folder: TreeId, { inside }: Asked, under: string): Promise<void> => {
    for (const [key, entry] of findEntries(await read(folder), inside)) {
      const asked = inside.get(key);
      if (asked === undefined) continue;
      const path = treePath(under + asked.name);
      const file = asFile(entry);
      if (file !== null && asked.isMeant) found.set(path, file);
      if (entry.mode !== FOLDER_MODE) continue;
      if (!asked.isMeant) await collect(entry.id as TreeId, asked, `${path}/`);
      else
        for (const one of await filesBelow(entry.id as TreeId, path, read)) found.set(one.path, fileOf(one));
    }
  };
  await collect(tree, askedFor(paths), '');
  return found;
}

function askedFor(paths: Iterable<TreePath>): Asked {
  const top: Asked = { name: '', isMeant: false, inside: new Map() };
  for (const path of paths) {
    let at = top;
    for (const name of path.split('/')) {
      const key = nameKey(name);
      const next = at.inside.get(key) ?? { name, isMeant: false, inside: new Map() };
      at.inside.set(key, next);
      at = next;
    }
    at.isMeant = true;
  }
  return top;
}

function fileOf({ id, mode }: FileAt): FileEntry {
  return { id, mode };
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
    if (mode === FOLDER_MODE) folders.push({ id: id as TreeId, path: `${path}${cursor.name}/` });
    else if (mode !== '160000') files.push({ path: treePath(path + cursor.name), id: id as BlobId, mode });
  }
}

export function byPath(a: { path: TreePath }, b: { path: TreePath }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
