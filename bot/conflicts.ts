// Every conflict copy ever seen, on refs/show-build/conflicts/<episode>: losers are kept, even after somebody deletes
// them. Copies outside of episodes stand on refs/show-build/conflicts/show.
import { type EpisodeId, episodeOf } from '../src/domain/ids.ts';
import { Fault } from '../src/errors.ts';
import { type Changed, withFiles } from './changed.ts';
import { BOT, conflictsRef } from './names.ts';
import type { Show } from './show.ts';

export async function recordConflicts(show: Show, copies: readonly Changed[]): Promise<void> {
  const groups = new Map<string, Changed[]>();
  for (const copy of copies) {
    if (copy.seen.kind !== 'content') continue;
    const where = episodeOf(copy.path) ?? 'show';
    groups.set(where, [...(groups.get(where) ?? []), copy]);
  }
  for (const [where, group] of groups) {
    const ref = conflictsRef(where as EpisodeId);
    const before = await show.repo.ref(ref);
    const oldTree = before === null ? null : (await show.repo.readCommit(before)).tree;
    const tree = await withFiles(show, oldTree, group);
    if (tree === oldTree) continue;
    const signature = { ...BOT, atMs: show.nowMs() };
    const commit = await show.repo.writeCommit({
      tree,
      parents: before === null ? [] : [before],
      author: signature,
      committer: signature,
      message: `Keep ${group.length} conflict cop${group.length === 1 ? 'y' : 'ies'}\n`,
    });
    if (!(await show.repo.moveRef(ref, { from: before, to: commit }))) {
      throw new Fault('bug', 'CONFLICTS_MOVED', `Something else moved ${ref}; run it again`);
    }
  }
}
