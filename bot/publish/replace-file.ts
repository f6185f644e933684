// Publishes one file: checks what is on disk, puts the bot's version in its place, and returns every other version it
// found. Makes no decision about landing, and never replaces a person's words.
import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import { isMadeFrom } from '../../src/domain/descent.ts';
import { isExportPath } from '../../src/domain/export-file.ts';
import type { BlobId, TreePath } from '../../src/domain/ids.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import type { FileEntry, TreeDifference } from '../../src/git/repo.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { parentsStand } from '../../src/tree/confine.ts';
import type { Busy, Surprised } from '../../src/tree/exchange.ts';
import { exchangeFile } from '../../src/tree/publish.ts';
import { readFileWhole } from '../../src/tree/read.ts';
import { removeFile } from '../../src/tree/remove.ts';
import type { Left } from '../../src/tree/retire.ts';
import { mtimeAfter, stage } from '../../src/tree/staging.ts';
import type { DiskStat } from '../../src/tree/stat.ts';
import { syncDirectory } from '../../src/tree/sync.ts';
import { isTrustworthy } from '../cache/disk-index.ts';
import type { Show } from '../show/show.ts';
import { isMeant, isPointed, meantBy } from './lfs-content.ts';
import { isMediaMeant, replaceMedia } from './replace-media.ts';

export interface Replacement {
  readonly surprise: Reason | null;
  /** The bot's version is in place, even if a person's newer save was found too. */
  readonly isDone: boolean;
  /** A person's versions that were read, oldest first; all but the newest are no longer on disk. */
  readonly seen: readonly Buffer[];
  /** Holds one of `seen` in staging, until it is in Git. */
  readonly left: Left | null;
}

const DONE: Replacement = { surprise: null, isDone: true, seen: [], left: null };

/** Replaces one file, unless a person has changed it. `takenOut`: the version that a killed program left in staging. */
export async function replaceFile(
  show: Show,
  { path, before, after }: TreeDifference,
  takenOut?: Buffer,
): Promise<Replacement> {
  if (isOtherThing(show, path)) return surprised(path, []);
  const [was, is] = [await meantBy(show.repo, path, before), await meantBy(show.repo, path, after)];
  if (isPointed(was) || isPointed(is)) {
    const outcome = await replaceMedia(show, path, { was, is });
    // A person's file stays in the tree, or is found in staging.
    return outcome === 'done' ? DONE : surprised(path, []);
  }
  const now = await onDisk(show, path);
  if (isMeant(show.repo, now?.bytes ?? null, is)) {
    const isTheirs = takenOut && ![was, is].some((one) => isMeant(show.repo, takenOut, one));
    return isTheirs ? { ...surprised(path, [takenOut]), isDone: true } : DONE;
  }
  if (!isMeant(show.repo, now?.bytes ?? null, was)) {
    const isOnTop = now !== null && after !== null && (await isGoneOnWith(show, now.bytes, before, after));
    // After a crash with the bot's version in place, a person's edit on top of it is no conflict.
    if (isOnTop) return { ...DONE, isDone: false, seen: [now.bytes] };
    return surprised(path, now === null ? [] : [now.bytes]);
  }
  if (after === null || is === null) return takeAway(show, path, now?.blob ?? null);
  const staged = await stage(show.treeDisk, {
    path,
    bytes: await show.repo.readBlob(is.entry.id),
    like: now?.stat ?? null,
    // Keep the person's copy newer, so an unsynced edit wins.
    mtimeNs: now === null || isOwnFile(show, path) ? null : mtimeAfter(now.stat),
  });
  const outcome = await exchangeFile(show.treeDisk, staged, now?.blob ?? 'absent');
  if (outcome.kind !== 'published') return surprised(path, versionsOf(outcome), outcome.left);
  enterOwn(show, path, after.id, outcome.stat);
  // A program with the replaced file still open saved into it: the bot's version is in place, the newer words are not.
  return outcome.seen.length === 0 ? DONE : { ...surprised(path, outcome.seen, outcome.left), isDone: true };
}

