// Keeps what lies in staging: files of a killed program, and files that a program still wrote into after they had been
// taken out of the tree. Puts nothing back into the tree.
import { type EpisodeId, episodeOf, type TreePath, treePath } from '../../src/domain/ids.ts';
import { storeMedia } from '../../src/git/media.ts';
import { blobOf } from '../../src/tree/blob.ts';
import { dropLeftover, leftovers } from '../../src/tree/leftovers.ts';
import { appendTo } from '../record/append-only-ref.ts';
import { conflictsRef, MAIN, PUBLISHED } from '../record/refs.ts';
import type { Show } from '../show/show.ts';

export interface StagingLeftovers {
  /** Bytes that may be a person's, by the path they were for; all are in Git. */
  readonly takenOut: ReadonlyMap<TreePath, Buffer>;
  /** Removes the files, unless they are still being written. */
  drop(): Promise<void>;
}

/** Call inside `show.exclusively`, while nothing is being published. */
export async function keepLeftovers(show: Show): Promise<StagingLeftovers> {
  const found = await leftovers(show.treeDisk, show.nowMs());
  const takenOut = new Map<TreePath, Buffer>();
  for (const { path, place, bytes, watched } of found) {
    if (bytes === 'large') await keepLarge(show, path, place);
    if (bytes === null || bytes === 'large' || watched?.known.includes(blobOf(bytes))) continue;
    if (path !== null && (await isInGit(show, path, bytes))) continue;
    await keep(show, path, bytes);
    if (path !== null) takenOut.set(path, bytes);
  }
  return {
    takenOut,
    async drop() {
      for (const leftover of found) await dropLeftover(show.treeDisk, leftover, show.nowMs());
    },
  };
}

/** As a pointer, unless it is the bot's own: its bytes were in the store before main named them. */
async function keepLarge(show: Show, path: TreePath | null, place: string): Promise<void> {
  const bytes = Buffer.from((await storeMedia(show.repo, place)).pointer);
  if (path === null || !(await isInGit(show, path, bytes))) await keep(show, path ?? UNNAMED, bytes);
}

/** A name that counts as media, so that the pointer is read as one. */
const UNNAMED = treePath('unknown.bin');

/** Keeps bytes of unknown origin with the conflict copies before they are dropped: they may be a person's. */
async function keep(show: Show, path: TreePath | null, bytes: Buffer): Promise<void> {
  const episode = path === null ? null : episodeOf(path);
  const ref = conflictsRef((episode ?? 'show') as EpisodeId);
  const place = treePath(`recovered/${blobOf(bytes).slice(0, 10)}/${path ?? 'unknown'}`);
  const entry = { id: await show.repo.writeBlob(bytes), mode: '100644' as const };
  await appendTo(show.repo, ref, {
    files: new Map([[place, entry]]),
    message: 'Keep what was found in staging',
    atMs: show.nowMs(),
  });
  show.log.warn(
    `words for ${path ?? 'an unknown file'} were found outside of the tree; they are kept in ${ref}, as ${place}`,
  );
}

/** True if the bytes are the file's content on main or as published, or a conflict copy's as it was kept, so nothing
 *  would be lost. */
async function isInGit({ repo, copies }: Show, path: TreePath, bytes: Buffer): Promise<boolean> {
  if ((await copies.read(episodeOf(path))).get(path)?.blob === repo.hashBlob(bytes)) return true;
  for (const ref of [MAIN, PUBLISHED]) {
    const commit = await repo.ref(ref);
    const entry = commit && (await repo.fileAt((await repo.readCommit(commit)).tree, path));
    if (entry?.id === repo.hashBlob(bytes)) return true;
  }
  return false;
}
