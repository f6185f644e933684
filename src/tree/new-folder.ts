// Places a whole folder in the tree at once, under a name that must be free, so that no program sees half of it. Never
// touches existing files, and follows no symlinks.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { nameOf, type TreePath, treePath } from '../domain/ids.ts';
import { Fault, isAbsent, systemCode } from '../errors.ts';
import { makeParents, placeOf } from './confine.ts';
import { diskFault } from './faults.ts';
import { isVolatileFile, isVolatileFolder, kindOfPath } from './ignore.ts';
import { type Owner, ownerOf } from './mount.ts';
import { nameOfOpen, openPlain, plainStat } from './plain.ts';
import type { Disk } from './staging.ts';
import { syncDirectory } from './sync.ts';

export interface NewFolder {
  /** Subfolders as relative paths, parents first. */
  readonly folders: readonly string[];
  /** Relative path → text, or the path of a file on this machine to copy. */
  readonly files: ReadonlyMap<string, string | { readonly copyOf: string }>;
}

/** Syncthing is configured to ignore this prefix. */
const UNFINISHED = '.show-build-new-';

/** False if the name is taken. Calls must not overlap, because each removes unfinished folders of earlier ones. */
export async function placeFolder(disk: Disk, path: TreePath, content: NewFolder): Promise<boolean> {
  const place = placeOf(disk.root, path);
  const parent = dirname(place);
  try {
    await makeParents(disk.root, path);
    for (const name of readdirSync(parent)) {
      // Left by a killed program: only this program uses such names.
      if (name.startsWith(UNFINISHED)) rmSync(join(parent, name), { recursive: true, force: true });
    }
    const whole = join(parent, `${UNFINISHED}${randomBytes(8).toString('hex')}`);
    try {
      await fill(whole, content, ownerOf(disk.root, path));
      const isPlaced = moveFolder(disk, whole, place);
      if (isPlaced) await syncDirectory(parent);
      return isPlaced;
    } finally {
      rmSync(whole, { recursive: true, force: true });
    }
  } catch (error) {
    throw diskFault(error, path);
  }
}

async function fill(whole: string, { folders, files }: NewFolder, owner: Owner): Promise<void> {
  for (const folder of ['', ...folders]) {
    mkdirSync(join(whole, folder));
    give(join(whole, folder), owner);
  }
  for (const [name, content] of files) {
    const file = join(whole, name);
    if (typeof content === 'string') await write(file, content);
    else copyPlain(content.copyOf, file);
    give(file, owner);
  }
}

async function write(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o666);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The original may have become something else since the folder was listed. */
function copyPlain(from: string, to: string): void {
  const file = openPlain(from);
  if (file === null) throw new Fault('transient', 'FILE_MOVING', `${from} is gone; copy the folder again.`);
  try {
    plainStat(file, from);
    copyFileSync(nameOfOpen(file, from), to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  } finally {
    closeSync(file);
  }
}

/** Changes the owner if permitted, so that people can write to folders and files that the service creates. */
function give(path: string, { uid, gid }: Owner): void {
  try {
    const now = lstatSync(path);
    if (now.uid !== uid || now.gid !== gid) lchownSync(path, uid, gid);
  } catch (error) {
    if (systemCode(error) !== 'EPERM') throw error;
  }
}

function moveFolder({ native }: Disk, from: string, to: string): boolean {
  try {
    return native.moveNew(from, to);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'TREE_CANNOT_EXCHANGE') throw error;
  }
  // The fallback by hard link does not work for folders. But rename can replace a folder, and only if it is empty.
  try {
    mkdirSync(to);
    renameSync(from, to);
    return true;
  } catch (error) {
    if (!TAKEN.has(systemCode(error) ?? '')) throw error;
    return false;
  }
}

const TAKEN: ReadonlySet<string> = new Set(['EEXIST', 'ENOTEMPTY', 'ENOTDIR']);

// ---- a folder to copy ----

const MOST_ENTRIES = 2000;

/** Contents of a folder in the tree, without leftovers of editors and Syncthing; null if there is no such folder. */
export function folderToCopy(root: string, path: TreePath): NewFolder | null {
  const place = placeOf(root, path);
  try {
    if (!(lstatSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false)) return null;
    const folders: string[] = [];
    const files = new Map<string, { readonly copyOf: string }>();
    collect(place, '', folders, files);
    return { folders, files };
  } catch (error) {
    if (isAbsent(error)) return null;
    throw diskFault(error, path);
  }
}

function collect(
  place: string,
  below: string,
  folders: string[],
  files: Map<string, { readonly copyOf: string }>,
): void {
  for (const entry of readdirSync(join(place, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (folders.length + files.size >= MOST_ENTRIES) throw tooMuch(place);
    if (entry.isDirectory() && !isVolatileFolder(entry.name, nameOf(treePath(below)))) {
      folders.push(path);
      collect(place, path, folders, files);
    } else if (entry.isFile() && isContent(path)) files.set(path, { copyOf: join(place, path) });
  }
}

function isContent(path: string): boolean {
  const name = nameOf(treePath(path));
  return !isVolatileFile(name, '') && kindOfPath(`episodes/0000/${path}`) === 'content';
}

function tooMuch(place: string): Fault {
  const sentence = `${place} holds more than ${MOST_ENTRIES} files and folders; is that the right one to copy?`;
  return new Fault('configuration', 'FOLDER_TOO_LARGE', sentence);
}