async function takeAway(show: Show, path: TreePath, stands: BlobId | null): Promise<Replacement> {
  if (stands === null) return DONE;
  const outcome = await removeFile(show.treeDisk, path, stands);
  if (outcome.kind !== 'removed') return surprised(path, versionsOf(outcome), outcome.left);
  show.disk.remove(path);
  return outcome.seen.length === 0 ? DONE : { ...surprised(path, outcome.seen, outcome.left), isDone: true };
}

/** Also the version found on disk: it was read, and the person may save over it before it is read again. */
function versionsOf(outcome: Surprised | Busy): readonly Buffer[] {
  const found = outcome.kind === 'surprised' ? outcome.found : null;
  return found === null ? outcome.seen : [...outcome.seen, found];
}

/** A generated file that nobody has edited since: there is no person's version that would have to win. */
function isOwnFile({ disk }: Show, path: TreePath): boolean {
  return isExportPath(path) && disk.get(path)?.writtenBy === 'bot';
}

interface OnDisk {
  readonly blob: BlobId;
  readonly bytes: Buffer;
  readonly stat: DiskStat;
}

/** Null if there is no such file. */
export async function onDisk(show: Show, path: TreePath): Promise<OnDisk | null> {
  const reading = await readFileWhole(show.root, path);
  if (reading.absent) return null;
  return { blob: show.repo.hashBlob(reading.bytes), bytes: reading.bytes, stat: reading.stat };
}

/** True if the bot's version is in place; `seen`: a person's version that was read instead. */
export async function lookAt(
  show: Show,
  { path, before, after }: TreeDifference,
): Promise<{ readonly isInPlace: boolean; readonly seen: readonly Buffer[] }> {
  if (isOtherThing(show, path)) return { isInPlace: false, seen: [] };
  const [was, is] = [await meantBy(show.repo, path, before), await meantBy(show.repo, path, after)];
  if (isPointed(was) || isPointed(is)) return { isInPlace: await isMediaMeant(show, path, is), seen: [] };
  const bytes = (await onDisk(show, path))?.bytes ?? null;
  if (isMeant(show.repo, bytes, is)) return { isInPlace: true, seen: [] };
  const isOld = isMeant(show.repo, bytes, was);
  return { isInPlace: false, seen: bytes === null || isOld ? [] : [bytes] };
}

/** True if a person put a folder or a symlink where the file was; there are no bytes to compare then. */
export function isOtherThing({ root }: Show, path: TreePath): boolean {
  const stats = parentsStand(root, path)
    ? lstatSync(`${root}/${path}`, { throwIfNoEntry: false })
    : undefined;
  return stats !== undefined && !stats.isFile();
}

async function isGoneOnWith(
  show: Show,
  now: Buffer,
  before: FileEntry | null,
  after: FileEntry,
): Promise<boolean> {
  const text = decodeText(now);
  const was = before === null ? '' : decodeText(await show.repo.readBlob(before.id));
  const is = decodeText(await show.repo.readBlob(after.id));
  return text !== null && was !== null && is !== null && isMadeFrom(text, was, is);
}

function surprised(path: TreePath, seen: readonly Buffer[], left?: Left): Replacement {
  const why = `somebody edited ${path} at this very moment; their text stays`;
  return { surprise: reason('EDITED_MEANWHILE', why), isDone: false, seen, left: left ?? null };
}

function enterOwn(show: Show, path: TreePath, blob: BlobId, stat: DiskStat | null): void {
  if (stat === null) return;
  const { bytes, mtimeNs, inode } = stat;
  const nowMs = show.nowMs();
  const ctimeNs = isTrustworthy(stat, nowMs) ? stat.ctimeNs : 0n;
  const arrivedMs = show.disk.get(path)?.arrivedMs ?? 0;
  show.disk.set(path, { blob, bytes, mtimeNs, ctimeNs, inode, sha256: null, writtenBy: 'bot', arrivedMs });
}

export async function syncFolders(show: Show, differences: readonly TreeDifference[]): Promise<void> {
  for (const folder of new Set(differences.map(({ path }) => dirname(`${show.root}/${path}`)))) {
    await syncDirectory(folder).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    });
  }
}
