// The self-audit: runs Git's own check, and checks that every commit on main is a person's edit, a landing with exactly
// the reviewed edits, a revert of one, or a file restored as it was.
import { type Change, pathAfter, pathsOf } from '../../src/domain/change.ts';
import { applyEdits, type Edit, fits } from '../../src/domain/edit.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { CommitId, EnhancementId, TreeId, TreePath } from '../../src/domain/ids.ts';
import { rewordedAnywhere, type Wording } from '../../src/domain/part.ts';
import type { AnyCode } from '../../src/domain/reason.ts';
import { Fault } from '../../src/errors.ts';
import { fsck, type MainCommit, mainCommits } from '../../src/git/native.ts';
import type { Repo } from '../../src/git/repo.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { BOT, MAIN, PUBLISHED } from '../record/refs.ts';
import { RESTORED, restoredIn } from '../record/restored.ts';
import { wordsIn } from '../record/reviewer-words.ts';
import type { Show } from '../show/show.ts';
import { damageIn } from './damage.ts';

export interface Audit {
  readonly commits: number;
  readonly landings: number;
  /** Empty when all is well. */
  readonly findings: readonly string[];
}

export async function auditShow(show: Show): Promise<Audit> {
  const findings = [...(await auditObjects(show.repo, show.root))];
  try {
    const audit = await auditMain(show);
    return { ...audit, findings: [...findings, ...audit.findings] };
  } catch (error) {
    return { commits: 0, landings: 0, findings: [...findings, notAudited(error)] };
  }
}

/** The audit of a show that can't be opened, because of this error. Rethrows an error that is not about the history. */
export async function auditUnopened(repo: Repo, root: string, why: unknown): Promise<Audit> {
  const notOpened = notAudited(why);
  return { commits: 0, landings: 0, findings: [...(await auditObjects(repo, root)), notOpened] };
}

const HISTORY_UNREADABLE: ReadonlySet<AnyCode> = new Set<AnyCode>([
  'GIT_FAILED',
  'GIT_OBJECT_DAMAGED',
  'GIT_OBJECT_MISSING',
  'GIT_PACK_FORMAT',
  'GIT_REF_DAMAGED',
]);

function notAudited(error: unknown): string {
  if (!(error instanceof Fault && HISTORY_UNREADABLE.has(error.code))) throw error;
  return `Not all of main could be checked: ${error.tech}`;
}

/** Git's findings; those about a broken object are replaced by its meaning for the show. */
async function auditObjects(repo: Repo, root: string): Promise<readonly string[]> {
  const found = await fsck(repo);
  if (found.length === 0) return [];
  try {
    const damage = await damageIn(repo, root);
    const isNamed = (line: string) =>
      [...damage.keys()].some((id) => line.includes(id) || line.includes(`${id.slice(0, 2)}/${id.slice(2)}`));
    return [...damage.values(), ...new Set(found.filter((line) => !isNamed(line)))];
  } catch (error) {
    return [...found, notAudited(error)];
  }
}

async function auditMain(show: Show): Promise<Audit> {
  const findings: string[] = [];
  const main = await show.repo.ref(MAIN);
  if (main === null) return { commits: 0, landings: 0, findings };
  const records = new Map<EnhancementId, EnhancementRecord>();
  for (const episode of await show.kept.episodes()) {
    for (const [id, kept] of (await show.kept.read(episode)).all) records.set(id, kept);
  }
  const commits = await mainCommits(show.repo, null, main);
  let landed = 0;
  for (const commit of commits) {
    const id = commit.trailers.get('Enhancement')?.[0] as EnhancementId | undefined;
    if (id !== undefined) landed += 1;
    const finding =
      id !== undefined
        ? await auditLanding(show, commit, records.get(id) ?? null)
        : commit.trailers.has(RESTORED)
          ? await auditRestore(show, commit)
          : auditOther(commit);
    if (finding) findings.push(`${commit.id.slice(0, 10)} ${finding}`);
  }
  const published = await show.repo.ref(PUBLISHED);
  if (published !== main)
    findings.push(
      `${PUBLISHED} is ${published ?? 'missing'}, main is ${main}: a landing was interrupted; the next run finishes it`,
    );
  return { commits: commits.length, landings: landed, findings };
}

/** A commit by the bot that lands nothing must name what it undoes. */
function auditOther({ author, trailers, parents }: MainCommit): string | null {
  if (author.email !== BOT.email || parents.length === 0) return null;
  const says = ['Reverts', 'Displaced', 'Undone', 'Revert-Undone', 'Restore-Undone'].some((key) =>
    trailers.has(key),
  );
  return says ? null : 'is by the bot, but names no enhancement';
}

async function auditLanding(
  show: Show,
  landing: MainCommit,
  kept: EnhancementRecord | null,
): Promise<string | null> {
  const { id, parents, trailers } = landing;
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
    if (!found?.after) return `does not change ${file.path}, which it should`;
    if (file.kind === 'move') {
      if (at(file.path)?.after !== null) return `leaves ${file.path}, which it should move`;
      continue;
    }
    const old = at(file.path)?.before ?? null;
    const was = old && decodeText(await show.repo.readBlob(old.id));
    if (was !== null) texts.set(file.path, was);
  }
  const expected = rewordedAnywhere(change, words);
  for (const file of expected.files) {
    if (file.kind === 'move') continue;
    const found = at(pathAfter(change, file.path))?.after;
    const text = found ? decodeText(await show.repo.readBlob(found.id)) : null;
    if (file.kind === 'create') {
      if (text !== file.text) return `creates ${file.path} with another text than was reviewed`;
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

async function treeOf({ repo }: Show, commit: CommitId): Promise<TreeId> {
  return (await repo.readCommit(commit)).tree;
}
