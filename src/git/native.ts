// Queries history through stock Git: commits with their trailers, blame, differences, fsck. Moves no refs.
import { type BlobId, type CommitId, type TreeId, type TreePath, treePath } from '../domain/ids.ts';
import { parseTrailers } from '../domain/trailers.ts';
import type { FileEntry, Signature } from './object.ts';
import type { Repo } from './repo.ts';
import { runGit, tryGit } from './stock.ts';

/** A commit with its trailers. On main's first-parent history, each one is a landing. */
export interface MainCommit {
  readonly id: CommitId;
  readonly parents: readonly CommitId[];
  readonly subject: string;
  /** The whole message, including subject and trailers. */
  readonly message: string;
  readonly trailers: ReadonlyMap<string, readonly string[]>;
  readonly author: Signature;
  /** Committer time, not author time. */
  readonly atMs: number;
}

export interface CommitLine {
  readonly commit: CommitId;
  readonly author: string;
  readonly atMs: number;
  readonly text: string;
}

type Stock = Pick<Repo, 'native'>;

const FIELDS = ['%H', '%P', '%an', '%ae', '%at', '%ct', '%s', '%B'];
const FORMAT = `--format=tformat:${FIELDS.join('%x00')}`;

/** First-parent commits of `to` that are not in `from`, oldest first, so that a cached position can be advanced. */
export function mainCommits(
  { native }: Stock,
  from: CommitId | null,
  to: CommitId,
): Promise<readonly MainCommit[]> {
  const range = from === null ? [to] : [to, `^${from}`];
  return entries(native, ['--first-parent', '--reverse', ...range]);
}

export interface LogQuery {
  readonly from: CommitId;
  readonly paths?: readonly TreePath[];
  readonly limit?: number;
  readonly firstParent?: boolean;
}

/** Commits, newest first. */
export function log({ native }: Stock, { from, paths = [], limit, firstParent }: LogQuery) {
  return entries(native, [
    ...(limit === undefined ? [] : [`--max-count=${limit}`]),
    ...(firstParent === true ? ['--first-parent'] : []),
    from,
    '--',
    ...paths,
  ]);
}

async function entries(native: Repo['native'], args: readonly string[]): Promise<readonly MainCommit[]> {
  const fixed = ['log', '-z', FORMAT, '--no-color', '--no-show-signature', '--encoding=UTF-8'];
  const fields = (await runGit(native, [...fixed, ...args])).split('\0');
  const found: MainCommit[] = [];
  for (let i = 0; i + FIELDS.length <= fields.length; i += FIELDS.length) {
    const [
      id = '',
      parents = '',
      name = '',
      email = '',
      written = '',
      committed = '',
      subject = '',
      message = '',
    ] = fields.slice(i, i + FIELDS.length);
    found.push({
      id: id as CommitId,
      parents: parents.split(' ').filter((parent) => parent !== '') as CommitId[],
      subject,
      message,
      trailers: parseTrailers(message),
      author: { name, email, atMs: Number(written) * 1000 },
      atMs: Number(committed) * 1000,
    });
  }
  return found;
}

/** A unified diff for people to read; empty if nothing differs. */
export function diff({ native }: Stock, before: CommitId, after: CommitId, paths: readonly TreePath[] = []) {
  const plain = ['diff', '--no-color', '--no-ext-diff', '--no-textconv', '--find-renames'];
  return runGit(native, [...plain, before, after, '--', ...paths]);
}

/** The hunks of a unified diff between two blobs, from the first `@@` on; empty if Git considers one binary. */
export async function textHunks({ native }: Stock, before: BlobId, after: BlobId): Promise<string> {
  const plain = ['diff', '--no-color', '--no-ext-diff', '--no-textconv', '--unified=3'];
  const patch = await runGit(native, [...plain, before, after]);
  const start = patch.indexOf('\n@@ ');
  return start < 0 ? '' : patch.slice(start + 1);
}

const LINE_HEAD = /^([0-9a-f]{40}) \d+ \d+/;

/** The last author of each line of a file at a commit. `ancestry`: path of a file that overrides the parents of
 *  commits, one line each (`commit parent…`), so that Git can skip commits that never touched the file. */
