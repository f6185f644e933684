// Commits what people changed on disk to main in their names, one commit per burst and episode. Reads each file once,
// commits the very bytes it read, and never takes “could not read” for “deleted”.
import type { Who } from '../../src/domain/decision.ts';
import { type CommitId, episodeOf, type TreePath } from '../../src/domain/ids.ts';
import { grouped } from '../../src/domain/media/grouped.ts';
import { recordOriginals } from '../cache/originals.ts';
import { publish } from '../publish/publish.ts';
import { keepLeftovers } from '../publish/staging-leftovers.ts';
import { displacedMessage } from '../record/commit-messages.ts';
import { personsCommit } from '../record/persons-commit.ts';
import { BOT, MAIN, PUBLISHED } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { advance, type ChangedFile, enter, type Snapshot, withFiles } from './changed-file.ts';
import { isCopy, recordCopies, takeOffMain } from './conflict-copies.ts';
import { missingLandings, noteRemovals, type Unseen } from './displaced-landings.ts';
import { findChanged, findSuspects } from './find-changed.ts';
import { adopt, type OnLooked } from './first-snapshot.ts';
import { portionsOf } from './portions.ts';
import { type Origins, originsOf } from './who-edited.ts';

export interface SnapshotOptions {
  readonly onLooked?: OnLooked;
  /** True: if too much has changed for one piece of work, commits a portion and leaves the rest to the caller. */
  readonly inPortions?: boolean;
}

/** Call inside `show.exclusively`. `only`: look at these paths and no others. */
export async function snapshot(
  show: Show,
  only: readonly TreePath[] | null = null,
  options: SnapshotOptions = {},
): Promise<Snapshot> {
  const { onLooked = () => {}, inPortions = false } = options;
  const main = await show.repo.ref(MAIN);
  if (main === null) return adopt(show, onLooked);
  const left = await keepLeftovers(show);
  if ((await show.repo.ref(PUBLISHED)) !== main) {
    // The disk refused in the middle of a publication: finish it, or its old texts would count as a person's edits. Or
    // another program moved main.
    await publish(show, { takenOut: left.takenOut });
    await left.drop();
    await show.history.advance();
    return snapshot(show, only, options);
  }
  await left.drop();
  return takeIn(show, main, only, { inPortions });
}

/** Commits changes since `main`, which is published. */
export async function takeIn(
  show: Show,
  main: CommitId,
  only: readonly TreePath[] | null,
  { inPortions = false }: Pick<SnapshotOptions, 'inPortions'> = {},
): Promise<Snapshot> {
  const { tree } = await show.repo.readCommit(main);
  const suspects = await findSuspects(show, { id: main, tree }, only);
  const portions = inPortions
    ? portionsOf(suspects.found, (path) => show.disk.get(path) !== null)
    : [[...suspects.found.keys()]];
  const now = new Map((portions[0] ?? []).map((path) => [path, suspects.found.get(path) ?? null]));
  const { found: changed, problems } = await findChanged(show, { tree }, now);

  const originals = new Map(changed.flatMap(originalOfSeen));
  await recordOriginals(show.repo, originals, show.nowMs());
  const content = changed.filter(isContentChange);
  // Kept on their own ref before main moves, and no content of the show.
  await recordCopies(show, changed.filter(isCopy));
  const origins = await originsOf(show, changed);
  const texts = content.filter((one) => !isCopy(one));
  const commits = await commitAll(show, main, texts, origins);
  const onMain = content.filter(isCopy);
  if (onMain.length > 0) commits.push(await takeOffMain(show, commits.at(-1) ?? main, onMain));
  const tip = commits.at(-1) ?? main;
  if (tip !== main) await advance(show, main, tip);
  for (const one of changed) enter(show, one);
  for (const { path } of texts) show.clocks.wrote(path, origins.editorOf(path).name);
  await show.versions.note(origins.versions, show.nowMs());
  const isWhole = only === null && portions.length === 1;
  if (isWhole || show.disk.syncedWith() === main) show.disk.agree(tip);
  return {
    commits,
    paths: content.map(({ path }) => path),
    // Include media outside Git: a cue may have waited for them.
    episodes: new Set(changed.flatMap(({ path }) => episodeOf(path) ?? [])),
    problems: [...suspects.problems, ...problems],
    later: portions.slice(1),
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

/** More episodes than this get one commit together: every commit writes the tree of all episodes anew. */
const MOST_COMMITS = 24;

async function commitAll(
  show: Show,
  main: CommitId,
  changed: readonly ChangedFile[],
  { editorOf, originOf }: Origins,
): Promise<CommitId[]> {
  const commits: CommitId[] = [];
  let tip = main;
  const add = (commit: CommitId) => {
    commits.push(commit);
    tip = commit;
  };
  const groups = grouped(changed, ({ path }) => episodeOf(path));
  const left: ChangedFile[] = [];
  for (const [episode, group] of groups) {
    const plain: ChangedFile[] = [];
    for (const one of group) {
      const missing = episode === null ? null : await missingLandings(show, episode, one, originOf(one.path));
      const by = editorOf(one.path);
      if (missing) await noteRemovals(show, missing, by);
      if (missing?.unseen) add(await keepBeside(show, tip, { one, by, unseen: missing.unseen }));
      else plain.push(one);
    }
    if (groups.size > MOST_COMMITS) for (const one of plain) left.push(one);
    else for (const commit of await commitGroup(show, tip, plain, editorOf)) add(commit);
  }
  for (const commit of await commitGroup(show, tip, left, editorOf)) add(commit);
  return commits;
}

/** One commit for each person, in the order of their last edits. */
async function commitGroup(
  show: Show,
  main: CommitId,
  group: readonly ChangedFile[],
  editorOf: Origins['editorOf'],
): Promise<readonly CommitId[]> {
  const commits: CommitId[] = [];
  const lastOf = (files: readonly ChangedFile[]) =>
    files.reduce((newest, { arrivedMs }) => Math.max(newest, arrivedMs), Number.NEGATIVE_INFINITY);
  const byPerson = [...grouped(group, ({ path }) => JSON.stringify(editorOf(path))).values()];
  for (const files of byPerson.sort((a, b) => lastOf(a) - lastOf(b))) {
    const parent = commits.at(-1) ?? main;
    const { tree } = await show.repo.readCommit(parent);
    const [first] = files;
    const commit = await personsCommit(show, {
      tree: await withFiles(show.repo, tree, files),
      parent,
      paths: files.map(({ path }) => path),
      ...(first && { by: editorOf(first.path) }),
      atMs: lastOf(files),
    });
    commits.push(commit);
  }
  return commits;
}

interface Beside {
  readonly one: ChangedFile;
  readonly by: Who;
  readonly unseen: Unseen;
}

/** Commits a version written without a landing on its true parent, then merges it into main; the person's bytes win. */
async function keepBeside(
  show: Show,
  main: CommitId,
  { one, by, unseen: { parent, ids, inDoubt } }: Beside,
): Promise<CommitId> {
  const based = parent ?? main;
  const own = await personsCommit(show, {
    tree: await withFiles(show.repo, (await show.repo.readCommit(based)).tree, [one]),
    parent: based,
    paths: [one.path],
    by,
    atMs: one.arrivedMs,
  });
  const mainTree = (await show.repo.readCommit(main)).tree;
  const signature = { ...BOT, atMs: show.nowMs() };
  return show.repo.writeCommit({
    tree: await withFiles(show.repo, mainTree, [one]),
    parents: [main, own],
    author: signature,
    committer: signature,
    message: displacedMessage(by.name, [one.path], { ids, inDoubt }),
  });
}
