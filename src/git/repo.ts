// The bare repository as one value: objects, trees and refs, read and written durably. No index, no work tree, and
// no way to move a ref but by compare-and-swap. One process per state folder writes; the caller holds that lock.
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
import { type NewObject, objectWriter } from './object-write.ts';
import { writePack } from './pack-write.ts';
import { openPacks } from './packs.ts';
import { readRef, readRefs } from './refs.ts';
import { type NativeGit, nativeGit, tryGit } from './stock.ts';
import { parseTree } from './tree.ts';
import { diffTrees, type FileDifference } from './tree-diff.ts';
import { type FileAt, fileAt, listFiles, lookingUp, treeAt } from './tree-read.ts';
import { updatedTree } from './tree-update.ts';

export type { CommitObject, FileEntry, FileMode, Signature, TreeEntry } from './object.ts';
export type { FileDifference } from './tree-diff.ts';
export type { FileAt } from './tree-read.ts';

export interface Repo {
  readonly dir: string;
  /** Stock Git on the same repository, for `history.ts`. */
  readonly native: NativeGit;
  readBlob(id: BlobId): Promise<Buffer>;
  readTree(id: TreeId): Promise<readonly TreeEntry[]>;
  readCommit(id: CommitId): Promise<CommitObject>;
  /** Pure: the name that these bytes would have. */
  hashBlob(bytes: Uint8Array): BlobId;
  writeBlob(bytes: Uint8Array): Promise<BlobId>;
  writeCommit(commit: Omit<CommitObject, 'id'>): Promise<CommitId>;
  /** The root with these files set, or removed (null). Empty folders vanish; a file may take a folder's place, and
   *  the reverse; removing a name that is no file changes nothing. */
  updateTree(root: TreeId | null, files: ReadonlyMap<TreePath, FileEntry | null>): Promise<TreeId>;
  emptyTree(): Promise<TreeId>;
  fileAt(tree: TreeId, path: TreePath): Promise<FileEntry | null>;
  treeAt(tree: TreeId, path: TreePath): Promise<TreeId | null>;
  /** By path; all files, or those at and below a place. */
  listFiles(tree: TreeId, prefix?: TreePath): Promise<readonly FileAt[]>;
  diffTrees(before: TreeId | null, after: TreeId | null): Promise<readonly FileDifference[]>;
  ref(name: string): Promise<CommitId | null>;
  /** All refs whose full names begin with this text. */
  refs(prefix: string): Promise<ReadonlyMap<string, CommitId>>;
  /** Compare-and-swap, durable, with all that was written before; false where `from` is not what stands there. */
  moveRef(name: string, move: RefMove): Promise<boolean>;
  /** The same repository, with writing that does not wait: for many commits that stand on each other. Nothing is on
   *  disk, and nothing may refer to it, before `done` has resolved. */
  deferred(): DeferredRepo;
  /** Removes locks and temporary files of writers that were killed. Only for who holds the state's lock. */
  clearStaleLocks(): Promise<void>;
}

export interface DeferredRepo extends Repo {
  /** Resolves when all that was written is on disk; rejects with what went wrong first. */
  done(): Promise<void>;
}

// A show of 10,000 episodes has one tree of 310 kB, of which a landing sees several versions.
const TREES_MAX_BYTES = 8_388_608;
const OBJECTS_MAX_BYTES = 8_388_608;
const CACHED_MAX_BYTES = 65_536;
/** Fewer get a file each: what is found at once by its name needs no pack to be listed for it. */
const FEWEST_IN_PACK = 48;
/** Gathered whenever there are so many more: every pack is looked into for what is not there. */
const MOST_PACKS = 40;
/** Small packs become one, large ones stay; nothing in them is dropped, reachable or not. */
const REPACK = ['repack', '-d', '-q', '--geometric=2', '--no-write-bitmap-index'];

/** Throws a `Fault` where there is no repository. */
export async function openRepo(dir: string): Promise<Repo> {
  const path = resolve(dir);
  await checkLayout(path);
  return repoAt(path);
}

/** Makes the repository, or completes one that was half made. */
export async function createRepo(dir: string): Promise<Repo> {
  await completeLayout(resolve(dir));
  return openRepo(dir);
}

