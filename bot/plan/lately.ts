// The notes of an episode that came or went a moment ago. A renamed file may arrive as one that is new and one that is
// gone, minutes apart and in either order, so that neither means much until a while has passed.
import { type EpisodeId, episodeOf, type TreeId, type TreePath } from '../../src/domain/ids.ts';
import type { FileEntry } from '../../src/git/object.ts';
import type { Show } from '../show/show.ts';

export interface NotesLately {
  /** Notes that there are no more, as they were last. */
  readonly gone: Map<TreePath, LateNote>;
  /** Notes that there were not before, as they are now. */
  readonly came: Map<TreePath, LateNote>;
}

interface LateNote {
  readonly entry: FileEntry;
  readonly atMs: number;
}

/** In this time a note that went away may come back under another name. */
export const RENAME_MS = 5 * 60_000;
const MOST_COMMITS = 200;

/** `tree`: the root tree that counts as the present one. Call after `history.advance()`, or what came since is left out. */
export async function notesLately(
  { repo, history, nowMs }: Pick<Show, 'repo' | 'history' | 'nowMs'>,
  episode: EpisodeId,
  tree: TreeId,
): Promise<NotesLately> {
  const { commits } = history.timeline;
  const sinceMs = nowMs() - RENAME_MS;
  const gone = new Map<TreePath, LateNote>();
  const came = new Map<TreePath, LateNote>();
  const first = Math.max(1, commits.length - MOST_COMMITS);
  for (let i = commits.length - 1; i >= first; i--) {
    const [past, before] = [commits[i], commits[i - 1]];
    if (past === undefined || before === undefined || past.atMs < sinceMs) break;
    if (past.episodes !== null && !past.episodes.includes(episode)) continue;
    const [was, is] = await Promise.all([repo.readCommit(before.commit), repo.readCommit(past.commit)]);
    for (const one of await repo.diffTrees(was.tree, is.tree)) {
      if (episodeOf(one.path) !== episode || !one.path.endsWith('.md')) continue;
      const now = await repo.fileAt(tree, one.path);
      if (one.before !== null && now === null && !gone.has(one.path))
        gone.set(one.path, { entry: one.before, atMs: past.atMs });
      if (one.before === null && now !== null) came.set(one.path, { entry: now, atMs: past.atMs });
    }
  }
  return { gone, came };
}
