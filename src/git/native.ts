// What stock Git tells of history: commits with their trailers, line authors, differences, the state of the store.
import { type BlobId, type CommitId, type TreeId, type TreePath, treePath } from '../domain/ids.ts';
import { parseTrailers } from '../domain/trailers.ts';
import type { FileEntry, Signature } from './object.ts';
import type { Repo } from './repo.ts';
import { runGit, tryGit } from './stock.ts';

/** A commit as history shows it; of main's first parents, one that landed. */
export interface Landing {
  readonly id: CommitId;
  readonly parents: readonly CommitId[];
  readonly subject: string;
  /** The whole message. */
  readonly message: string;
  readonly trailers: ReadonlyMap<string, readonly string[]>;
  readonly author: Signature;
  /** When it was committed. */
  readonly atMs: number;
}

export interface BlameLine {
  readonly commit: CommitId;
  readonly author: string;
  readonly atMs: number;
  readonly text: string;
}

type Stock = Pick<Repo, 'native'>;

const FIELDS = ['%H', '%P', '%an', '%ae', '%at', '%ct', '%s', '%B'];
const FORMAT = `--format=tformat:${FIELDS.join('%x00')}`;

/** First-parent history of `to` that `from` does not have, oldest first: a cached position can be advanced by it. */
export function landings(
  { native }: Stock,
  from: CommitId | null,
  to: CommitId,
): Promise<readonly Landing[]> {
  const range = from === null ? [to] : [to, `^${from}`];
  return entries(native, ['--first-parent', '--reverse', ...range]);
}

export interface LogQuery {
  readonly from: CommitId;
  readonly paths?: readonly TreePath[];
  readonly limit?: number;
  readonly firstParent?: boolean;
}

/** Newest first. */
export function log({ native }: Stock, { from, paths = [], limit, firstParent }: LogQuery) {
  return entries(native, [
    ...(limit === undefined ? [] : [`--max-count=${limit}`]),
    ...(firstParent === true ? ['--first-parent'] : []),
    from,
    '--',
    ...paths,
  ]);
}

async function entries(native: Repo['native'], args: readonly string[]): Promise<readonly Landing[]> {
  const fixed = ['log', '-z', FORMAT, '--no-color', '--no-show-signature', '--encoding=UTF-8'];
  const fields = (await runGit(native, [...fixed, ...args])).split('\0');
  const found: Landing[] = [];
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

/** A unified diff, for people; empty where nothing differs. */
export function diff({ native }: Stock, before: CommitId, after: CommitId, paths: readonly TreePath[] = []) {
  const plain = ['diff', '--no-color', '--no-ext-diff', '--no-textconv', '--find-renames'];
  return runGit(native, [...plain, before, after, '--', ...paths]);
}

/** The hunks of a unified diff between two texts, from the first `@@` on; empty where Git takes one for binary. */
export async function textHunks({ native }: Stock, before: BlobId, after: BlobId): Promise<string> {
  const plain = ['diff', '--no-color', '--no-ext-diff', '--no-textconv', '--unified=3'];
  const patch = await runGit(native, [...plain, before, after]);
  const start = patch.indexOf('\n@@ ');
  return start < 0 ? '' : patch.slice(start + 1);
}

const LINE_HEAD = /^([0-9a-f]{40}) \d+ \d+/;

/** Who last wrote each line of the file as it stood in a commit. `ancestry`: a file that says which parents commits have
 *  here, a line for each (`commit parent…`), so that Git need not walk what never touched the file. */
export async function blame(
  { native }: Stock,
  commit: CommitId,
  path: TreePath,
  ancestry: string | null = null,
): Promise<readonly BlameLine[]> {
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
  const lines: BlameLine[] = [];
  // Git tells of each commit once.
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

/** A file that two trees have otherwise. */
export interface Difference {
  readonly kind: 'added' | 'changed' | 'removed' | 'moved';
  /** Where it went: the only name that it had. */
  readonly path: TreePath;
  /** Another name before; null where it is the same. */
  readonly pathBefore: TreePath | null;
  readonly before: FileEntry | null;
  readonly after: FileEntry | null;
}

/** The tree of no files, which Git knows without having it. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904' as TreeId;

/** What differs between two trees, with renames found; `before` null = nothing was there. */
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

/** The commits whose names begin so; of several, no more than two. `prefix`: 4 to 40 hex digits. */
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

/** Does this commit's history hold the other? */
export async function holds({ native }: Stock, commit: CommitId, other: CommitId): Promise<boolean> {
  return (await tryGit(native, ['merge-base', '--is-ancestor', other, commit])).exitCode === 0;
}

/** What is wrong with the object store, one finding a line; empty when it is sound. */
export async function fsck({ native }: Stock): Promise<readonly string[]> {
  const { exitCode, output, complaint } = await tryGit(native, [
    'fsck',
    '--full',
    '--strict',
    '--no-dangling',
    '--no-progress',
  ]);
  const findings = `${output}\n${complaint}`.split('\n').filter((line) => line.trim() !== '');
  if (exitCode === 0) return findings;
  return findings.length > 0 ? findings : [`git fsck ended with ${exitCode}`];
}

/** Packs what is loose and forgets what nothing has referred to for two weeks. */
export async function pack({ native }: Stock): Promise<void> {
  await runGit(native, ['gc', '--quiet', '--prune=2.weeks.ago']);
}
