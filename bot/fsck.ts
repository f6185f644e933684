// The self-audit: Git's own check, and that every change on main is a person's, a landed enhancement's, or a revert of
// one, with exactly the edits that were reviewed.
import { pathAfter, pathsOf } from '../src/domain/change.ts';
import type { Edit } from '../src/domain/edit.ts';
import type { Kept } from '../src/domain/enhancement.ts';
import type { CommitId, EnhancementId, TreeId, TreePath } from '../src/domain/ids.ts';
import { fsck, type Landing, landings } from '../src/git/native.ts';
import { decodeText } from '../src/tree/blob.ts';
import { BOT, MAIN, PUBLISHED } from './names.ts';
import type { Show } from './show.ts';
import { keptEpisodes } from './view.ts';

export interface Audit {
  readonly commits: number;
  readonly landings: number;
  /** Empty when all is well. */
  readonly findings: readonly string[];
}

export async function audit(show: Show): Promise<Audit> {
  const findings = [...(await fsck(show.repo))];
  const main = await show.repo.ref(MAIN);
  if (main === null) return { commits: 0, landings: 0, findings };
  const records = new Map<EnhancementId, Kept>();
  for (const episode of await keptEpisodes(show)) {
    for (const [id, kept] of (await show.kept.read(episode)).all) records.set(id, kept);
  }
  const commits = await landings(show.repo, null, main);
  let landed = 0;
  for (const commit of commits) {
    const id = commit.trailers.get('Enhancement')?.[0] as EnhancementId | undefined;
    if (id !== undefined) landed += 1;
    const finding =
      id !== undefined ? await auditLanding(show, commit, records.get(id) ?? null) : auditOther(commit);
    if (finding) findings.push(`${commit.id.slice(0, 10)} ${finding}`);
  }
  const published = await show.repo.ref(PUBLISHED);
  if (published !== main)
    findings.push(
      `${PUBLISHED} is ${published ?? 'missing'}, main is ${main}: a landing was interrupted; the next run finishes it`,
    );
  return { commits: commits.length, landings: landed, findings };
}

/** A commit of the bot's that lands nothing must say what it undoes. */
function auditOther({ author, trailers, parents }: Landing): string | null {
  if (author.email !== BOT.email || parents.length === 0) return null;
  const says = ['Reverts', 'Displaced', 'Undone', 'Revert-Undone'].some((key) => trailers.has(key));
  return says ? null : 'is by the bot, but names no enhancement';
}

async function auditLanding(show: Show, { id, parents }: Landing, kept: Kept | null): Promise<string | null> {
  if (kept === null) return 'lands an enhancement that has no record';
  const [before, rendering] = parents;
  if (before === undefined || rendering === undefined) return 'is a landing, but no merge';
  const [base, after] = await Promise.all([treeOf(show, before), treeOf(show, id)]);
  if (after !== (await treeOf(show, rendering))) return 'holds something else than its rendering';
  const differences = await show.repo.diffTrees(base, after);
  // What landed once, gave way and landed again is recorded under the name that its file has now.
  const { renames } = show.decisions.memory();
  const nameNow = (path: TreePath) => renames.get(path) ?? path;
  const { change } = kept.enhancement;
  for (const file of change.files) {
    const at = (path: TreePath) =>
      differences.find((one) => one.path === path) ??
      differences.find((one) => nameNow(one.path) === nameNow(path));
    const found = at(pathAfter(change, file.path));
    if (!found?.after) return `does not change ${file.path}, which it should`;
    if (file.kind === 'move') {
      if (at(file.path)?.after !== null) return `leaves ${file.path}, which it should move`;
      continue;
    }
    const text = decodeText(await show.repo.readBlob(found.after.id));
    if (file.kind === 'create') {
      if (text !== file.text) return `creates ${file.path} with another text than was reviewed`;
      continue;
    }
    const old = at(file.path)?.before ?? null;
    const was = old && decodeText(await show.repo.readBlob(old.id));
    if (was === null || text === null || !leadsTo(was, text, file.edits)) {
      return `changes ${file.path} in another way than was reviewed`;
    }
  }
  return differences.length === pathsOf(change).length ? null : 'changes files that it does not name';
}

/** Do these edits, as values and in their order, make the one text of the other? Where they stood then is not recorded. */
function leadsTo(before: string, after: string, edits: readonly Edit[]): boolean {
  let ends: ReadonlySet<number> = new Set([0]);
  let shift = 0;
  for (const { removed, added } of edits) {
    const next = new Set<number>();
    let same = false;
    for (let at = 0; at <= before.length; at++) {
      // Since the end of the edit before, nothing differs up to here.
      same = ends.has(at) || (same && before[at - 1] === after[at - 1 + shift]);
      if (same && before.startsWith(removed, at) && after.startsWith(added, at + shift))
        next.add(at + removed.length);
    }
    ends = next;
    shift += added.length - removed.length;
  }
  return [...ends].some((at) => before.slice(at) === after.slice(at + shift));
}

async function treeOf({ repo }: Show, commit: CommitId): Promise<TreeId> {
  return (await repo.readCommit(commit)).tree;
}
