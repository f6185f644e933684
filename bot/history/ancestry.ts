// The history of one file as Git's blame shall walk it: only the commits that touched it, each with the parents that
// matter. What was taken back or put back leads to where the words came from, so that they stay their author's.
import type { CommitId, TreePath } from '../../src/domain/ids.ts';
import type { Show } from '../show/show.ts';
import type { Touches } from './touches.ts';

export interface Ancestry {
  /** Where blame begins: it holds the file as the commit that was asked about does. */
  readonly from: CommitId;
  readonly parents: ReadonlyMap<CommitId, ReadonlySet<CommitId>>;
}

interface Todo {
  readonly commit: CommitId;
  readonly path: TreePath;
}

/** What lies beside main, between a merge and the place where it left main; longer ones Git walks by itself. */
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

  /** The commit of main that gave the file what it holds in this one; under its older name where it had another. */
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

  /** Down a branch until it stands on main. */
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

/** Names that the file had before it had this one, the newest first. */
function olderNames(show: Show, path: TreePath): readonly TreePath[] {
  const { renames } = show.decisions.memory();
  return [...renames].flatMap(([was, now]) => (now === path && was !== path ? [was] : [])).reverse();
}

/** As `git blame -S` reads it. */
export function ancestryText({ parents }: Ancestry): string {
  return [...parents].map(([commit, its]) => `${[commit, ...its].join(' ')}\n`).join('');
}
