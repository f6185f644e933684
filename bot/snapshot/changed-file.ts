// What a look at the disk found changed, and the few things that every way of committing it does.
import type { CommitId, EpisodeId, TreeId, TreePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import type { FileEntry } from '../../src/git/repo.ts';
import { isTrustworthy } from '../cache/disk-index.ts';
import { MAIN, PUBLISHED } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import type { FileOnDisk } from './inspect-file.ts';

/** What one look found changed. */
export interface ChangedFile {
  readonly path: TreePath;
  readonly before: FileEntry | null;
  readonly seen: FileOnDisk;
  readonly arrivedMs: number;
}

export interface Snapshot {
  /** The whole tree was taken over; nobody edited it. */
  readonly adopted?: boolean;
  readonly commits: readonly CommitId[];
  readonly paths: readonly TreePath[];
  readonly episodes: ReadonlySet<EpisodeId>;
  /** What could not be read, one sentence each. */
  readonly problems: readonly Fault[];
}

export async function withFiles(
  show: Show,
  tree: TreeId | null,
  group: readonly ChangedFile[],
): Promise<TreeId> {
  return show.repo.updateTree(tree, await entriesOf(show, group));
}

/** Their bytes, written; null for what is no content any more. */
export async function entriesOf(
  show: Show,
  group: readonly ChangedFile[],
): Promise<ReadonlyMap<TreePath, FileEntry | null>> {
  const entries = await Promise.all(
    group.map(async ({ path, seen }): Promise<[TreePath, FileEntry | null]> => {
      if (seen.kind !== 'content') return [path, null];
      return [path, { id: await show.repo.writeBlob(seen.bytes), mode: seen.mode }];
    }),
  );
  return new Map(entries);
}

/** Main first, then `published`: the disk holds these bytes already. */
export async function advance({ repo }: Show, from: CommitId | null, to: CommitId): Promise<void> {
  const moved = (await repo.moveRef(MAIN, { from, to })) && (await repo.moveRef(PUBLISHED, { from, to }));
  if (!moved)
    throw new Fault(
      'bug',
      'MAIN_MOVED',
      'Something else moved main; nothing on disk was changed, run it again',
    );
}

/** Into the disk book; so that it is read again while a write could still hide in the same clock tick. */
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
    sha256: seen.kind === 'original' ? seen.sha256 : null,
    writtenBy: isOwn ? 'bot' : 'person',
    arrivedMs: isOwn ? old.arrivedMs : arrivedMs,
  });
}
