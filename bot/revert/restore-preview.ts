// Shows what putting a file back takes out, before anybody decides: the later changes of the file, and the difference
// that it makes. Reads only.
import type { HistoryEntry, RestorePreview } from '../../src/desk.ts';
import type { CommitId, TreePath } from '../../src/domain/ids.ts';
import type { Difference } from '../../src/git/native.ts';
import { textHunks } from '../../src/git/native.ts';
import { differing } from '../history/differences.ts';
import { entryOf } from '../history/entries.ts';
import type { Touches } from '../history/touches.ts';
import { requireMain } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { ABSENT, asItWas, neverThere, requireOfShow } from './restore.ts';

/** Entries in one answer; the others are only counted. */
const MOST_LATER = 50;

export async function restorePreview(
  show: Show,
  touches: Touches,
  path: TreePath,
  commit: CommitId,
): Promise<RestorePreview> {
  await requireOfShow(show, commit);
  const [main, source] = [
    await show.repo.readCommit(await requireMain(show)),
    await show.repo.readCommit(commit),
  ];
  const { pathThen } = await asItWas(show, path, commit, main.tree);
  const [now, then] = [
    await show.repo.fileAt(main.tree, path),
    await show.repo.fileAt(source.tree, pathThen),
  ];
  const later = await laterThan(show, touches, path, { commit, atMs: source.committer.atMs });
  if (now === null && then === null && later.length === 0) throw neverThere(path);
  const entries: HistoryEntry[] = [];
  for (const one of later.slice(0, MOST_LATER)) entries.push(await entryOf(show, touches, one));
  const isSame = now?.id === then?.id;
  const kind = now === null ? 'added' : then === null ? 'removed' : 'changed';
  const difference: Difference = { path, pathBefore: null, kind, before: now, after: then };
  return {
    later: entries,
    more: later.length - entries.length,
    difference: isSame ? null : ((await differing(show, [difference])).files[0] ?? null),
    hunks: isSame || now === null || then === null ? '' : await textHunks(show.repo, now.id, then.id),
    seen: now?.id ?? ABSENT,
  };
}

/** Newest first, under all names that the file has had. A commit beside main counts by its time. */
async function laterThan(
  { history, decisions }: Show,
  touches: Touches,
  path: TreePath,
  { commit, atMs }: { readonly commit: CommitId; readonly atMs: number },
) {
  const { commits, placeOf } = history.timeline;
  const since = placeOf(commit) ?? commits.findLastIndex((one) => one.atMs <= atMs);
  const paths = [path, ...decisions.memory().names.olderPaths(path)];
  const found: (typeof commits)[number][] = [];
  for (let at = commits.length - 1; at > since; at--) {
    const one = commits[at];
    for (const each of paths) {
      if (one === undefined || !(await touches.touches(at, each))) continue;
      found.push(one);
      break;
    }
  }
  return found;
}
