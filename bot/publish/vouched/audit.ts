// Checks commits of main against the records: each is a person's edit, a landing with exactly the reviewed edits, a
// revert of one, or a file restored as it was. What no record vouches for is not published.
import { type Change, pathAfter, pathsOf, textOfWhole, textReplaced } from '../../../src/domain/change.ts';
import { applyEdits, type Edit, fits } from '../../../src/domain/edit.ts';
import type { EnhancementRecord } from '../../../src/domain/enhancement.ts';
import {
  type CommitId,
  type EnhancementId,
  episodeOf,
  type TreeId,
  type TreePath,
} from '../../../src/domain/ids.ts';
import { rewordedAnywhere, type Wording } from '../../../src/domain/part.ts';
import { holds, type MainCommit } from '../../../src/git/native.ts';
import { decodeText } from '../../../src/tree/blob.ts';
import { kindOfPath } from '../../../src/tree/ignore.ts';
import { COPIES_OFF } from '../../record/commit-messages.ts';
import { isPublishing } from '../../record/landings.ts';
import { BOT } from '../../record/refs.ts';
import { RESTORED, restoredIn } from '../../record/restored.ts';
import { wordsIn } from '../../record/reviewer-words.ts';
import type { Show } from '../../show/show.ts';

export type RecordOf = (id: EnhancementId) => Promise<EnhancementRecord | null>;

const PUBLISHES = ['Enhancement', 'Reverts', RESTORED];
const UNDOES = ['Displaced', 'Undone', 'Revert-Undone', 'Restore-Undone'];

/** The fault of a commit on main, as the end of a sentence about it; null if it has none. */
export async function auditCommit(
  show: Show,
  commit: MainCommit,
  recordOf: RecordOf,
): Promise<string | null> {
  const { trailers } = commit;
  const named = [...PUBLISHES, ...UNDOES].flatMap((key) => trailers.get(key) ?? []);
  if (named.length > 1 && isPublishing(trailers)) return 'names more than it may land, revert or put back';
  if (trailers.has('Enhancement')) return auditLanding(show, commit, recordOf);
  if (trailers.has(RESTORED)) return auditRestore(show, commit);
  return auditOther(show, commit, recordOf);
}

/** A commit by the bot that lands nothing must name what it undoes, and a revert something that there is. */
async function auditOther(
  show: Show,
  { id: commit, author, trailers, parents }: MainCommit,
  recordOf: RecordOf,
): Promise<string | null> {
  for (const id of idsIn(trailers, 'Reverts')) {
    if ((await recordOf(id)) === null) return 'reverts an enhancement that has no record';
    if (show.history.landed(id) === null) return 'reverts an enhancement that has not landed';
  }
  if (author.email !== BOT.email || parents.length === 0) return null;
  if (trailers.has(COPIES_OFF)) return auditCopiesOff(show, commit, parents);
  const says = ['Reverts', ...UNDOES].some((key) => trailers.has(key));
  return says ? null : 'is by the bot, but names no enhancement';
}

/** Takes conflict copies away and nothing else, each of them kept on its own ref. */
async function auditCopiesOff(
  show: Show,
  commit: CommitId,
  [parent, ...others]: readonly CommitId[],
): Promise<string | null> {
  if (parent === undefined) return null;
  if (others.length > 0) return 'takes conflict copies off main, and is a merge';
  const differences = await show.repo.diffTrees(await treeOf(show, parent), await treeOf(show, commit));
  for (const { path, after } of differences) {
    if (after !== null || kindOfPath(path) !== 'conflict')
      return `changes ${path}, which is no conflict copy`;
    const kept = (await show.copies.read(episodeOf(path))).get(path);
    if (kept === undefined) return `takes ${path} away, which is kept nowhere`;
  }
  return null;
}

async function auditLanding(
  show: Show,
  { id, parents, trailers }: MainCommit,
  recordOf: RecordOf,
): Promise<string | null> {
  const [named] = idsIn(trailers, 'Enhancement');
  const kept = named === undefined ? null : await recordOf(named);
  if (kept === null) return 'lands an enhancement that has no record';
  const [before, second] = parents;
  if (before === undefined || second === undefined) return 'is a landing, but no merge';
  const [base, after] = await Promise.all([treeOf(show, before), treeOf(show, id)]);
  if (after !== (await treeOf(show, second))) return 'holds something else than its rendering';
  if (!trailers.has('Edited-By')) return auditChange(show, kept.enhancement.change, [], base, after);
  return auditWorded(show, kept, second, base);
}

