// Sets aside what another program put on main as if the bot had landed it: main goes back to the newest commit that the
// records vouch for. The rest stays reachable on a ref of its own, with what people have committed on top of it; its
// bytes never get into the tree.
import type { CommitId } from '../../../src/domain/ids.ts';
import { oneLine } from '../../../src/domain/one-line.ts';
import type { MainCommit } from '../../../src/git/native.ts';
import { isPublishing } from '../../record/landings.ts';
import { MAIN, requireMove, SET_ASIDE } from '../../record/refs.ts';
import type { Show } from '../../show/show.ts';
import { heldByDisk } from '../held-by-disk.ts';
import { keepAside } from './keep-aside.ts';
import { whyForged } from './why-forged.ts';

const MOST_SUBJECT = 80;

/** Returns where main is then: where it was, unless another program put a landing, revert or restore there. */
export async function setAsideForged(
  show: Show,
  published: CommitId | null,
  main: CommitId,
): Promise<CommitId> {
  const { commits, isOnTop } = await unpublished(show, published, main);
  for (const commit of commits) {
    const fault = await whyForged(show, commit);
    if (fault === null) continue;
    const back = isOnTop ? commit.parents[0] : (published ?? commit.parents[0]);
    if (back === undefined) continue;
    await keepAside(show, main, `${commit.id} ${fault}`);
    await requireMove(show, MAIN, { from: main, to: back });
    await show.history.advance();
    show.warnings.add(sentenceOn(commit, fault));
    return back;
  }
  return main;
}

function sentenceOn({ id, subject }: MainCommit, fault: string): string {
  const what = `Commit ${id.slice(0, 10)} on main (${oneLine(subject, MOST_SUBJECT)}) ${fault}.`;
  return `${what} It was not published, and main is as before; it is kept on ${SET_ASIDE}.`;
}

/**
 * Commits whose bytes may yet get into the tree, oldest first. All others on main hold what was on disk, or never get
 * there. A change of names is recorded after its commit has been checked, so that one and those below it are vouched
 * for: the same check would read the revert of a renaming by its new names.
 */
async function unpublished(
  show: Show,
  published: CommitId | null,
  main: CommitId,
): Promise<{ readonly commits: readonly MainCommit[]; readonly isOnTop: boolean }> {
  const since = published === null ? [] : await show.mainCommitsBetween(published, main);
  const isOnTop = since[0]?.parents[0] === published;
  const held = isOnTop ? null : await heldByDisk(show, published, main);
  const all = held === null ? since : await show.mainCommitsBetween(held, main);
  const followed = new Set(
    show.decisions.all().map(({ saying }) => (saying.kind === 'follow' ? saying.main : null)),
  );
  const vouched = all.findLastIndex(({ id }) => followed.has(id));
  const commits = all.slice(vouched + 1).filter(({ trailers }) => isPublishing(trailers));
  return { commits, isOnTop };
}
