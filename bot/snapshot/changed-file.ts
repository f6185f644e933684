// A file found changed on disk, and the steps common to all ways of committing it.
import type { CommitId, EpisodeId, TreeId, TreePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import type { FileEntry, Repo } from '../../src/git/repo.ts';
import { isTrustworthy } from '../cache/disk-index.ts';
import { movePublished } from '../publish/follow-names.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import type { FileOnDisk } from './inspect-file.ts';

/** One changed path: its entry on main, and the file now on disk. */
export interface ChangedFile {
  readonly path: TreePath;
  readonly before: FileEntry | null;
  readonly seen: FileOnDisk;
  readonly arrivedMs: number;
}

export interface Snapshot {
  /** True for the first snapshot, which takes over the whole tree without any edit. */
  readonly adopted?: boolean;
  readonly commits: readonly CommitId[];
  readonly paths: readonly TreePath[];
  readonly episodes: ReadonlySet<EpisodeId>;
  /** Files that could not be read, one sentence each. */
  readonly problems: readonly Fault[];
  /** Found too, and left for further snapshots, one for each portion; empty unless there were too many at once. */
  readonly later: readonly (readonly TreePath[])[];
}

export function problemsOf({ problems }: Pick<Snapshot, 'problems'>): readonly string[] {
  return problems.map(({ message }) => message);
}

export async function withFiles(
  repo: Repo,
  tree: TreeId | null,
  group: readonly ChangedFile[],
): Promise<TreeId> {
  return repo.updateTree(tree, await entriesOf(repo, group));
}

/** Writes the files as blobs; null for a path that is no longer content. */
export async function entriesOf(
  repo: Repo,
  group: readonly ChangedFile[],
): Promise<ReadonlyMap<TreePath, FileEntry | null>> {
  const entries = await Promise.all(
    group.map(async ({ path, seen }): Promise<[TreePath, FileEntry | null]> => {
      if (seen.kind !== 'content') return [path, null];
      return [path, { id: await repo.writeBlob(seen.bytes), mode: seen.mode }];
    }),
  );
  return new Map(entries);
}

/** Moves main first, then `published`: the disk already holds these bytes. */
export async function advance(show: Show, from: CommitId | null, to: CommitId): Promise<void> {
  if (!(await show.repo.moveRef(MAIN, { from, to })))
    throw new Fault(
      'bug',
      'MAIN_MOVED',
      'Something else moved main; nothing on disk was changed, run it again',
    );
  await movePublished(show, { from, to });
}

/** Enters a file into the disk index; without its ctime if a write could still hide in the same clock tick. */
export function enter(show: Show, { path, seen, arrivedMs }: Omit<ChangedFile, 'before'>): void {
  if (seen.kind === 'absent') {
    show.disk.remove(path);
    return;
  }
  const { bytes, mtimeNs, inode } = seen.stat;
  const ctimeNs = isTrustworthy(seen.stat, show.nowMs()) ? seen.stat.ctimeNs : 0n;
  const old = show.disk.get(path);
  const blob = seen.kind === 'content' ? seen.blob : null;
  const isOwn = blob !== null && old?.blob === blob && old.writtenBy === 'bot';
  show.disk.set(path, {
    blob,
    bytes,
    mtimeNs,
    ctimeNs,
    inode,
    sha256: seen.kind === 'content' ? null : seen.sha256,
    writtenBy: isOwn ? 'bot' : 'person',
    arrivedMs: isOwn ? old.arrivedMs : arrivedMs,
  });
}
