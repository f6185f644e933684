// Lists the differences between two commits, file by file with both texts, for people to read. Leaves out the bytes of
// media and of texts too long for a page.
import type { FileDifference } from '../../src/desk.ts';
import { type CommitId, nameOf, type TreeId, type TreePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { type Difference, differences, textHunks } from '../../src/git/native.ts';
import type { FileEntry } from '../../src/git/repo.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { isText } from '../../src/tree/media.ts';
import { pointerOf } from '../publish/lfs-content.ts';
import type { Show } from '../show/show.ts';

/** Longer texts can't be read on a page. */
const TEXT_MAX_BYTES = 2 * 1024 * 1024;
/** Limit of a page; the first commit of a large show has 140,000 files. */
const FILES_MAX = 500;
/** Limit for all texts of one answer together. */
const TEXTS_MAX_BYTES = 32 * 1024 * 1024;
/** Old plus new lines. Above this, Git finds the hunks: it takes 5 ms, a browser 0.3 s. */
const LONG_LINES = 1_000;

export interface Differing {
  readonly files: readonly FileDifference[];
  /** Number of files left out. */
  readonly more: number;
}

/** Compares a commit with its first parent. */
export async function changesOf(show: Show, commit: CommitId): Promise<Differing> {
  const { tree, parents } = await show.repo.readCommit(commit);
  const before = parents[0] === undefined ? null : (await show.repo.readCommit(parents[0])).tree;
  return differing(show, await differences(show.repo, before, tree));
}

/** Rejects with a Fault TOO_MUCH (refused) if there are more files than a page can show. */
export async function changesBetween(
  show: Show,
  from: CommitId,
  to: CommitId,
  path: TreePath | null,
): Promise<readonly FileDifference[]> {
  const [before, after] = await Promise.all([show.repo.readCommit(from), show.repo.readCommit(to)]);
  const found = await differencesAt(show, before.tree, after.tree, path);
  const { files, more } = await differing(show, found);
  if (more === 0) return files;
  const sentence = `${found.length} files differ between these two; name a file or folder, or moments closer to each other.`;
  throw new Fault('refused', 'TOO_MUCH', sentence);
}

/** A renamed file looks new when compared alone, so an added or deleted file is looked up in the whole difference. */
async function differencesAt(
  { repo }: Show,
  before: TreeId,
  after: TreeId,
  path: TreePath | null,
): Promise<readonly Difference[]> {
  if (path === null) return differences(repo, before, after);
  const alone = await differences(repo, before, after, [path]);
  const [one] = alone;
  if (alone.length !== 1 || one === undefined || one.kind === 'changed') return alone;
  const all = await differences(repo, before, after);
  const moved = all.filter((each) => each.path === path || each.pathBefore === path);
  return moved.length > 0 ? moved : alone;
}

export async function differing(show: Show, found: readonly Difference[]): Promise<Differing> {
  const files: FileDifference[] = [];
  let bytes = 0;
  const textFor = async (path: TreePath, entry: FileEntry | null) => {
    const text = entry === null ? null : await textOf(show, path, entry);
    bytes += text?.length ?? 0;
    return text;
  };
  for (const { kind, path, pathBefore, before, after } of found) {
    if (files.length >= FILES_MAX || bytes > TEXTS_MAX_BYTES) break;
    const was = await textFor(pathBefore ?? path, before);
    const is = await textFor(path, after);
    const isLong = was !== null && is !== null && linesOf(was) + linesOf(is) > LONG_LINES;
    const hunks = isLong && before && after ? await textHunks(show.repo, before.id, after.id) : '';
    files.push({ kind, path, pathBefore, before: was, after: is, hunks: hunks === '' ? null : hunks });
  }
  return { files, more: found.length - files.length };
}

function linesOf(text: string): number {
  return text.split('\n').length;
}

/** Null if it is not text, or too long for a page. */
export async function textOf(show: Show, path: TreePath, entry: FileEntry): Promise<string | null> {
  if (entry.mode === '120000') return null;
  return textIn(path, await show.repo.readBlob(entry.id));
}

export function textIn(path: TreePath, bytes: Buffer): string | null {
  if (bytes.length > TEXT_MAX_BYTES || pointerOf(path, bytes) !== null) return null;
  return isText(nameOf(path), bytes) ? decodeText(bytes) : null;
}
