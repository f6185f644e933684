// The bare repository: durable reads and writes of objects, trees and refs. No index, no work tree; refs move only by
// compare-and-swap. One process per state folder writes; the caller holds that lock.
import { resolve } from 'node:path';
import type { BlobId, CommitId, TreeId, TreePath } from '../domain/ids.ts';
import { treePath } from '../domain/ids.ts';
import { Fault, systemCode } from '../errors.ts';
import { diskFault } from '../tree/faults.ts';
import { boundedCache } from './cache.ts';
import { parseCommit, renderCommit } from './commit.ts';
import { checkLayout, clearLeftovers, completeLayout } from './layout.ts';
import { moveRef, type RefMove } from './move-ref.ts';
import { type CommitObject, type FileEntry, type ObjectKind, objectId, type TreeEntry } from './object.ts';
import { objectReader } from './object-read.ts';
import { openPacks } from './packs.ts';
import { readRef, readRefs } from './refs.ts';
import { repacking } from './repacking.ts';
import { type NativeGit, nativeGit } from './stock.ts';
import { parseTree } from './tree.ts';
import { diffTrees, type TreeDifference } from './tree-diff.ts';
import { type FileAt, fileAt, filesAmong, listFiles, lookingUp, treeAt } from './tree-read.ts';
import { updatedTree } from './tree-update.ts';
import { unreferencedObjects } from './unreferenced.ts';

export type { CommitObject, FileEntry, FileMode, Signature, TreeEntry } from './object.ts';
export type { TreeDifference } from './tree-diff.ts';
export type { FileAt } from './tree-read.ts';

export interface Repo {
  readonly dir: string;
  /** Stock Git on the same repository. */
  readonly native: NativeGit;
  /** True if it keeps refs and new objects in memory, where stock Git never sees them. */
  readonly inMemory: boolean;
  readBlob(id: BlobId): Promise<Buffer>;
  readTree(id: TreeId): Promise<readonly TreeEntry[]>;
  readCommit(id: CommitId): Promise<CommitObject>;
  /** Computes the blob's id; writes nothing. */
  hashBlob(bytes: Uint8Array): BlobId;
  writeBlob(bytes: Uint8Array): Promise<BlobId>;
  writeCommit(commit: Omit<CommitObject, 'id'>): Promise<CommitId>;
  /** Writes a root tree with these files set, or removed (null). Empty folders vanish; a file may replace a folder and
   *  the reverse. Removing a path that is not a file changes nothing. */
  updateTree(root: TreeId | null, files: ReadonlyMap<TreePath, FileEntry | null>): Promise<TreeId>;
  emptyTree(): Promise<TreeId>;
  fileAt(tree: TreeId, path: TreePath): Promise<FileEntry | null>;
  treeAt(tree: TreeId, path: TreePath): Promise<TreeId | null>;
  /** The files at or below any of these paths, in one pass over the folders that lead to them. */
  filesAmong(tree: TreeId, paths: Iterable<TreePath>): Promise<ReadonlyMap<TreePath, FileEntry>>;
  /** All files, or those at and below `prefix`, sorted by path. */
  listFiles(tree: TreeId, prefix?: TreePath): Promise<readonly FileAt[]>;
  diffTrees(before: TreeId | null, after: TreeId | null): Promise<readonly TreeDifference[]>;
  ref(name: string): Promise<CommitId | null>;
  /** All refs whose full names begin with this text. */
  refs(prefix: string): Promise<ReadonlyMap<string, CommitId>>;
  /** Moves a ref by compare-and-swap, after bringing all earlier writes to disk: till then they are in memory, where
   *  stock Git sees nothing of them. False if the ref's value is not `from`. */
  moveRef(name: string, move: RefMove): Promise<boolean>;
  /** Call at the end of each piece of work, also a failed one. Until then, stock Git can't prune what it has written. */
  endWork(): Promise<void>;
  /** Resolves when nothing is under way that works on the repository beside the others. */
  ended(): Promise<void>;
  /** Removes locks and temporary files of killed writers. The caller must hold the state's lock. */
  clearStaleLocks(): Promise<void>;
}

// A show of 10,000 episodes has one tree of 310 kB, and a landing reads several versions of it.
const TREES_MAX_BYTES = 8_388_608;
const OBJECTS_MAX_BYTES = 8_388_608;
const CACHED_MAX_BYTES = 65_536;
const NOTHING = Buffer.alloc(0);

