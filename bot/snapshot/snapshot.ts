// Commits what people changed on disk to main in their names, one commit per burst and episode. Reads each file once,
// commits the very bytes it read, and never takes “could not read” for “deleted”.
import {
  type CommitId,
  type EnhancementId,
  type EpisodeId,
  episodeOf,
  type TreePath,
} from '../../src/domain/ids.ts';
import type { FileEntry } from '../../src/git/repo.ts';
import { kindOfPath } from '../../src/tree/ignore.ts';
import { recordOriginals } from '../cache/originals.ts';
import { publish } from '../publish/publish.ts';
import { keepLeftovers } from '../publish/staging-leftovers.ts';
import { authorOf } from '../record/authors.ts';
import { displacedMessage, snapshotMessage, whereOf } from '../record/commit-messages.ts';
import { BOT, MAIN, PUBLISHED } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { advance, type ChangedFile, enter, type Snapshot, withFiles } from './changed-file.ts';
import { recordConflicts } from './conflict-copies.ts';
import { missingLandings, noteRemovals } from './displaced-landings.ts';
import { findChanged } from './find-changed.ts';
import { adopt, type OnLooked } from './first-snapshot.ts';

/** Call inside `show.exclusively`. `only`: look at these paths and no others. */
export async function snapshot(
  show: Show,
  only: readonly TreePath[] | null = null,
  onLooked: OnLooked = () => {},
): Promise<Snapshot> {
  const main = await show.repo.ref(MAIN);
  if (main === null) return adopt(show, onLooked);
  const left = await keepLeftovers(show);
  if ((await show.repo.ref(PUBLISHED)) !== main) {
    // The disk refused in the middle of a publication: finish it, or its old texts would count as a person's edits. Or
    // another program moved main.
    await publish(show, { takenOut: left.takenOut });
    await left.drop();
    await show.history.advance();
    return snapshot(show, only);
  }
  await left.drop();
  return takeIn(show, main, only);
}

/** Commits changes since `main`, which is published. */
export async function takeIn(
  show: Show,
  main: CommitId,
  only: readonly TreePath[] | null,
): Promise<Snapshot> {
  const { tree } = await show.repo.readCommit(main);
  const { changed, problems } = await findChanged(show, tree, main, only);

  const originals = new Map(changed.flatMap(originalOfSeen));
  await recordOriginals(show.repo, originals, show.nowMs());
  const content = changed.filter(isContentChange);
  await recordConflicts(
    show,
    content.filter(({ path }) => kindOfPath(path) === 'conflict'),
  );
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
async function keepBeside(
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
