// Undoes a publication, because a person saved during it or because the disk refused. Restores only files that still
// hold exactly the bot's version.
import { lstatSync, readlinkSync } from 'node:fs';
import { isMadeFrom } from '../../src/domain/descent.ts';
import {
  type CommitId,
  type EnhancementId,
  nameOf,
  type TreeId,
  type TreePath,
} from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { modeOf } from '../../src/git/file-mode.ts';
import { storeMedia } from '../../src/git/media.ts';
import type { MainCommit } from '../../src/git/native.ts';
import type { FileEntry, TreeDifference } from '../../src/git/repo.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { isMediaName } from '../../src/tree/media.ts';
import { readFileWhole } from '../../src/tree/read.ts';
import type { Left } from '../../src/tree/retire.ts';
import { statAt } from '../../src/tree/stat.ts';
import { authorOf } from '../record/authors.ts';
import { undoneMessage } from '../record/commit-messages.ts';
import { isPublishing } from '../record/landings.ts';
import { personsCommit } from '../record/persons-commit.ts';
import { BOT, MAIN, requireMove } from '../record/refs.ts';
import { RESTORED } from '../record/restored.ts';
import type { Show } from '../show/show.ts';
import { movePublished } from './follow-names.ts';
import { isPointed, meantBy } from './lfs-content.ts';
import { isOtherThing, lookAt, type Replacement, replaceFile, syncFolders } from './replace-file.ts';

interface Stopped {
  readonly from: CommitId;
  readonly to: CommitId;
  readonly done: readonly TreeDifference[];
  readonly failed: TreeDifference;
  readonly differences: readonly TreeDifference[];
}

/** After the disk refused: restores the files already replaced and moves main back, so that all can land later. */
export async function takeBack(show: Show, { from, to, done, failed, differences }: Stopped): Promise<void> {
  const commits = await show.mainCommitsBetween(from, to);
  // Never move main back past a person's commit: the disk already holds it, and the next snapshot publishes the rest.
  if (!commits.every(({ trailers }) => isPublishing(trailers))) return;
  const { isInPlace, seen } = (await lookAt(show, failed).catch(unread)) || { isInPlace: false, seen: [] };
  const placed = isInPlace ? [...done, failed] : done;
  const paths = differences.map((one) => one.path);
  const found = foundIn(failed.path, { seen, left: null });
  if (found.length > 0) return undo(show, { from, to, done: placed, paths, met: found });
  for (const [i, { path, before, after }] of placed.entries()) {
    const back = await replaceFile(show, { path, before: after, after: before });
    if (back.surprise === null) continue;
    const met = foundIn(path, back);
    return undo(show, {
      from,
      to,
      done: placed.slice(i + 1),
      paths,
      met,
    });
  }
  await syncFolders(show, placed);
  await requireMove(show, MAIN, { from: to, to: from });
}

/** Treats an unreadable file as not replaced, since replacing reads it first. */
function unread(error: unknown): false {
  if (error instanceof Fault) return false;
  throw error;
}

export interface FoundVersion {
  readonly path: TreePath;
  readonly bytes: Buffer;
  /** The file in staging that holds one of the versions found with this one. */
  readonly left: Left | null;
}

export function foundIn(
  path: TreePath,
  { seen, left }: Pick<Replacement, 'seen' | 'left'>,
): readonly FoundVersion[] {
  return seen.map((bytes) => ({ path, bytes, left }));
}

interface Undo {
  readonly from: CommitId;
  readonly to: CommitId;
  readonly done: readonly TreeDifference[];
  readonly paths: readonly TreePath[];
  readonly met: readonly FoundVersion[];
}

/**
 * Restores files that still hold exactly the bot's version, commits every version of a person's found on its true
 * parent, and lets main continue from the disk's content. The landing stays in the history, marked as undone.
 */
export async function undo(show: Show, { from, to, done, paths, met }: Undo): Promise<void> {
  const { repo } = show;
  for (const { path, before, after } of done) {
    const words = met.findLast((one) => one.path === path)?.bytes;
    const last = words && { id: await repo.writeBlob(words), mode: before?.mode ?? after?.mode ?? '100644' };
    const back = await replaceFile(show, { path, before: after, after: last ?? before });
    met = [...met, ...foundIn(path, back)];
  }
  // These files no longer hold the bot's version; the next snapshot must record them as a person's.
  for (const path of paths) show.disk.remove(path);
  let own = from;
  let tree = (await repo.readCommit(from)).tree;
  const keep = async (path: TreePath, entry: FileEntry | null) => {
    const next = await repo.updateTree(tree, new Map([[path, entry]]));
    if (next === tree) return;
    tree = next;
    own = await personsCommit(show, { tree, parent: own, paths: [path] });
  };
  for (const { path, bytes } of met) {
    const id = await repo.writeBlob(bytes);
    const landed = await entryAt(show, to, path);
    if (id !== landed?.id) await keep(path, { id, mode: landed?.mode ?? '100644' });
  }
  for (const path of paths) await keep(path, await entryOnDisk(show, path, await entryAt(show, from, path)));
  const signature = { ...BOT, atMs: show.nowMs() };
  const { name } = authorOf(show.settings());
  const merged = await repo.writeCommit({
    tree,
    parents: own === from ? [to] : [to, own],
    author: signature,
    committer: signature,
    message: undoneMessage(name, paths, await undoneBetween(show, from, to, tree)),
  });
  await requireMove(show, MAIN, { from: to, to: merged });
  await movePublished(show, { from, to: merged });
  // Only now: if this had failed, the next look at staging would find them.
  for (const left of new Set(met.map((one) => one.left))) left?.forget();
}

