// Moves `published`, and before that records which names changed: files that were renamed, by a landing or by a person,
// and the cues and tokens in them. Decisions and records then hold under the new names. A crash in between leaves
// `published` behind, so the next start comes by here again.
import { type CommitId, type EpisodeId, episodeOf } from '../../src/domain/ids.ts';
import type { FileRename, NewNames } from '../../src/domain/names.ts';
import { holds } from '../../src/git/native.ts';
import type { FileEntry, Repo } from '../../src/git/repo.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { notesLately, RENAME_MS } from '../plan/lately.ts';
import { gained, movesIn } from '../record/landings.ts';
import { BOT, PUBLISHED, requireMove } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import type { FileVersion, FileVersions } from './file-versions.ts';
import { renamedFiles } from './renamed-files.ts';
import { type Following, renamedThings } from './renamed-things.ts';
import { keepAside } from './vouched/keep-aside.ts';

/** Rejects with a Fault REF_MOVED if `published` is not at `from`. */
export async function movePublished(
  show: Show,
  { from, to }: { readonly from: CommitId | null; readonly to: CommitId },
): Promise<void> {
  if (from !== null) await followNames(show, from, to);
  if (from !== null && !(await leadsBack(show, to, from)))
    await keepAside(show, from, `${from} was published, and is no longer behind main`);
  await requireMove(show, PUBLISHED, { from, to });
}

/** Parents to look through before stock Git is asked, which takes longer to start. */
const FEW = 16;

/** True unless somebody has put main back by hand. */
async function leadsBack({ repo }: Show, to: CommitId, from: CommitId): Promise<boolean> {
  let at: CommitId | undefined = to;
  for (let i = 0; i < FEW && at !== undefined; i++) {
    if (at === from) return true;
    [at] = (await repo.readCommit(at)).parents;
  }
  return repo.inMemory || holds(repo, to, from);
}

async function followNames(show: Show, from: CommitId, to: CommitId): Promise<void> {
  for (const [episode, files] of await changedNotes(show, from, to)) {
    const { all, tip } = await show.kept.read(episode);
    if (tip === null) continue;
    const landed = await landedRenames(show, from, to, files);
    const done = new Set(landed.flatMap((one) => [one.from, one.to]));
    const together = await renamedFiles(files.filter(({ path }) => !done.has(path)));
    // Two halves of one look belong together; only the rest may have its other half in an earlier one.
    for (const { from: old, to: now } of together) done.add(old).add(now);
    const rest = files.filter(({ path }) => !done.has(path));
    const late = await lateNotes(show, { episode, main: to, files: rest });
    const met = new Set(rest.map(({ path }) => path));
    const apart =
      late.length === 0
        ? []
        : (await renamedFiles([...rest, ...late])).filter((one) => met.has(one.from) || met.has(one.to));
    const renames = [...landed, ...together, ...apart];
    const followed = late.filter(({ path }) => apart.some((one) => one.from === path || one.to === path));
    const things = await renamedThings(show, {
      episode,
      main: to,
      files: [...files, ...followed],
      renames,
      all,
    });
    if (renames.length + things.length === 0 || isFollowed(show, episode, to)) continue;
    const renaming: NewNames = { files: renames, things };
    const saying = { kind: 'follow', episode, main: to, ...renaming } as const;
    await show.decisions.add({ atMs: show.nowMs(), by: BOT, why: null, saying });
  }
}

/** Notes whose other half, under another name, came or went in an earlier look. */
async function lateNotes(
  show: Show,
  { episode, main, files }: Pick<Following, 'episode' | 'main' | 'files'>,
): Promise<readonly FileVersions[]> {
  const isLoose = files.some(({ before, after }) => (before === null) !== (after === null));
  if (!isLoose) return [];
  await show.history.advance();
  const { gone, came } = await notesLately(show, episode, (await show.repo.readCommit(main)).tree);
  const sinceMs = show.nowMs() - RENAME_MS;
  for (const { atMs, saying } of show.decisions.all()) {
    if (saying.kind !== 'follow' || saying.episode !== episode || atMs < sinceMs) continue;
    for (const { from, to } of saying.files) {
      gone.delete(from);
      came.delete(to);
    }
  }
  for (const { path } of files) {
    gone.delete(path);
    came.delete(path);
  }
  const old = [...gone].map(([path, { entry }]) => ({
    path,
    before: version(show.repo, entry),
    after: null,
  }));
  const fresh = [...came].map(([path, { entry }]) => ({
    path,
    before: null,
    after: version(show.repo, entry),
  }));
  return [...old, ...fresh];
}

/** True if a program that was killed before it moved `published` has recorded this already. */
function isFollowed(show: Show, episode: EpisodeId, main: CommitId): boolean {
  return show.decisions
    .all()
    .some(({ saying }) => saying.kind === 'follow' && saying.episode === episode && saying.main === main);
}

async function changedNotes(
  { repo }: Show,
  from: CommitId,
  to: CommitId,
): Promise<ReadonlyMap<EpisodeId, readonly FileVersions[]>> {
  const [before, after] = await Promise.all([repo.readCommit(from), repo.readCommit(to)]);
  const files = new Map<EpisodeId, FileVersions[]>();
  for (const one of await repo.diffTrees(before.tree, after.tree)) {
    const episode = episodeOf(one.path);
    if (episode === null || !one.path.endsWith('.md')) continue;
    const versions = { path: one.path, before: version(repo, one.before), after: version(repo, one.after) };
    const own = files.get(episode);
    if (own === undefined) files.set(episode, [versions]);
    else own.push(versions);
  }
  return files;
}

function version(repo: Repo, entry: FileEntry | null): FileVersion | null {
  return entry && { blob: entry.id, text: async () => decodeText(await repo.readBlob(entry.id)) };
}

/** By landings and reverts, which name what they rename. Leaves out what did not last. */
async function landedRenames(
  show: Show,
  from: CommitId,
  to: CommitId,
  files: readonly FileVersions[],
): Promise<readonly FileRename[]> {
  if (!files.some(({ before }) => before === null) || !files.some(({ after }) => after === null)) return [];
  let renames: readonly FileRename[] = [];
  for (const commit of await gained(show.repo, from, to)) {
    for (const move of movesIn(commit)) {
      const isNext = renames.some((one) => one.to === move.from);
      renames = isNext
        ? renames.map((one) => (one.to === move.from ? { from: one.from, to: move.to } : one))
        : [...renames, move];
    }
  }
  const at = new Map(files.map((one) => [one.path, one]));
  return renames.flatMap((one) => {
    const [old, now] = [at.get(one.from), at.get(one.to)];
    const isLasting = one.from !== one.to && old?.before && !old.after && now?.after;
    return isLasting ? [{ from: one.from, to: one.to }] : [];
  });
}
