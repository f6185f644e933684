// Finds the commits on main that changed a path. Their messages name the episode, which rules out most of them; for the
// rest it compares trees, at a few objects each, and caches the result.
import {
  type CommitId,
  type EpisodeId,
  episodeId,
  type TreeId,
  type TreePath,
  treePath,
} from '../../src/domain/ids.ts';
import type { PastCommit } from '../record/timeline.ts';
import type { Show } from '../show/show.ts';

/** The last change of a path up to some place in the timeline, and whether the file exists after it. */
export interface FileTouch {
  readonly place: number;
  readonly isThere: boolean;
}

export interface Touches {
  /** True if the commit at this place changed the file, or anything in the folder. */
  touches(place: number, path: TreePath): Promise<boolean>;
  /** The last change up to this place; null if there was none. */
  lastTouch(place: number, path: TreePath): Promise<FileTouch | null>;
  /** Episodes that a commit changed; compares trees if its message doesn't name them. */
  episodesOf(commit: PastCommit): Promise<readonly EpisodeId[]>;
}

/** Cached paths and folders; few, since people look at one episode for a while. */
const IN_MEMORY = 64;
const COMMITS_IN_MEMORY = 10_000;

export function openTouches(show: Show): Touches {
  const { repo } = show;
  const known = new Map<TreePath, Map<CommitId, string | null>>();
  const episodes = new Map<CommitId, readonly EpisodeId[]>();

  const treeOf = async (commit: CommitId) => (await repo.readCommit(commit)).tree;
  const at = (place: number) => show.history.timeline.commits[place];

  async function remembered(
    { commit }: PastCommit,
    path: TreePath,
    find: () => Promise<string | null>,
  ): Promise<string | null> {
    const memory = known.get(path) ?? new Map<CommitId, string | null>();
    known.delete(path);
    known.set(path, memory);
    if (known.size > IN_MEMORY) known.delete(known.keys().next().value as TreePath);
    const said = memory.get(commit);
    if (said !== undefined) return said;
    const found = await find();
    if (memory.size >= COMMITS_IN_MEMORY) memory.clear();
    memory.set(commit, found);
    return found;
  }

  /** Cached, since finding an episode's folder is the costly part of a lookup in it. */
  async function folderOf(one: PastCommit, episode: EpisodeId): Promise<TreeId | null> {
    const folder = treePath(`episodes/${episode}`);
    const find = async () => repo.treeAt(await treeOf(one.commit), folder);
    return (await remembered(one, folder, find)) as TreeId | null;
  }

  /** Id of the file (with its mode) or folder after this commit; null if there is none. */
  async function stateAfter(one: PastCommit, path: TreePath): Promise<string | null> {
    const episode = episodeIn(path);
    if (episode === null)
      return remembered(one, path, async () => entryId(show, await treeOf(one.commit), path));
    const folder = await folderOf(one, episode);
    const rest = path.split('/').slice(2).join('/');
    if (folder === null || rest === '') return folder;
    return remembered(one, path, () => entryId(show, folder, treePath(rest)));
  }

  /** The last place up to `place` whose commit may have changed the path; the commits after it can't have. */
  function candidate(place: number, path: TreePath): number {
    let found = place;
    for (let one = at(found); one && !mayTouch(one, path); one = at(found)) found -= 1;
    return found;
  }

  async function touches(place: number, path: TreePath): Promise<boolean> {
    const one = at(place);
    if (one === undefined || !mayTouch(one, path)) return false;
    const before = at(candidate(place - 1, path));
    return (await stateAfter(one, path)) !== (before ? await stateAfter(before, path) : null);
  }

  return {
    touches,
    async lastTouch(place, path) {
      for (let here = candidate(place, path); here >= 0; here = candidate(here - 1, path)) {
        const one = at(here);
        if (one && (await touches(here, path)))
          return { place: here, isThere: (await stateAfter(one, path)) !== null };
      }
      return null;
    },
    async episodesOf(one) {
      const said = one.episodes ?? episodes.get(one.commit);
      if (said !== undefined) return said;
      const [parent] = one.parents;
      const before = parent === undefined ? null : await treeOf(parent);
      const changed = await repo.diffTrees(before, await treeOf(one.commit));
      const found = [...new Set(changed.flatMap(({ path }) => episodeIn(path) ?? []))].sort();
      episodes.set(one.commit, found);
      return found;
    },
  };
}

async function entryId({ repo }: Show, tree: TreeId, path: TreePath): Promise<string | null> {
  const file = await repo.fileAt(tree, path);
  return file === null ? repo.treeAt(tree, path) : `${file.mode} ${file.id}`;
}

function mayTouch({ episodes, parents }: PastCommit, path: TreePath): boolean {
  if (episodes === null || parents.length === 0 || path === 'episodes') return true;
  const episode = episodeIn(path);
  return episode === null ? episodes.length === 0 : episodes.includes(episode);
}

/** The episode of a path in it, or of its folder itself. */
function episodeIn(path: TreePath): EpisodeId | null {
  const [top, name] = path.split('/', 2);
  return top === 'episodes' && name !== undefined ? episodeId(name) : null;
}
