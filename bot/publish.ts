// Brings the tree from `published` to main: after a landing, after a revert, and, at start, after whatever killed the
// program in between. All three are one thing, a difference of two trees, so recovery is not a second way.
//
// If a person turns out to have written one of the files, theirs stays: what was already put in place is taken back,
// every version met is committed, and main goes on from the person's text.
import { dirname } from 'node:path';
import {
  type BlobId,
  type CommitId,
  type EnhancementId,
  episodeOf,
  type TreePath,
} from '../src/domain/ids.ts';
import { type Reason, reason } from '../src/domain/reason.ts';
import { parseTrailers } from '../src/domain/trailers.ts';
import { Fault } from '../src/errors.ts';
import type { FileDifference, FileEntry } from '../src/git/repo.ts';
import { exchangeFile } from '../src/tree/publish.ts';
import { readFileWhole } from '../src/tree/read.ts';
import { removeFile } from '../src/tree/remove.ts';
import { mtimeAfter, stage } from '../src/tree/staging.ts';
import type { DiskStat } from '../src/tree/stat.ts';
import { syncDirectory } from '../src/tree/sync.ts';
import { isTrustworthy } from './disk-book.ts';
import { snapshotMessage, undoneMessage, whereOf } from './message.ts';
import { BOT, MAIN, PUBLISHED } from './names.ts';
import { authorOf } from './people.ts';
import type { Show } from './show.ts';

export type Publication =
  | { readonly kind: 'published'; readonly paths: readonly TreePath[] }
  /** Main has moved on: nothing of what was landed stands, and it is proposed again. */
  | { readonly kind: 'undone'; readonly reason: Reason; readonly paths: readonly TreePath[] };

/** What a killed program left in staging, by the path that it was for: it may be a save that ours has just replaced. */
export type TakenOut = ReadonlyMap<TreePath, Buffer>;

/** Call inside `show.alone`, with every file that differs settled. */
export async function publish(show: Show, takenOut: TakenOut = new Map()): Promise<Publication> {
  const { repo } = show;
  const [published, to] = await Promise.all([repo.ref(PUBLISHED), repo.ref(MAIN)]);
  if (to === null || published === to) return { kind: 'published', paths: [] };
  const from = await heldByDisk(show, published, to);
  if (from !== published) await moved(show, PUBLISHED, published, from);
  if (from === to) return { kind: 'published', paths: [] };
  const [before, after] = await Promise.all([repo.readCommit(from), repo.readCommit(to)]);
  const differences = await repo.diffTrees(before.tree, after.tree);
  const done: FileDifference[] = [];
  const met: Met[] = [];
  let surprise: Reason | null = null;
  for (const difference of differences) {
    const put = await putInPlace(show, difference, takenOut.get(difference.path)).catch(
      async (error: unknown) => {
        await takeBack(show, { from, to, done, failed: difference, differences });
        throw error;
      },
    );
    met.push(...put.seen.map((bytes) => ({ path: difference.path, bytes })));
    if (put.isDone) done.push(difference);
    surprise = put.surprise;
    if (surprise) break;
  }
  await syncFolders(show, differences);
  const paths = differences.map(({ path }) => path);
  if (surprise === null) {
    await moved(show, PUBLISHED, from, to);
    return { kind: 'published', paths };
  }
  await undo(show, { from, to, done, paths, met });
  return { kind: 'undone', reason: surprise, paths };
}

/**
 * The newest commit that was made of what the disk held: all but landings and reverts are. A person's files never go
 * back to an older version only because the program was killed before it could write down that it had seen them.
 */
async function heldByDisk({ repo }: Show, published: CommitId | null, to: CommitId): Promise<CommitId> {
  for (let at = to; ; ) {
    const { message, parents } = await repo.readCommit(at);
    const trailers = parseTrailers(message);
    const [parent] = parents;
    if (parent === undefined || at === published || !isPublishing(trailers)) return at;
    at = parent;
  }
}

function isPublishing(trailers: ReadonlyMap<string, readonly string[]>): boolean {
  return trailers.has('Enhancement') || trailers.has('Reverts');
}

