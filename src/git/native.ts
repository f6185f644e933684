// What stock Git tells of history: commits with their trailers, line authors, differences, the state of the store.
import type { CommitId, TreePath } from '../domain/ids.ts';
import { parseTrailers } from '../domain/trailers.ts';
import type { Signature } from './object.ts';
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
    ] = fields.slice(i);
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

const NO_HEAD: Omit<BlameLine, 'text'> = { commit: '' as CommitId, author: '', atMs: 0 };

/** Who last wrote each line of the file as it stood in a commit. */
export async function blame(
  { native }: Stock,
  commit: CommitId,
  path: TreePath,
): Promise<readonly BlameLine[]> {
  const output = await runGit(native, ['blame', '--line-porcelain', '--no-textconv', commit, '--', path]);
  const lines: BlameLine[] = [];
  let head = NO_HEAD;
  for (const line of output.split('\n')) {
    if (line.startsWith('\t')) {
      lines.push({ ...head, text: line.slice(1) });
      head = NO_HEAD;
    } else if (head === NO_HEAD) head = { ...NO_HEAD, commit: line.slice(0, 40) as CommitId };
    else if (line.startsWith('author ')) head = { ...head, author: line.slice('author '.length) };
    else if (line.startsWith('author-time ')) head = { ...head, atMs: Number(line.split(' ')[1]) * 1000 };
  }
  return lines;
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
