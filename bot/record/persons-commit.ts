// The commit that holds what a person wrote, in that person's name. It gets onto main by the caller.
import type { Settings } from '../../src/config.ts';
import type { Who } from '../../src/domain/decision.ts';
import type { CommitId, TreeId, TreePath } from '../../src/domain/ids.ts';
import type { Repo } from '../../src/git/repo.ts';
import { authorOf } from './authors.ts';
import { snapshotMessage } from './commit-messages.ts';
import { BOT } from './refs.ts';

interface Writing {
  readonly repo: Pick<Repo, 'writeCommit'>;
  readonly settings: () => Settings;
  readonly nowMs: () => number;
}

interface Written {
  readonly tree: TreeId;
  readonly parent: CommitId;
  readonly paths: readonly TreePath[];
  /** Absent: the show's only person, or somebody. */
  readonly by?: Who;
  /** When it arrived; absent: now. */
  readonly atMs?: number;
}

export function personsCommit(
  { repo, settings, nowMs }: Writing,
  { tree, parent, paths, by: person = authorOf(settings()), atMs = nowMs() }: Written,
): Promise<CommitId> {
  return repo.writeCommit({
    tree,
    parents: [parent],
    author: { ...person, atMs },
    committer: { ...BOT, atMs: nowMs() },
    message: snapshotMessage(person.name, paths),
  });
}