async function moved({ repo }: Show, ref: string, from: CommitId | null, to: CommitId): Promise<void> {
  if (await repo.moveRef(ref, { from, to })) return;
  throw new Fault('bug', 'REF_MOVED', `Something else moved ${ref}; stop it and run fsck`);
}

// ---- one file ----

interface Put {
  readonly surprise: Reason | null;
  /** It is in place, whether or not somebody was surprised by it. */
  readonly isDone: boolean;
  /** Versions that are on disk no longer, oldest first. */
  readonly seen: readonly Buffer[];
}

const DONE: Put = { surprise: null, isDone: true, seen: [] };

async function putInPlace(
  show: Show,
  { path, before, after }: FileDifference,
  takenOut?: Buffer,
): Promise<Put> {
  const now = await onDisk(show, path);
  if ((now?.blob ?? null) === (after?.id ?? null)) {
    const isTheirs = takenOut && ![before?.id, after?.id].includes(show.repo.hashBlob(takenOut));
    return isTheirs ? { ...surprised(path, [takenOut]), isDone: true } : DONE;
  }
  if ((now?.blob ?? null) !== (before?.id ?? null)) return surprised(path, []);
  if (after === null) return takeAway(show, path, before);
  const staged = await stage(show.treeDisk, {
    path,
    bytes: await show.repo.readBlob(after.id),
    like: now?.stat ?? null,
    // Theirs, wherever it is not synced yet, must stay the newer one.
    mtimeNs: now === null ? null : mtimeAfter(now.stat),
  });
  const outcome = await exchangeFile(show.treeDisk, staged, before?.id ?? 'absent');
  if (outcome.kind !== 'published') return surprised(path, outcome.seen);
  enterOwn(show, path, after.id, outcome.stat);
  // A program that still held the replaced file saved into it: ours is in place, and a person's newer words are not.
  return outcome.seen.length === 0 ? DONE : { ...surprised(path, outcome.seen), isDone: true };
}

async function takeAway(show: Show, path: TreePath, before: FileEntry | null): Promise<Put> {
  if (before === null) return DONE;
  const outcome = await removeFile(show.treeDisk, path, before.id);
  if (outcome.kind !== 'removed') return surprised(path, outcome.seen);
  show.disk.remove(path);
  return outcome.seen.length === 0 ? DONE : { ...surprised(path, outcome.seen), isDone: true };
}

async function onDisk(show: Show, path: TreePath): Promise<{ blob: BlobId; stat: DiskStat } | null> {
  const reading = await readFileWhole(show.root, path);
  return reading.absent ? null : { blob: show.repo.hashBlob(reading.bytes), stat: reading.stat };
}

function surprised(path: TreePath, seen: readonly Buffer[]): Put {
  const why = `somebody edited ${path} at this very moment; their text stays`;
  return { surprise: reason('EDITED_MEANWHILE', why), isDone: false, seen };
}

function enterOwn(show: Show, path: TreePath, blob: BlobId, stat: DiskStat | null): void {
  if (stat === null) return;
  const { bytes, mtimeNs, inode } = stat;
  const nowMs = show.nowMs();
  const ctimeNs = isTrustworthy(stat, nowMs) ? stat.ctimeNs : 0n;
  const arrivedMs = show.disk.get(path)?.arrivedMs ?? 0;
  show.disk.set(path, { blob, bytes, mtimeNs, ctimeNs, inode, sha256: null, writtenBy: 'bot', arrivedMs });
}

async function syncFolders(show: Show, differences: readonly FileDifference[]): Promise<void> {
  for (const folder of new Set(differences.map(({ path }) => dirname(`${show.root}/${path}`)))) {
    await syncDirectory(folder).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    });
  }
}

// ---- taking back ----

interface Stopped {
  readonly from: CommitId;
  readonly to: CommitId;
  readonly done: readonly FileDifference[];
  readonly failed: FileDifference;
  readonly differences: readonly FileDifference[];
}