/** Checks for the bot's rendering as reviewed and, on top of it, a person's commit with the words of a decision. */
async function auditWorded(
  show: Show,
  kept: EnhancementRecord,
  second: CommitId,
  base: TreeId,
): Promise<string | null> {
  const own = await show.repo.readCommit(second);
  const [rendering] = own.parents;
  if (rendering === undefined || own.author.email === BOT.email)
    return 'names a person’s words that are nobody’s';
  const { change, id } = kept.enhancement;
  const rendered = await auditChange(show, change, [], base, await treeOf(show, rendering));
  if (rendered !== null) return rendered;
  const said = show.decisions.all().filter(({ saying }) => saying.kind === 'accept' && saying.id === id);
  for (const decision of said) {
    const words = wordsIn(decision);
    if (words?.by.email !== own.author.email) continue;
    if ((await auditChange(show, change, words.words, base, own.tree)) === null) return null;
  }
  return 'holds other words than any reviewer gave it';
}

/** The fault of a landing of this change, reworded like this; null if it has none. */
async function auditChange(
  show: Show,
  change: Change,
  words: readonly Wording[],
  base: TreeId,
  after: TreeId,
): Promise<string | null> {
  const differences = await show.repo.diffTrees(base, after);
  // An enhancement that landed, gave way and landed again is recorded under the last of its file's names.
  const { names } = show.decisions.memory();
  const texts = new Map<TreePath, string>();
  const at = (path: TreePath) =>
    differences.find((one) => one.path === path) ??
    differences.find((one) => names.olderPaths(path).includes(one.path));
  for (const file of change.files) {
    const found = at(pathAfter(change, file.path));
    const old = at(file.path)?.before ?? null;
    if (!found?.after) return `does not change ${file.path}, which it should`;
    if (found.after.mode !== (old?.mode ?? '100644')) return `changes what kind of file ${file.path} is`;
    if (file.kind === 'media') {
      const stood = old === null ? null : (await show.repo.readBlob(old.id)).toString('utf8');
      if (stood !== textReplaced(file)) return `replaces ${file.path}, which it may not`;
    }
    if (file.kind === 'move') {
      if (at(file.path)?.after !== null) return `leaves ${file.path}, which it should move`;
      const isEdited = change.files.some((one) => one.kind === 'edit' && one.path === file.path);
      if (!isEdited && found.after.id !== old?.id) return `changes ${file.path}, which it should only move`;
      continue;
    }
    const was = old && decodeText(await show.repo.readBlob(old.id));
    if (was !== null) texts.set(file.path, was);
  }
  const expected = rewordedAnywhere(change, words);
  for (const file of expected.files) {
    if (file.kind === 'move') continue;
    const found = at(pathAfter(change, file.path))?.after;
    const text = found ? decodeText(await show.repo.readBlob(found.id)) : null;
    if (file.kind !== 'edit') {
      if (text !== textOfWhole(file)) return `creates ${file.path} with another text than was reviewed`;
      continue;
    }
    const was = texts.get(file.path) ?? null;
    if (was === null || text === null || !leadsTo(was, text, file.edits)) {
      return `changes ${file.path} in another way than was reviewed`;
    }
  }
  return differences.length === pathsOf(change).length ? null : 'changes files that it does not name';
}

/** Do these edits, as values and in their order, turn one text into the other? Their places then are not recorded. */
function leadsTo(before: string, after: string, edits: readonly Edit[]): boolean {
  // Usually the places still fit; searching for others is slow.
  if (fits(before, edits) && applyEdits(before, edits) === after) return true;
  let ends: ReadonlySet<number> = new Set([0]);
  let shift = 0;
  for (const { removed, added } of edits) {
    const next = new Set<number>();
    let same = false;
    for (let at = 0; at <= before.length; at++) {
      // True while nothing has differed since the end of the previous edit.
      same = ends.has(at) || (same && before[at - 1] === after[at - 1 + shift]);
      if (same && before.startsWith(removed, at) && after.startsWith(added, at + shift))
        next.add(at + removed.length);
    }
    ends = next;
    shift += added.length - removed.length;
  }
  return [...ends].some((at) => before.slice(at) === after.slice(at + shift));
}

/** Checks that the restored file is as it was then, and that no other file changed. */
async function auditRestore(show: Show, { id, parents, trailers }: MainCommit): Promise<string | null> {
  const restored = restoredIn(trailers);
  const [parent] = parents;
  if (restored === null || parent === undefined) return 'names a file that it put back, but not which';
  const { commit, path, pathThen } = restored;
  if (!(await holds(show.repo, parent, commit))) return `puts ${path} back from outside the show’s history`;
  const [before, after, then] = await Promise.all([
    treeOf(show, parent),
    treeOf(show, id),
    treeOf(show, commit),
  ]);
  const others = (await show.repo.diffTrees(before, after)).filter((one) => one.path !== path);
  if (others.length > 0) return `puts ${path} back, and changes other files`;
  const [now, was] = [await show.repo.fileAt(after, path), await show.repo.fileAt(then, pathThen)];
  return now?.id === was?.id ? null : `puts ${path} back in another way than it was`;
}

function idsIn(trailers: MainCommit['trailers'], key: string): readonly EnhancementId[] {
  return (trailers.get(key) ?? []) as readonly EnhancementId[];
}

async function treeOf({ repo }: Show, commit: CommitId): Promise<TreeId> {
  return (await repo.readCommit(commit)).tree;
}
