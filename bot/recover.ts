// What a killed program left half done, finished or undone before anybody looks at the tree: staged bytes that may be a
// person's, a landing between main and the files, a revert that was decided and not made.
import { blobOf } from '../src/tree/blob.ts';
import { dropLeftover, type Leftover, leftovers } from '../src/tree/leftovers.ts';
import { episodeOf, type EpisodeId, treePath } from '../src/domain/ids.ts';
import { Fault } from '../src/errors.ts';
import { BOT, conflictsRef } from './names.ts';
import { publish } from './publish.ts';
import type { Show } from './show.ts';

export async function recover(show: Show): Promise<void> {
  for (const leftover of await leftovers(show.treeDisk)) await keepLeftover(show, leftover);
  const publication = await publish(show);
  if (publication.paths.length === 0) return;
  await show.history.advance();
  const what = publication.kind === 'published' ? 'finished' : 'took back';
  show.log.info(`${what} a landing that was interrupted (${publication.paths.join(', ')})`);
}

/** Nobody can tell by looking whose bytes they are, so they are kept with the conflict copies before they are dropped. */
async function keepLeftover(show: Show, leftover: Leftover): Promise<void> {
  const { bytes } = leftover;
  if (bytes === null) return;
  const episode = leftover.path === null ? null : episodeOf(leftover.path);
  const ref = conflictsRef((episode ?? 'show') as EpisodeId);
  const before = await show.repo.ref(ref);
  const tree = before === null ? null : (await show.repo.readCommit(before)).tree;
  const path = treePath(`recovered/${blobOf(bytes).slice(0, 10)}/${leftover.path ?? 'unknown'}`);
  const signature = { ...BOT, atMs: show.nowMs() };
  const commit = await show.repo.writeCommit({
    tree: await show.repo.updateTree(tree, new Map([[path, { id: await show.repo.writeBlob(bytes), mode: '100644' as const }]])),
    parents: before === null ? [] : [before],
    author: signature,
    committer: signature,
    message: 'Keep what was found in staging\n',
  });
  if (!(await show.repo.moveRef(ref, { from: before, to: commit }))) {
    throw new Fault('bug', 'CONFLICTS_MOVED', `Something else moved ${ref}; run it again`);
  }
  await dropLeftover(leftover);
}
