// Writes the first commit of a large tree: 140,000 files in one pack, through stock `git fast-import`. A ref of its own
// keeps the commit from being pruned until the caller has pointed one at it.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CommitId, TreePath } from '../domain/ids.ts';
import { quotePath } from '../domain/trailers.ts';
import { Fault, systemCode } from '../errors.ts';
import { renderSignature } from './commit.ts';
import { syncFolder } from './durable.ts';
import { checkPath } from './path.ts';
import type { CommitObject, FileMode, Repo } from './repo.ts';
import { GIT_CONFIG, gitEnvironment } from './stock.ts';

export interface ImportedFile {
  readonly path: TreePath;
  readonly mode: FileMode;
  readonly bytes: Uint8Array;
}

export type ImportCommit = Pick<CommitObject, 'parents' | 'author' | 'committer' | 'message'>;

/** The ref of an import under way. fast-import lets stock Git see its pack only together with this ref. */
export const IMPORT = 'refs/show-build/import';
const COMPLAINT_MAX = 4_000;
const COMMIT_ID = /^[0-9a-f]{40}$/;
const NEWLINE = Buffer.from('\n');
// All objects go into one synced pack. No deltas, because each read would have to follow a chain.
const ARGS = [
  ...[...GIT_CONFIG, 'fastimport.unpackLimit=0', 'core.fsync=all', 'core.compression=1'].flatMap((pair) => [
    '-c',
    pair,
  ]),
  // `--force`: the ref may stand from an import that was killed.
  ...['fast-import', '--quiet', '--force', '--done', '--date-format=raw', '--depth=0', '--cat-blob-fd=1'],
];

/** Creates a commit whose tree holds exactly these files, and passes it to `use`, which points a ref at it. Everything
 *  is on disk by then. */
export async function importFiles(
  repo: Repo,
  files: AsyncIterable<ImportedFile>,
  commit: ImportCommit,
  use: (id: CommitId) => Promise<void>,
): Promise<CommitId> {
  const id = await importCommit(repo, files, commit);
  await use(id);
  await dropImport(repo);
  return id;
}

/** Removes the ref of an import that has ended, or was killed. */
export async function dropImport(repo: Pick<Repo, 'ref' | 'moveRef'>): Promise<void> {
  const standing = await repo.ref(IMPORT);
  if (standing !== null) await repo.moveRef(IMPORT, { from: standing, to: null });
}

async function importCommit(
  repo: Repo,
  files: AsyncIterable<ImportedFile>,
  commit: ImportCommit,
): Promise<CommitId> {
  const git = spawn('git', ARGS, { cwd: repo.dir, env: gitEnvironment(repo.dir), stdio: 'pipe' });
  const ended = outcomeOf(git);
  const fed = pipeline(Readable.from(orKilled(git, script(files, commit))), git.stdin);
  // Without this, Git would keep waiting for the rest of a failed stream.
  fed.catch(() => git.kill('SIGKILL'));
  const [feeding, { exitCode, output, complaint }] = await Promise.all([settled(fed), ended]);
  // EPIPE means that Git gave up first; its own error message is then the reason to report.
  if (feeding.status === 'rejected' && systemCode(feeding.reason) !== 'EPIPE') throw feeding.reason;
  const id = output.trim();
  if (exitCode !== 0 || !COMMIT_ID.test(id)) {
    throw new Fault('configuration', 'GIT_IMPORT_FAILED', 'Git could not take the files into the history.', {
      tech: `git fast-import ended with ${exitCode}: ${complaint.trim().split('\n').at(-1) ?? ''}`,
    });
  }
  await syncFolder(join(repo.dir, 'objects/pack'));
  return id as CommitId;
}

/** Kills Git before its input ends: at end of input it might still publish a pack of what it has received. */
async function* orKilled(git: ChildProcessWithoutNullStreams, chunks: AsyncIterable<Buffer>) {
  try {
    yield* chunks;
  } catch (error) {
    git.kill('SIGKILL');
    throw error;
  }
}

async function settled(promise: Promise<void>): Promise<PromiseSettledResult<void>> {
  const [result] = await Promise.allSettled([promise]);
  return result;
}

interface Outcome {
  /** Null if it was killed. */
  readonly exitCode: number | null;
  readonly output: string;
  readonly complaint: string;
}

function outcomeOf(git: ChildProcessWithoutNullStreams): Promise<Outcome> {
  let output = '';
  let complaint = '';
  git.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('latin1');
  });
  git.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-COMPLAINT_MAX);
  });
  return new Promise((resolve, reject) => {
    git.once('close', (exitCode) => resolve({ exitCode, output, complaint }));
    git.once('error', (cause) => {
      const tech = `git fast-import: ${cause.message}`;
      reject(
        new Fault('configuration', 'GIT_NOT_RUN', 'Git could not be started; is it installed?', {
          tech,
          cause,
        }),
      );
    });
  });
}

async function* script(files: AsyncIterable<ImportedFile>, commit: ImportCommit): AsyncGenerator<Buffer> {
  const message = Buffer.from(commit.message);
  const [from, ...merged] = commit.parents;
  yield lines(
    'feature done',
    `commit ${IMPORT}`,
    'mark :1',
    `author ${renderSignature(commit.author)}`,
    `committer ${renderSignature(commit.committer)}`,
    `data ${message.length}`,
  );
  yield Buffer.concat([message, NEWLINE]);
  yield lines(
    ...(from === undefined ? [] : [`from ${from}`]),
    ...merged.map((parent) => `merge ${parent}`),
    'deleteall',
  );
  for await (const { path, mode, bytes } of files) {
    checkPath(path);
    yield Buffer.concat([
      lines(`M ${mode} inline ${quotePath(path)}`, `data ${bytes.length}`),
      bytes,
      NEWLINE,
    ]);
  }
  yield lines('get-mark :1', 'done');
}

function lines(...texts: readonly string[]): Buffer {
  return Buffer.from(texts.map((text) => `${text}\n`).join(''));
}
