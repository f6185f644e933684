// Commits what people changed on disk to main in their names, one commit per burst and episode. Reads each file once,
// commits the very bytes it read, and never takes “could not read” for “deleted”.
import {
  type CommitId,
  type EnhancementId,
  type EpisodeId,
  episodeOf,
  type TreeId,
  type TreePath,
} from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import type { FileEntry } from '../../src/git/repo.ts';
import { kindOfPath } from '../../src/tree/ignore.ts';
import { type AsSeen, isUnknown, type Scan, scanTree } from '../../src/tree/scan.ts';
import type { DiskStat } from '../../src/tree/stat.ts';
import { recordOriginals } from '../cache/originals.ts';
import { publish } from '../publish/publish.ts';
import { authorOf } from '../record/authors.ts';
import { displacedMessage, snapshotMessage, whereOf } from '../record/commit-messages.ts';
import { BOT, MAIN, ORIGINALS, PUBLISHED } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { advance, type ChangedFile, enter, type Snapshot, withFiles } from './changed-file.ts';
import { recordConflicts } from './conflict-copies.ts';
import { missingLandings, noteRemovals } from './displaced-landings.ts';
import { adopt, type OnLooked } from './first-snapshot.ts';
import { type FileOnDisk, inspectFile } from './inspect-file.ts';
import { recordPersonRenames } from './person-renames.ts';

/** Call inside `show.exclusively`. `only`: look at these paths and no others. */
export async function snapshot(
  show: Show,
  only: readonly TreePath[] | null = null,
  onLooked: OnLooked = () => {},
): Promise<Snapshot> {
  const main = await show.repo.ref(MAIN);
  if (main === null) return adopt(show, onLooked);
  if ((await show.repo.ref(PUBLISHED)) !== main) {
    // The disk refused in the middle of a publication. Finish it, or its old texts would count as a person's edits.
    await publish(show);
    await show.history.advance();
    return snapshot(show, only);
  }
  const { tree } = await show.repo.readCommit(main);
  const { changed, problems } = await findChanged(show, tree, main, only);

  const originals = new Map(changed.flatMap(originalOfSeen));
  await recordOriginals(show.repo, originals, show.nowMs());
  const content = changed.filter(isContentChange);
  await recordConflicts(
    show,
    content.filter(({ path }) => kindOfPath(path) === 'conflict'),
  );
  // Before main drops the old name: after a crash in between, no restart could detect the rename any more.
  await recordPersonRenames(show, content);
  const commits = await commitAll(show, main, content);
  const tip = commits.at(-1) ?? main;
  if (tip !== main) await advance(show, main, tip);
  for (const one of changed) enter(show, one);
  if (only === null || show.disk.syncedWith() === main) show.disk.agree(tip);
  return {
    commits,
    paths: content.map(({ path }) => path),
    // Include media outside Git: a cue may have waited for them.
    episodes: new Set(changed.flatMap(({ path }) => episodeOf(path) ?? [])),
    problems,
  };
}

// ---- finding changes ----

interface Found {
  readonly changed: readonly ChangedFile[];
  readonly problems: readonly Fault[];
}

async function findChanged(
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
    for (const { path, code } of scan.unreadable) {
      problems.push(new Fault('transient', code, `${path} can't be read (${code}); it is left as it was`));
    }
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
  return Math.min(nowMs, show.clocks.lastArrival(path)?.atMs ?? Number(stat.ctimeNs / 1_000_000n));
}

// ---- committing ----

function originalOfSeen({
  path,
  seen,
  before,
}: ChangedFile): [TreePath, { sha256: string; bytes: number } | null][] {
  if (seen.kind === 'original') return [[path, { sha256: seen.sha256, bytes: seen.stat.bytes }]];
  return seen.kind === 'absent' && before === null ? [[path, null]] : [];
}

function isContentChange({ seen, before }: ChangedFile): boolean {
  return seen.kind === 'content' || before !== null;
}

async function commitAll(show: Show, main: CommitId, changed: readonly ChangedFile[]): Promise<CommitId[]> {
  const commits: CommitId[] = [];
  let tip = main;
  const add = (commit: CommitId) => {
    commits.push(commit);
    tip = commit;
  };
  for (const [episode, group] of byEpisode(changed)) {
    const plain: ChangedFile[] = [];
    for (const one of group) {
      const missing = episode === null ? null : await missingLandings(show, episode, one);
      if (missing) await noteRemovals(show, missing);
      if (missing?.unseen) add(await keepBeside(show, tip, one, { ...missing.unseen, files: new Map() }));
      else plain.push(one);
    }
    if (plain.length > 0) add(await commitGroup(show, tip, episode, plain));
  }
  return commits;
}

function byEpisode(changed: readonly ChangedFile[]): ReadonlyMap<EpisodeId | null, readonly ChangedFile[]> {
  const groups = new Map<EpisodeId | null, ChangedFile[]>();
  for (const one of changed) {
    const episode = episodeOf(one.path);
    groups.set(episode, [...(groups.get(episode) ?? []), one]);
  }
  return groups;
}

async function commitGroup(
  show: Show,
  parent: CommitId,
  episode: EpisodeId | null,
  group: readonly ChangedFile[],
): Promise<CommitId> {
  const author = authorOf(show.settings());
  const atMs = Math.max(...group.map(({ arrivedMs }) => arrivedMs));
  const { tree } = await show.repo.readCommit(parent);
  return show.repo.writeCommit({
    tree: await withFiles(show, tree, group),
    parents: [parent],
    author: { ...author, atMs },
    committer: { ...BOT, atMs: show.nowMs() },
    message: snapshotMessage(
      author.name,
      whereOf(episode),
      group.map(({ path }) => path),
    ),
  });
}

/** Landings that a person's text replaces. */
export interface Displaced {
  /** Published commit that the person's text is based on. */
  readonly parent: CommitId;
  readonly ids: readonly EnhancementId[];
  /** Resulting entries of the other files of those landings. */
  readonly files: ReadonlyMap<TreePath, FileEntry | null>;
}

/** Commits a version written without a landing on its true parent, then merges it into main; the person's bytes win. */
export async function keepBeside(
  show: Show,
  main: CommitId,
  one: ChangedFile,
  { parent, ids, files }: Displaced,
): Promise<CommitId> {
  const author = authorOf(show.settings());
  const own = await show.repo.writeCommit({
    tree: await withFiles(show, (await show.repo.readCommit(parent)).tree, [one]),
    parents: [parent],
    author: { ...author, atMs: one.arrivedMs },
    committer: { ...BOT, atMs: show.nowMs() },
    message: snapshotMessage(author.name, whereOf(episodeOf(one.path)), [one.path]),
  });
  const mainTree = (await show.repo.readCommit(main)).tree;
  const undone = await show.repo.updateTree(mainTree, files);
  const signature = { ...BOT, atMs: show.nowMs() };
  return show.repo.writeCommit({
    tree: await withFiles(show, undone, [one]),
    parents: [main, own],
    author: signature,
    committer: signature,
    message: displacedMessage(author.name, [one.path], ids),
  });
}
