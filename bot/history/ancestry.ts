// Builds the commit graph for blaming one file: only the commits that touched it, with the parents that matter. Reverts
// and restores also link to the commit whose text they bring back, so that its lines keep their author.
import type { CommitId, TreePath } from '../../src/domain/ids.ts';
import type { Show } from '../show/show.ts';
import type { Touches } from './touches.ts';

export interface Ancestry {
  /** Commit to start blame at; the file has the same content there as in the requested commit. */
  readonly from: CommitId;
  readonly parents: ReadonlyMap<CommitId, ReadonlySet<CommitId>>;
}

interface Todo {
  readonly commit: CommitId;
  readonly path: TreePath;
}

/** Commits followed from a merged branch's tip back to main; Git walks longer branches itself. */
const LONGEST_BRANCH = 50;

export async function ancestryOf(show: Show, touches: Touches, { commit, path }: Todo): Promise<Ancestry> {
  const { timeline } = show.history;
  const parents = new Map<CommitId, Set<CommitId>>();
  const todo: Todo[] = [];
  const done = new Set<string>();
  const later = (one: Todo) => {
    const key = `${one.commit} ${one.path}`;
    if (!done.has(key)) todo.push(one);
    done.add(key);
  };
  const link = (child: CommitId, parent: CommitId | null) => {
    const known = parents.get(child) ?? new Set<CommitId>();
    parents.set(child, parent === null ? known : known.add(parent));
  };

  /** Commit on main that gave the file the content it has in `onMain`, looked up under older names too. */
  async function originOf(onMain: CommitId, name: TreePath): Promise<CommitId | null> {
    const place = timeline.placeOf(onMain);
    if (place === null) return onMain;
    for (const each of [name, ...olderNames(show, name)]) {
      const touch = await touches.lastTouch(place, each);
      const origin = touch?.isThere ? timeline.commits[touch.place] : undefined;
      if (!origin) continue;
      later({ commit: origin.commit, path: each });
      return origin.commit;
    }
    return null;
  }

  /** Follows a branch down to main. */
  async function linkBranch(tip: CommitId, name: TreePath): Promise<CommitId | null> {
    if (timeline.placeOf(tip) !== null) return originOf(tip, name);
    for (let at = tip, steps = 0; steps < LONGEST_BRANCH; steps++) {
      const [parent, another] = (await show.repo.readCommit(at)).parents;
      if (parent === undefined || another !== undefined) break;
      if (timeline.placeOf(parent) === null) {
        at = parent;
        continue;
      }
      link(at, await originOf(parent, name));
      break;
    }
    return tip;
  }

  const from = await linkBranch(commit, path);
  for (let one = todo.pop(); one; one = todo.pop()) {
    const past = timeline.commits[timeline.placeOf(one.commit) ?? -1];
    if (!past) continue;
    const [first, ...others] = past.parents;
    link(one.commit, first === undefined ? null : await originOf(first, one.path));
    for (const each of others) link(one.commit, await linkBranch(each, one.path));
    const landing = timeline.takenBackBy(past.commit);
    const before = landing === null ? undefined : (await show.repo.readCommit(landing)).parents[0];
    for (const source of [before, past.restoredFrom])
      if (source) link(one.commit, await linkBranch(source, one.path));
  }
  return { from: from ?? commit, parents };
}

/** Earlier names of the file, newest first. */
function olderNames(show: Show, path: TreePath): readonly TreePath[] {
  return show.decisions.memory().names.olderPaths(path);
}

/** The graph in the format of `git blame -S`. */
export function ancestryText({ parents }: Ancestry): string {
  return [...parents].map(([commit, its]) => `${[commit, ...its].join(' ')}\n`).join('');
}