export async function blame(
  { native }: Stock,
  commit: CommitId,
  path: TreePath,
  ancestry: string | null = null,
): Promise<readonly CommitLine[]> {
  const given = ancestry === null ? [] : ['-S', ancestry];
  const output = await runGit(native, [
    'blame',
    '--porcelain',
    '--no-textconv',
    ...given,
    commit,
    '--',
    path,
  ]);
  const lines: CommitLine[] = [];
  // Git prints the details of each commit only once.
  const heads = new Map<string, { author: string; atMs: number }>();
  let id = '';
  for (const line of output.split('\n')) {
    const head = heads.get(id);
    if (line.startsWith('\t')) {
      lines.push({ commit: id as CommitId, author: '', atMs: 0, ...head, text: line.slice(1) });
      id = '';
    } else if (id === '') {
      id = LINE_HEAD.exec(line)?.[1] ?? '';
      if (!heads.has(id)) heads.set(id, { author: '', atMs: 0 });
    } else if (head && line.startsWith('author ')) head.author = line.slice('author '.length);
    else if (head && line.startsWith('author-time ')) head.atMs = Number(line.split(' ')[1]) * 1000;
  }
  return lines;
}

/** A file that differs between two trees. */
export interface Difference {
  readonly kind: 'added' | 'changed' | 'removed' | 'moved';
  /** The path after; for a removed file, the path it had. */
  readonly path: TreePath;
  /** The path before a move; null unless it moved. */
  readonly pathBefore: TreePath | null;
  readonly before: FileEntry | null;
  readonly after: FileEntry | null;
}

/** The empty tree, which Git knows even if it is not stored. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904' as TreeId;

/** The differences between two trees, with rename detection; `before` null = the empty tree. */
export async function differences(
  { native }: Stock,
  before: TreeId | null,
  after: TreeId,
  paths: readonly TreePath[] = [],
): Promise<readonly Difference[]> {
  const plain = ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-ext-diff', '--find-renames'];
  const fields = (await runGit(native, [...plain, before ?? EMPTY_TREE, after, '--', ...paths])).split('\0');
  const found: Difference[] = [];
  for (let i = 0; i + 1 < fields.length; ) {
    const [modeBefore = '', modeAfter = '', idBefore = '', idAfter = '', letter = ''] = (
      fields[i] ?? ''
    ).split(' ');
    const isMoved = letter.startsWith('R');
    const first = treePath(fields[i + 1] ?? '');
    const path = isMoved ? treePath(fields[i + 2] ?? '') : first;
    i += isMoved ? 3 : 2;
    const [was, is] = [entryOf(modeBefore.slice(1), idBefore), entryOf(modeAfter, idAfter)];
    const kind = isMoved ? 'moved' : was === null ? 'added' : is === null ? 'removed' : 'changed';
    found.push({ kind, path, pathBefore: isMoved ? first : null, before: was, after: is });
  }
  return found;
}

function entryOf(mode: string, id: string): FileEntry | null {
  if (mode !== '100644' && mode !== '100755' && mode !== '120000') return null;
  return { id: id as BlobId, mode };
}

/** The commits whose ids begin with `prefix` (4 to 40 hex digits), at most two: enough to tell that it is ambiguous. */
export async function commitsNamed({ native }: Stock, prefix: string): Promise<readonly CommitId[]> {
  const one = await tryGit(native, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${prefix}^{commit}`,
  ]);
  if (one.exitCode === 0) return [one.output.trim() as CommitId];
  const { output } = await tryGit(native, ['rev-parse', `--disambiguate=${prefix}`]);
  const found: CommitId[] = [];
  for (const id of output.split('\n').filter((line) => line !== '')) {
    const { exitCode } = await tryGit(native, ['cat-file', 'commit', id]);
    if (exitCode === 0) found.push(id as CommitId);
    if (found.length > 1) break;
  }
  return found;
}

/** Whether `other` is an ancestor of `commit`, or the same. */
export async function holds({ native }: Stock, commit: CommitId, other: CommitId): Promise<boolean> {
  return (await tryGit(native, ['merge-base', '--is-ancestor', other, commit])).exitCode === 0;
}

/** Packs loose objects and deletes those unreachable for two weeks. */
export async function pack({ native }: Stock): Promise<void> {
  await runGit(native, ['gc', '--quiet', '--prune=2.weeks.ago']);
}
