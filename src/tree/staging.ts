// Where bytes wait, whole and synced, before they go into the tree, and where what they replace waits to be looked
// at. Each has an entry in the state folder that says what it is for, so that nothing is forgotten when the program
// is killed. Drops nothing by itself.
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

/** Where publishing works: the show's folder, and a folder of ours in the state. */
export interface Disk {
  readonly root: string;
  readonly stagingDir: string;
  readonly native: Native;
}

/** A place for one file's bytes. `at` lies on the same mount as `path`. */
export interface Box {
  readonly path: TreePath;
  readonly at: string;
  /** The folder in the state that says so. */
  readonly entry: string;
}

export interface Staged extends Box {
  readonly bytes: Buffer;
  /** As staged; its ctime changes when it moves. */
  readonly stat: DiskStat;
  /** False where the system did not let us give the file to the owner of the one that it replaces. */
  readonly ownerKept: boolean;
}

export interface StageRequest {
  readonly path: TreePath;
  readonly bytes: Buffer;
  /** The file that it will replace; null for a new one. Its mode is kept, and its owner where the system lets us. */
  readonly like: DiskStat | null;
  /** Null for the time of writing. */
  readonly mtimeNs: bigint | null;
}

const AFTER_BASE_NS = 1_000_000n;

/** The time to publish with over a file that people write too: theirs, wherever unsynced, stays the newer one. */
export function mtimeAfter(base: DiskStat): bigint {
  return base.mtimeNs + AFTER_BASE_NS;
}

export async function stage(disk: Disk, request: StageRequest): Promise<Staged> {
  let box: Box | null = null;
  try {
    box = await openBox(disk, request.path);
    const written = await writeWhole(disk, box, request);
    return { ...box, bytes: request.bytes, ...written };
  } catch (error) {
    if (box !== null) closeBox(box);
    throw diskFault(error, request.path);
  }
}

/** An empty box for a file of this path. */
export async function openBox(disk: Disk, path: TreePath): Promise<Box> {
  const folder = nearestFolder(disk.root, path);
  const name = randomBytes(8).toString('hex');
  const entry = join(disk.stagingDir, name);
  mkdirSync(entry, { recursive: true });
  const beside = !sameMount(disk.stagingDir, folder);
  const at = beside ? join(folder, `.show-build-${name}`) : join(entry, 'whole');
  writeFileSync(join(entry, ENTRY), JSON.stringify({ path, at }));
  // Beside the file nothing else would lead there after a power cut.
  if (beside) await syncEntry(entry);
  return { path, at, entry };
}

export const ENTRY = 'entry.json';
/** Bytes under this name are ours and incomplete. */
export const writingName = (at: string): string => `${at}.writing`;

/** Removes the file that waits in the box: only for bytes that are known elsewhere. */
export function closeBox(box: Box): void {
  rmSync(box.at, { force: true });
  clearEntry(box);
}

/** Forgets the box, unless something waits in it. Removes nothing but our own notes. */
export function clearEntry({ at, entry }: Box): void {
  rmSync(writingName(at), { force: true });
  if ([at, keptName(at)].some((place) => lstatSync(place, { throwIfNoEntry: false }) !== undefined)) return;
  rmSync(join(entry, ENTRY), { force: true });
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

type Written = Pick<Staged, 'stat' | 'ownerKept'>;

async function writeWhole(disk: Disk, box: Box, request: StageRequest): Promise<Written> {
  const writing = writingName(box.at);
  const file = await open(writing, 'wx', 0o666);
  try {
    await file.writeFile(request.bytes);
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