/** The disk refused: what is in place already is taken back, and main with it, so that all of it can land later. */
async function takeBack(show: Show, { from, to, done, failed, differences }: Stopped): Promise<void> {
  const commits = await show.landingsBetween(from, to);
  // A person's commit never goes back; the disk holds it already, and the next look finishes the rest.
  if (!commits.every(({ trailers }) => isPublishing(trailers))) return;
  const placed = (await isInPlace(show, failed)) ? [...done, failed] : done;
  for (const [i, { path, before, after }] of placed.entries()) {
    const back = await putInPlace(show, { path, before: after, after: before });
    if (back.surprise === null) continue;
    const met = back.seen.map((bytes) => ({ path, bytes }));
    return undo(show, {
      from,
      to,
      done: placed.slice(i + 1),
      paths: differences.map((one) => one.path),
      met,
    });
  }
  await syncFolders(show, placed);
  await moved(show, MAIN, to, from);
}

/** What can't be read has not been moved either: reading comes first. */
async function isInPlace(show: Show, { path, after }: FileDifference): Promise<boolean> {
  try {
    return ((await onDisk(show, path))?.blob ?? null) === (after?.id ?? null);
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

interface Met {
  readonly path: TreePath;
  readonly bytes: Buffer;
}

interface Undo {
  readonly from: CommitId;
  readonly to: CommitId;
  readonly done: readonly FileDifference[];
  readonly paths: readonly TreePath[];
  readonly met: readonly Met[];
}

/**
 * Puts back what is still exactly ours, commits every version of a person's that was met on its true parent, and lets
 * main go on from what is on disk then. The landing stays in the history, as undone.
 */
async function undo(show: Show, { from, to, done, paths, met }: Undo): Promise<void> {
  const { repo } = show;
  for (const { path, before, after } of done) {
    const words = met.findLast((one) => one.path === path)?.bytes;
    const last = words && { id: await repo.writeBlob(words), mode: before?.mode ?? after?.mode ?? '100644' };
    const back = await putInPlace(show, { path, before: after, after: last ?? before });
    met = [...met, ...back.seen.map((bytes) => ({ path, bytes }))];
  }
  // What stands there now is not the bot's writing: the next look enters it as a person's.
  for (const path of paths) show.disk.remove(path);
  const person = authorOf(show.settings());
  const signature = { ...person, atMs: show.nowMs() };
  const committer = { ...BOT, atMs: show.nowMs() };
  let own = from;
  let tree = (await repo.readCommit(from)).tree;
  const keep = async (path: TreePath, bytes: Buffer | null) => {
    const mode = (await repo.fileAt(tree, path))?.mode ?? '100644';
    const next = await repo.updateTree(
      tree,
      new Map([[path, bytes && { id: await repo.writeBlob(bytes), mode }]]),
    );
    if (next === tree) return;
    tree = next;
    own = await repo.writeCommit({
      tree,
      parents: [own],
      author: signature,
      committer,
      message: snapshotMessage(person.name, whereOf(episodeOf(path)), [path]),
    });
  };
  for (const { path, bytes } of met)
    if (repo.hashBlob(bytes) !== (await landedBlob(show, to, path))) await keep(path, bytes);
  for (const path of paths) {
    const reading = await readFileWhole(show.root, path);
    await keep(path, reading.absent ? null : reading.bytes);
  }
  const merged = await repo.writeCommit({
    tree,
    parents: own === from ? [to] : [to, own],
    author: committer,
    committer,
    message: undoneMessage(person.name, paths, await undoneBetween(show, from, to)),
  });
  await moved(show, MAIN, to, merged);
  await moved(show, PUBLISHED, from, merged);
}

async function landedBlob({ repo }: Show, commit: CommitId, path: TreePath): Promise<BlobId | null> {
  return (await repo.fileAt((await repo.readCommit(commit)).tree, path))?.id ?? null;
}

async function undoneBetween(
  show: Show,
  from: CommitId,
  to: CommitId,
): Promise<{ landings: readonly EnhancementId[]; reverts: readonly EnhancementId[] }> {
  const commits = await show.landingsBetween(from, to);
  const named = (key: string) =>
    commits.flatMap(({ trailers }) => trailers.get(key) ?? []) as EnhancementId[];
  return { landings: named('Enhancement'), reverts: named('Reverts') };
}
