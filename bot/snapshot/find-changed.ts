// Compares the disk with main and returns what people changed. Never takes “could not read” for “deleted”.
import type { CommitId, TreeId, TreePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import type { FileEntry } from '../../src/git/object.ts';
import { type AsSeen, isUnknown, type Scan, scanTree } from '../../src/tree/scan.ts';
import type { DiskStat } from '../../src/tree/stat.ts';
import { ORIGINALS } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { type ChangedFile, enter } from './changed-file.ts';
import { type FileOnDisk, inspectFile } from './inspect-file.ts';
import { leftOut } from './left-out.ts';

interface Found {
  readonly changed: readonly ChangedFile[];
  readonly problems: readonly Fault[];
}

export async function findChanged(
  show: Show,
  tree: TreeId,
  main: CommitId,
  only: readonly TreePath[] | null,
): Promise<Found> {
  const { repo, disk } = show;
  const problems: Fault[] = [];
  const files = new Map<TreePath, DiskStat | null>();
  const isKnown = disk.syncedWith() === main;
  const asSeen: AsSeen = (path, stat) => isKnown && disk.isAsSeen(path, stat);
  for (const under of only ?? [undefined]) {
    const scan = await scanTree(show.root, under === undefined ? { asSeen } : { under });
    problems.push(...scan.unreadable.map(leftOut));
    for (const [path, stat] of scan.files) files.set(path, stat);
    if (under === undefined) requireSomething(show, scan);
    const found = scan.same + [...scan.files.keys()].filter((path) => disk.get(path) !== null).length;
    if (under === undefined && isKnown && found === disk.size()) continue; // No known file is missing.
    const here = under === undefined && scan.same > 0 ? await scanTree(show.root) : scan;
    for (const path of await expected(show, tree, under, isKnown)) {
      if (!here.files.has(path) && !isUnknown(here, path)) files.set(path, null);
    }
  }

  const onMain = isKnown || only !== null ? null : await filesOf(show, tree);
  const changed: ChangedFile[] = [];
  for (const [path, stat] of files) {
    if (isKnown && stat && disk.isAsSeen(path, stat)) continue;
    const before = onMain ? (onMain.get(path) ?? null) : await repo.fileAt(tree, path);
    try {
      const found = await compare(show, path, stat, before);
      if (found) changed.push(found);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      problems.push(error);
    }
  }
  return { changed, problems };
}

/** Throws for an empty tree: an unmounted disk is more likely than a show deleted on purpose. */
function requireSomething({ root }: Show, { files, same, unreadable }: Scan): void {
  if (files.size + same + unreadable.length > 0) return;
  const sentence = `${root} is empty. Is its disk mounted? Nothing is taken for deleted until a file is there again`;
  throw new Fault('transient', 'TREE_EMPTY', sentence);
}

/** Paths expected at or below `under`. */
async function expected(
  show: Show,
  tree: TreeId,
  under: TreePath | undefined,
  isKnown: boolean,
): Promise<Iterable<TreePath>> {
  if (under === undefined && isKnown) return show.disk.paths();
  const onMain = (await show.repo.listFiles(tree, under)).map(({ path }) => path);
  if (under === undefined) return [...onMain, ...show.disk.paths()];
  // Include media outside Git, which can be deleted too.
  const recorded = await show.repo.ref(ORIGINALS);
  if (recorded === null) return onMain;
  const beside = await show.repo.listFiles((await show.repo.readCommit(recorded)).tree, under);
  return [...onMain, ...beside.map(({ path }) => path)];
}

async function filesOf({ repo }: Show, tree: TreeId): Promise<ReadonlyMap<TreePath, FileEntry>> {
  return new Map((await repo.listFiles(tree)).map(({ path, id, mode }) => [path, { id, mode }]));
}

async function compare(
  show: Show,
  path: TreePath,
  stat: DiskStat | null,
  before: FileEntry | null,
): Promise<ChangedFile | null> {
  const lookedAtMs = show.nowMs();
  const seen: FileOnDisk =
    stat === null
      ? { kind: 'absent' }
      : await inspectFile(show.repo, show.root, path, stat, show.settings().media.keep);
  const arrivedMs = seen.kind === 'absent' ? lookedAtMs : arrivalOf(show, path, seen.stat, lookedAtMs);
  const changed = { path, before, seen, arrivedMs };
  if (seen.kind === 'absent') {
    const wasOriginal = show.disk.get(path)?.sha256 != null;
    return before === null && !wasOriginal ? null : changed;
  }
  const isSame =
    seen.kind === 'original'
      ? show.disk.get(path)?.sha256 === seen.sha256
      : before?.id === seen.blob && before.mode === seen.mode;
  if (!isSame) return changed;
  enter(show, changed);
  return null;
}

function arrivalOf(show: Show, path: TreePath, stat: DiskStat, nowMs: number): number {
  return Math.min(nowMs, show.clocks.lastArrival(path)?.atMs ?? Number(stat.ctimeNs / 1000000n));
}