/** Commits versions that a person has made on top of what is published: they may be written over before the next
 *  snapshot. */
export async function keepOnTop(show: Show, main: CommitId, met: readonly FoundVersion[]): Promise<void> {
  const { repo } = show;
  let tip = main;
  for (const { path, bytes } of met) {
    const { tree } = await repo.readCommit(tip);
    const mode = (await repo.fileAt(tree, path))?.mode ?? '100644';
    tip = await personsCommit(show, {
      tree: await repo.updateTree(tree, new Map([[path, { id: await repo.writeBlob(bytes), mode }]])),
      parent: tip,
      paths: [path],
    });
    show.disk.remove(path);
  }
  if (tip === main) return;
  await requireMove(show, MAIN, { from: main, to: tip });
  await movePublished(show, { from: main, to: tip });
}

async function entryAt({ repo }: Show, commit: CommitId, path: TreePath): Promise<FileEntry | null> {
  return repo.fileAt((await repo.readCommit(commit)).tree, path);
}

/** The file now on disk, or `before` if it can't be read; the next snapshot reports that. */
async function entryOnDisk(show: Show, path: TreePath, before: FileEntry | null): Promise<FileEntry | null> {
  const { root, repo } = show;
  if (isOtherThing(show, path)) {
    const place = `${root}/${path}`;
    if (!lstatSync(place).isSymbolicLink()) return null;
    return { id: await repo.writeBlob(readlinkSync(place, { encoding: 'buffer' })), mode: '120000' };
  }
  const wasMedia = isPointed(await meantBy(repo, path, before));
  if (wasMedia || isMediaName(nameOf(path))) return mediaEntry(show, path, before, wasMedia);
  const reading = await readFileWhole(root, path).catch(unread);
  if (reading === false) return before;
  if (reading.absent) return null;
  return { id: await repo.writeBlob(reading.bytes), mode: modeOf(reading.stat) };
}

/** As the next snapshot would record it: what Git keeps already, and all media in a show that keeps them. */
async function mediaEntry(
  { root, repo, settings }: Show,
  path: TreePath,
  before: FileEntry | null,
  wasMedia: boolean,
): Promise<FileEntry | null> {
  const place = `${root}/${path}`;
  const stat = statAt(place);
  if (stat === null || (!wasMedia && settings().media.keep !== 'all')) return null;
  const stored = await storeMedia(repo, place).catch(unread);
  if (stored === false) return before;
  return { id: await repo.writeBlob(Buffer.from(stored.pointer)), mode: modeOf(stat) };
}

interface Undone {
  readonly landings: readonly EnhancementId[];
  readonly reverts: readonly EnhancementId[];
  readonly restores: readonly CommitId[];
}

/** Commits whose result is missing from this tree. A person's edit on top of a result counts as containing it. */
async function undoneBetween(show: Show, from: CommitId, to: CommitId, tree: TreeId): Promise<Undone> {
  const gone: MainCommit[] = [];
  for (const commit of await show.mainCommitsBetween(from, to)) {
    if (!(await standsIn(show, commit, tree))) gone.push(commit);
  }
  const named = (key: string) => gone.flatMap(({ trailers }) => trailers.get(key) ?? []) as EnhancementId[];
  const restores = gone.flatMap(({ id, trailers }) => (trailers.has(RESTORED) ? [id] : []));
  return { landings: named('Enhancement'), reverts: named('Reverts'), restores };
}

async function standsIn(
  { repo }: Show,
  { id, parents: [parent] }: MainCommit,
  tree: TreeId,
): Promise<boolean> {
  if (parent === undefined) return false;
  const trees = await Promise.all([repo.readCommit(parent), repo.readCommit(id)]);
  const textOf = async (entry: FileEntry | null) =>
    entry === null ? '' : decodeText(await repo.readBlob(entry.id));
  for (const { path, before, after } of await repo.diffTrees(trees[0].tree, trees[1].tree)) {
    const now = await repo.fileAt(tree, path);
    if (now?.id === after?.id) continue;
    if (now === null || after === null) return false;
    const [text, was, is] = [await textOf(now), await textOf(before), await textOf(after)];
    if (text === null || was === null || is === null || !isMadeFrom(text, was, is)) return false;
  }
  return true;
}
