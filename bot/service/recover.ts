// Finishes or undoes work interrupted by a crash, before anything reads the tree: staged bytes that may be a person's,
// a landing on main that is not in the files yet, a revert without its decision.

import { type EpisodeId, episodeOf, type TreePath, treePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { blobOf } from '../../src/tree/blob.ts';
import { dropLeftover, leftovers } from '../../src/tree/leftovers.ts';
import { type Publication, publish } from '../publish/publish.ts';
import { appendTo } from '../record/append-only-ref.ts';
import { conflictsRef, MAIN, PUBLISHED } from '../record/refs.ts';
import { recordRestores } from '../revert/restore-decisions.ts';
import { recordReverts } from '../revert/revert-decisions.ts';
import type { Show } from '../show/show.ts';

export async function recover(show: Show): Promise<void> {
  const found = await leftovers(show.treeDisk);
  const takenOut = new Map<TreePath, Buffer>();
  for (const leftover of found) {
    const { path, bytes } = leftover;
    if (bytes === null || (path !== null && (await isInGit(show, path, bytes)))) continue;
    await keep(show, path, bytes);
    if (path !== null) takenOut.set(path, bytes);
  }
  const publication = await publish(show, takenOut).catch((error: unknown) => takenBack(show, error));
  for (const leftover of found) await dropLeftover(leftover);
  await show.history.advance();
  await recordReverts(show);
  await recordRestores(show);
  if (publication.paths.length === 0) return;
  const what = publication.kind === 'published' ? 'finished' : 'took back';
  show.log.info(`${what} a landing that was interrupted (${publication.paths.join(', ')})`);
}

/** Tolerates a disk failure if main equals the published commit again: the landing was undone and can wait. */
async function takenBack({ repo, log }: Show, error: unknown): Promise<Publication> {
  if (!(error instanceof Fault) || (await repo.ref(MAIN)) !== (await repo.ref(PUBLISHED))) throw error;
  log.warn(error.message);
  return { kind: 'published', paths: [] };
}

/** Keeps bytes of unknown origin with the conflict copies before they are dropped: they may be a person's. */
async function keep(show: Show, path: TreePath | null, bytes: Buffer): Promise<void> {
  const episode = path === null ? null : episodeOf(path);
  const place = treePath(`recovered/${blobOf(bytes).slice(0, 10)}/${path ?? 'unknown'}`);
  const entry = { id: await show.repo.writeBlob(bytes), mode: '100644' as const };
  await appendTo(show.repo, conflictsRef((episode ?? 'show') as EpisodeId), {
    files: new Map([[place, entry]]),
    message: 'Keep what was found in staging',
    atMs: show.nowMs(),
  });
}

/** True if the bytes are the file's content on main or as published, so nothing would be lost. */
async function isInGit({ repo }: Show, path: TreePath, bytes: Buffer): Promise<boolean> {
  for (const ref of [MAIN, PUBLISHED]) {
    const commit = await repo.ref(ref);
    const entry = commit && (await repo.fileAt((await repo.readCommit(commit)).tree, path));
    if (entry?.id === repo.hashBlob(bytes)) return true;
  }
  return false;
}
