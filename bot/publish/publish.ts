// Brings the tree from `published` to main: after a landing, after a revert, and at start, after a crash in between.
// All three apply the difference of two trees, so recovery needs no code of its own.
//
// If a person has written one of the files, the person's text stays: files already replaced are restored, every version
// found is committed, and main continues from the person's text.
import type { CommitId, TreePath } from '../../src/domain/ids.ts';
import type { Reason } from '../../src/domain/reason.ts';
import type { TreeDifference } from '../../src/git/repo.ts';
import { MAIN, PUBLISHED } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { movePublished } from './follow-names.ts';
import { heldByDisk } from './held-by-disk.ts';
import { lookAt, replaceFile, syncFolders } from './replace-file.ts';
import { type FoundVersion, foundIn, keepOnTop, takeBack, undo } from './undo-publish.ts';
import { setAsideForged } from './vouched/set-aside.ts';

export type Publication =
  | { readonly kind: 'published'; readonly paths: readonly TreePath[] }
  /** A person's edit came first. Main has moved on without the landings, which are proposed again. */
  | { readonly kind: 'undone'; readonly reason: Reason; readonly paths: readonly TreePath[] };

/** Files a killed program left in staging, by target path. One may be a person's save that the bot's file replaced. */
export type TakenOut = ReadonlyMap<TreePath, Buffer>;

interface PublishOptions {
  readonly takenOut?: TakenOut;
  /** Main, as the caller has just moved it. Anything else on main is checked against the records first. */
  readonly own?: CommitId | null;
}

/** Call inside `show.exclusively`, when every file that differs has settled. */
export async function publish(
  show: Show,
  { takenOut = new Map(), own = null }: PublishOptions = {},
): Promise<Publication> {
  const { repo } = show;
  const [published, main] = await Promise.all([repo.ref(PUBLISHED), repo.ref(MAIN)]);
  if (main === null || published === main) return { kind: 'published', paths: [] };
  const to = main === own ? main : await setAsideForged(show, published, main);
  const from = await heldByDisk(show, published, to);
  if (from !== published) await movePublished(show, { from: published, to: from });
  if (from === to) return { kind: 'published', paths: [] };
  const [before, after] = await Promise.all([repo.readCommit(from), repo.readCommit(to)]);
  const differences = await repo.diffTrees(before.tree, after.tree);
  const done: TreeDifference[] = [];
  const met: FoundVersion[] = [];
  let surprise: Reason | null = null;
  for (const difference of differences) {
    if (surprise) {
      // The bot's version may be in place from before a crash.
      const { isInPlace, seen } = await lookAt(show, difference);
      if (isInPlace) done.push(difference);
      met.push(...foundIn(difference.path, { seen, left: null }));
      continue;
    }
    const put = await replaceFile(show, difference, takenOut.get(difference.path)).catch(
      async (error: unknown) => {
        await takeBack(show, { from, to, done, failed: difference, differences });
        throw error;
      },
    );
    met.push(...foundIn(difference.path, put));
    if (put.isDone) done.push(difference);
    surprise = put.surprise;
  }
  await syncFolders(show, differences);
  const paths = differences.map(({ path }) => path);
  show.published.tell(paths);
  if (surprise === null) {
    await movePublished(show, { from, to });
    await keepOnTop(show, to, met);
    show.published.spread(paths);
    return { kind: 'published', paths };
  }
  await undo(show, { from, to, done, paths, met });
  show.published.spread(paths);
  return { kind: 'undone', reason: surprise, paths };
}