function repoAt(dir: string): Repo {
  const objectsDir = `${dir}/objects`;
  const native = nativeGit(dir);
  const packs = openPacks(objectsDir);
  const read = objectReader(dir, packs);
  const writer = objectWriter(objectsDir, packs);
  const trees = boundedCache<Buffer>(TREES_MAX_BYTES, (raw) => raw.length);
  const treeIdOf = (raw: Buffer) => objectId('tree', raw) as TreeId;

  const objects = boundedCache<Buffer>(OBJECTS_MAX_BYTES, (raw) => raw.length);
  /** Written by somebody who does not wait, and not on disk yet. */
  const held = new Map<string, Buffer>();
  /** Commits and texts are read many times over; a name always means the same bytes. */
  const readCached = async (kind: 'blob' | 'commit', id: string) => {
    const known = held.get(id) ?? objects.get(id);
    if (known !== undefined) return known;
    const bytes = await read(kind, id);
    if (bytes.length <= CACHED_MAX_BYTES) objects.set(id, bytes);
    return bytes;
  };
  const rawTree = async (id: TreeId) => {
    const raw = held.get(id) ?? trees.get(id) ?? (await read('tree', id));
    trees.set(id, raw);
    return raw;
  };
  const lookUp = lookingUp(rawTree);
  const writeAll: WriteAll = async (objects) => {
    await told(dir, writer.write(objects));
  };
  const writePacked: WriteAll = async (all) => {
    await told(dir, writePack(objectsDir, all));
    // What is written is written: packs that can't be gathered now are gathered another time.
    if ((await packs.count()) % MOST_PACKS === 0) await tryGit(native, REPACK);
  };

  const over = (write: WriteAll): Repo => ({
    dir,
    native,
    readBlob: (id) => readCached('blob', id),
    readTree: async (id) => parseTree(await rawTree(id)),
    async readCommit(id) {
      const commit = parseCommit(id, await readCached('commit', id));
      if (commit !== null) return commit;
      throw new Fault(
        'configuration',
        'GIT_OBJECT_DAMAGED',
        'A part of the history is damaged; run `show-build fsck`.',
        {
          tech: `commit ${id} can't be parsed`,
        },
      );
    },
    hashBlob: (bytes) => objectId('blob', bytes) as BlobId,
    writeBlob: async (bytes) => (await writeOne(write, 'blob', bytes)) as BlobId,
    writeCommit: async (commit) => (await writeOne(write, 'commit', renderCommit(commit))) as CommitId,
    async updateTree(root, files) {
      const update = await updatedTree(root, files, rawTree, treeIdOf);
      // Known before they are written: who writes without waiting reads them next.
      for (const { id, bytes } of update.trees) trees.set(id, bytes);
      await write(update.trees.map(({ id, bytes }) => ({ kind: 'tree', bytes, id })));
      return update.root ?? ((await writeOne(write, 'tree', Buffer.alloc(0))) as TreeId);
    },
    emptyTree: async () => (await writeOne(write, 'tree', Buffer.alloc(0))) as TreeId,
    fileAt: (tree, path) => fileAt(tree, path, lookUp),
    treeAt: (tree, path) => treeAt(tree, path, lookUp),
    listFiles: (tree, prefix = treePath('')) => listFiles(tree, prefix, rawTree, lookUp),
    diffTrees: (before, after) => diffTrees(before, after, rawTree),
    ref: (name) => readRef(dir, name),
    refs: (prefix) => readRefs(dir, prefix),
    moveRef: (name, move) => told(dir, moveRef(native, name, move, writer.settle)),
    deferred: () => {
      const batch = new Map<string, NewObject & { readonly id: string }>();
      const later: WriteAll = async (some) => {
        for (const object of some) {
          batch.set(object.id, object);
          held.set(object.id, Buffer.from(object.bytes));
        }
      };
      const done = async () => {
        const all = [...batch.values()];
        batch.clear();
        try {
          await (all.length < FEWEST_IN_PACK ? writeAll(all) : writePacked(all));
        } finally {
          for (const { id } of all) held.delete(id);
        }
      };
      return { ...over(later), done };
    },
    clearStaleLocks: () => clearLeftovers(dir),
  });
  return over(writeAll);
}

type WriteAll = (objects: readonly (NewObject & { readonly id: string })[]) => Promise<void>;

async function writeOne(write: WriteAll, kind: ObjectKind, bytes: Uint8Array): Promise<string> {
  const id = objectId(kind, bytes);
  await write([{ kind, bytes, id }]);
  return id;
}

/** What the disk refuses, in words that tell somebody what to do. */
async function told<T>(dir: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw systemCode(error) === null ? error : diskFault(error, `the history in ${dir}`);
  }
}