/** Throws a `Fault` if there is no repository. */
export async function openRepo(dir: string): Promise<Repo> {
  const path = resolve(dir);
  await checkLayout(path);
  return repoAt(path);
}

/** Creates the repository, or completes one whose creation was interrupted. */
export async function createRepo(dir: string): Promise<Repo> {
  await completeLayout(resolve(dir));
  return openRepo(dir);
}

function repoAt(dir: string): Repo {
  const native = nativeGit(dir);
  const packs = openPacks(`${dir}/objects`);
  const read = objectReader(dir, packs);
  const unreferenced = unreferencedObjects(dir);
  const trees = boundedCache<Buffer>(TREES_MAX_BYTES, (raw) => raw.length);
  const objects = boundedCache<Buffer>(OBJECTS_MAX_BYTES, (raw) => raw.length);
  const treeIdOf = (raw: Buffer) => objectId('tree', raw) as TreeId;
  /** Cached because commits and texts are read many times, and an id always names the same bytes. */
  const readCached = async (kind: 'blob' | 'commit', id: string) => {
    const known = unreferenced.get(id) ?? objects.get(id);
    if (known !== undefined) return known;
    const bytes = await read(kind, id);
    if (bytes.length <= CACHED_MAX_BYTES) objects.set(id, bytes);
    return bytes;
  };
  const rawTree = async (id: TreeId) => {
    const raw = unreferenced.get(id) ?? trees.get(id) ?? (await read('tree', id));
    trees.set(id, raw);
    return raw;
  };
  const lookUp = lookingUp(rawTree);
  const write = (kind: ObjectKind, bytes: Buffer, id: string = objectId(kind, bytes)): string => {
    unreferenced.add({ kind, bytes, id });
    // The next commit in a chain reads them at once.
    if (kind === 'tree') trees.set(id, bytes);
    else if (bytes.length <= CACHED_MAX_BYTES) objects.set(id, bytes);
    return id;
  };
  const repack = repacking(native, packs);

  return {
    dir,
    native,
    inMemory: false,
    readBlob: (id) => readCached('blob', id),
    readTree: async (id) => parseTree(await rawTree(id)),
    async readCommit(id) {
      const commit = parseCommit(id, await readCached('commit', id));
      if (commit !== null) return commit;
      throw damaged(id);
    },
    hashBlob: (bytes) => objectId('blob', bytes) as BlobId,
    writeBlob: async (bytes) => write('blob', Buffer.from(bytes)) as BlobId,
    writeCommit: async (commit) => write('commit', renderCommit(commit)) as CommitId,
    async updateTree(root, files) {
      const update = await updatedTree(root, files, rawTree, treeIdOf);
      for (const { id, bytes } of update.trees) write('tree', bytes, id);
      return update.root ?? (write('tree', NOTHING) as TreeId);
    },
    emptyTree: async () => write('tree', NOTHING) as TreeId,
    fileAt: (tree, path) => fileAt(tree, path, lookUp),
    treeAt: (tree, path) => treeAt(tree, path, lookUp),
    filesAmong: (tree, paths) => filesAmong(tree, paths, rawTree),
    listFiles: (tree, prefix = treePath('')) => listFiles(tree, prefix, rawTree, lookUp),
    diffTrees: (before, after) => diffTrees(before, after, rawTree),
    ref: (name) => readRef(dir, name),
    refs: (prefix) => readRefs(dir, prefix),
    async moveRef(name, move) {
      // From disk, not from a cache: a ref to a commit that is not there would cut off the history.
      if (move.to !== null && unreferenced.get(move.to) === undefined) await read('commit', move.to);
      return told(dir, moveRef(native, name, move, unreferenced.settle));
    },
    async endWork() {
      if ((await told(dir, unreferenced.end())) > 0) await told(dir, repack.consider());
    },
    ended: repack.ended,
    clearStaleLocks: () => clearLeftovers(dir),
  };
}

function damaged(id: CommitId): Fault {
  const sentence = 'A part of the history is damaged; run `show-build fsck`.';
  return new Fault('configuration', 'GIT_OBJECT_DAMAGED', sentence, { tech: `commit ${id} can't be parsed` });
}

/** Turns a disk error into a `Fault` that explains what to do. */
async function told<T>(dir: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw systemCode(error) === null ? error : diskFault(error, `the history in ${dir}`);
  }
}
