// Staging: holds complete, synced bytes before they go into the tree, and the files they replace until those are
// checked. Each file has an entry in the state folder that names its path, so that nothing is lost if the program is
// killed. Removes nothing on its own.
import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TreePath } from '../domain/ids.ts';
import { systemCode } from '../errors.ts';
import type { Native } from './calls.ts';
import { diskFault } from './faults.ts';
import { nearestFolder, type Owner, ownerOf, sameMount } from './mount.ts';
import { plainStat } from './plain.ts';
import { keptName } from './portable.ts';
import type { DiskStat } from './stat.ts';
import { syncDirectory } from './sync.ts';
import { WATCHED } from './watched-box.ts';

/** The folders for publishing: the tree's root, and the staging folder in the state. */
export interface Disk {
  readonly root: string;
  readonly stagingDir: string;
  readonly native: Native;
}

/** A place for one file's bytes. `at` lies on the same mount as `path`. */
export interface Box {
  readonly path: TreePath;
  readonly at: string;
  /** The folder in the state that records `path` and `at`. */
  readonly entry: string;
}

/** A complete file that waits in its box. */
export interface StagedFile extends Box {
  /** Stat when staged; moving the file changes its ctime. */
  readonly stat: DiskStat;
  /** False if the system did not permit giving the file to the owner of the file it replaces. */
  readonly ownerKept: boolean;
}

export interface Staged extends StagedFile {
  readonly bytes: Buffer;
}

interface FileRequest {
  readonly path: TreePath;
  /** The file it will replace; null for a new one. Its mode is kept. */
  readonly like: DiskStat | null;
  /** Null = the time of writing. */
  readonly mtimeNs: bigint | null;
}

export interface StageRequest extends FileRequest {
  readonly bytes: Buffer;
}

export interface CopyRequest extends FileRequest {
  /** Makes the file at this place, which is free, with the right bytes. */
  readonly copyTo: (place: string) => Promise<void>;
}

const AFTER_BASE_NS = 1_000_000n;

/** The mtime for publishing over a person's file: only just after the base's, so that the person's unsynced edit on
 *  another machine is newer and wins. */
export function mtimeAfter(base: DiskStat): bigint {
  return base.mtimeNs + AFTER_BASE_NS;
}

export async function stage(disk: Disk, request: StageRequest): Promise<Staged> {
  const { bytes } = request;
  const staged = await stageWith(disk, request, async (writing) => {
    const file = await open(writing, 'wx', 0o666);
    try {
      await file.writeFile(bytes);
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
  });
  return { ...staged, bytes };
}

/** For a file too large for memory. */
export function stageCopy(disk: Disk, request: CopyRequest): Promise<StagedFile> {
  return stageWith(disk, request, async (writing) => {
    await request.copyTo(writing);
    return open(writing, 'r+');
  });
}

type Write = (writing: string) => Promise<FileHandle>;

async function stageWith(disk: Disk, request: FileRequest, write: Write): Promise<StagedFile> {
  let box: Box | null = null;
  try {
    box = await openBox(disk, request.path);
    return { ...box, ...(await writeWhole(disk, box, request, write)) };
  } catch (error) {
    if (box !== null) closeBox(box);
    throw diskFault(error, request.path);
  }
}

/** Creates an empty box for a file with this path. */
export async function openBox(disk: Disk, path: TreePath): Promise<Box> {
  const folder = nearestFolder(disk.root, path);
  const name = randomBytes(8).toString('hex');
  const entry = join(disk.stagingDir, name);
  const beside = !sameMount(disk.stagingDir, folder);
  // At the top of the tree where possible: a person may move the file's folder away in the middle of it all.
  const near = beside && sameMount(disk.root, folder) ? disk.root : folder;
  const at = beside ? join(near, `.show-build-${name}`) : join(entry, WHOLE);
  mkdirSync(entry, { recursive: true });
  writeFileSync(join(entry, ENTRY), JSON.stringify({ path, at }));
  // A box outside staging can only be found through its entry, which must therefore survive a power cut.
  if (beside) await syncEntry(entry);
  return { path, at, entry };
}

export const ENTRY = 'entry.json';
/** Name of the file in a box that lies in the state. */
export const WHOLE = 'whole';
/** Name of a file that this program is still writing. */
const writingName = (at: string): string => `${at}.writing`;

/** Removes the box and its file. Call only if the bytes are known elsewhere. */
export function closeBox(box: Box): void {
  rmSync(box.at, { force: true });
  clearEntry(box);
}

/** Removes the box's entry and half-written file, unless the box holds a file. */
export function clearEntry({ at, entry }: Box): void {
  rmSync(writingName(at), { force: true });
  if ([at, keptName(at)].some((place) => lstatSync(place, { throwIfNoEntry: false }) !== undefined)) return;
  // With the folder of a file beside, the file itself may have been moved away; then the entry waits for it.
  if (!existsSync(dirname(at)) && existsSync(join(entry, ENTRY))) return;
  for (const name of [ENTRY, WATCHED]) rmSync(join(entry, name), { force: true });
  if (existsSync(entry)) rmdirSync(entry);
}

async function syncEntry(entry: string): Promise<void> {
  const file = await open(join(entry, ENTRY), 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await syncDirectory(entry);
  await syncDirectory(dirname(entry));
}

type Written = Pick<StagedFile, 'stat' | 'ownerKept'>;

async function writeWhole(disk: Disk, box: Box, request: FileRequest, write: Write): Promise<Written> {
  const writing = writingName(box.at);
  const file = await write(writing);
  try {
    if (request.like !== null) await file.chmod(request.like.mode & 0o777);
    const ownerKept = await giveToOwner(file, ownerOf(disk.root, request.path));
    if (request.mtimeNs !== null) disk.native.setModified(file.fd, request.mtimeNs);
    await file.sync();
    renameSync(writing, box.at);
    return { stat: plainStat(file.fd, request.path), ownerKept };
  } finally {
    await file.close();
  }
}

async function giveToOwner(file: FileHandle, { uid, gid }: Owner): Promise<boolean> {
  const now = await file.stat();
  if (now.uid === uid && now.gid === gid) return true;
  try {
    await file.chown(uid, gid);
    return true;
  } catch (error) {
    if (systemCode(error) !== 'EPERM') throw error;
    return false;
  }
}
