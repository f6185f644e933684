// Publishes one media file of the bot's. Its bytes go from the store of large objects into the tree by reflink or copy,
// never through memory. A person's file stays where it is.
import { writeFile } from 'node:fs/promises';
import type { TreePath } from '../../src/domain/ids.ts';
import type { Pointer } from '../../src/domain/media/pointer.ts';
import { isAbsent } from '../../src/errors.ts';
import { copyMedia, hashFile } from '../../src/git/media.ts';
import { placeOf } from '../../src/tree/confine.ts';
import { diskFault } from '../../src/tree/faults.ts';
import { exchangeMedia, removeMedia } from '../../src/tree/publish-media.ts';
import { mtimeAfter, stageCopy } from '../../src/tree/staging.ts';
import { type DiskStat, sameStat, statAt } from '../../src/tree/stat.ts';
import { isTrustworthy } from '../cache/disk-index.ts';
import type { Show } from '../show/show.ts';
import { type ExpectedContent, pointerMeant, pointerOf } from './lfs-content.ts';

/** Null: no file. At least one of them is a pointer. */
export interface MediaSides {
  readonly was: ExpectedContent | null;
  readonly is: ExpectedContent | null;
}

export type MediaReplacement = 'done' | 'surprised';

/** Call only if no folder or link stands at the path. */
export async function replaceMedia(
  show: Show,
  path: TreePath,
  { was, is }: MediaSides,
): Promise<MediaReplacement> {
  const now = await mediaOnDisk(show, path);
  if (await isThat(show, now, is)) {
    if (now !== null && is !== null) enterMedia(show, path, is, now.stat);
    return 'done';
  }
  if (!(await isThat(show, now, was))) return 'surprised';
  if (is === null) return now === null ? 'done' : takeAway(show, path, now.stat);
  const staged = await stageCopy(show.treeDisk, {
    path,
    copyTo: (place) => copyTo(show, is, place),
    like: now?.stat ?? null,
    mtimeNs: now === null || isOwn(show, path) ? null : mtimeAfter(now.stat),
  });
  const outcome = await exchangeMedia(show.treeDisk, staged, now?.stat ?? 'absent');
  if (outcome.kind === 'surprised') return 'surprised';
  if (outcome.stat !== null) enterMedia(show, path, is, outcome.stat);
  return 'done';
}

/** Nobody's unsynced edit has to win over it. */
function isOwn({ disk }: Show, path: TreePath): boolean {
  return disk.get(path)?.writtenBy === 'bot';
}

async function copyTo({ repo }: Show, { entry, pointer }: ExpectedContent, place: string): Promise<void> {
  // Bytes that Git has itself are few; an empty file is its own pointer.
  if (pointer === null) await writeFile(place, await repo.readBlob(entry.id), { flag: 'wx' });
  else await copyMedia(repo, pointer, place);
}

async function takeAway(show: Show, path: TreePath, stat: DiskStat): Promise<MediaReplacement> {
  const outcome = await removeMedia(show.treeDisk, path, stat);
  if (outcome.kind === 'surprised') return 'surprised';
  show.disk.remove(path);
  return 'done';
}

/** True if the file on disk has these bytes; null: there is none. */
export async function isMediaMeant(
  show: Show,
  path: TreePath,
  meant: ExpectedContent | null,
): Promise<boolean> {
  return isThat(show, await mediaOnDisk(show, path), meant);
}

interface MediaOnDisk {
  readonly stat: DiskStat;
  readonly pointer: Pointer;
}

async function isThat(
  { repo }: Show,
  now: MediaOnDisk | null,
  meant: ExpectedContent | null,
): Promise<boolean> {
  if (now === null || meant === null) return now === null && meant === null;
  const { sha256, bytes } = await pointerMeant(repo, meant);
  return now.pointer.bytes === bytes && now.pointer.sha256 === sha256;
}

/** Larger files are known by size, times and inode, as they were when they were last hashed. */
const HASHED_BYTES = 8 * 1024 * 1024;

async function mediaOnDisk(show: Show, path: TreePath): Promise<MediaOnDisk | null> {
  const place = placeOf(show.root, path);
  try {
    const stat = statAt(place);
    if (stat === null) return null;
    const known = stat.bytes > HASHED_BYTES ? await knownPointer(show, path, stat) : null;
    if (known !== null) return { stat, pointer: known };
    const pointer = await hashFile(place);
    const now = statAt(place);
    // Changed since: neither the one nor the other. The caller takes it for a person's.
    return now !== null && sameStat(stat, now)
      ? { stat, pointer }
      : { stat: now ?? stat, pointer: { sha256: '', bytes: -1 } };
  } catch (error) {
    if (isAbsent(error)) return null;
    throw diskFault(error, path);
  }
}

async function knownPointer({ disk, repo }: Show, path: TreePath, stat: DiskStat): Promise<Pointer | null> {
  const state = disk.isAsSeen(path, stat) ? disk.get(path) : null;
  if (state === null) return null;
  if (state.sha256 !== null) return { sha256: state.sha256, bytes: state.bytes };
  return state.blob === null ? null : pointerOf(path, await repo.readBlob(state.blob));
}

function enterMedia(show: Show, path: TreePath, { entry }: ExpectedContent, stat: DiskStat): void {
  const blob = entry.id;
  const { bytes, mtimeNs, inode } = stat;
  const ctimeNs = isTrustworthy(stat, show.nowMs()) ? stat.ctimeNs : 0n;
  const arrivedMs = show.disk.get(path)?.arrivedMs ?? 0;
  show.disk.set(path, { blob, bytes, mtimeNs, ctimeNs, inode, sha256: null, writtenBy: 'bot', arrivedMs });
}
