// Repositories in temporary folders for the tests of src/git, and stock Git to check them with.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CommitId, TreeId, TreePath } from '../../src/domain/ids.ts';
import { treePath } from '../../src/domain/ids.ts';
import { createRepo, type FileEntry, type Repo, type Signature } from '../../src/git/repo.ts';

export const JOSH: Signature = { name: 'Josh', email: 'josh@example.org', atMs: 1_760_000_000_000 };

export function scratchDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'show-build-git-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export function scratchRepo(): Promise<Repo> {
  return createRepo(join(scratchDir(), 'repo.git'));
}

/** Runs stock Git as anybody would, with no settings of this machine. */
export function stockGit(repo: Repo, args: readonly string[], input: string | Buffer = ''): string {
  const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', LC_ALL: 'C' };
  return execFileSync('git', ['-C', repo.dir, ...args], {
    input,
    env,
    encoding: 'utf8',
    stdio: 'pipe',
    maxBuffer: 1e9,
  });
}

/** Strict check of everything, reachable or not; throws with Git's own words. */
export function fsckClean(repo: Repo): void {
  stockGit(repo, ['fsck', '--full', '--strict', '--no-dangling']);
}

export async function textFile(repo: Repo, text: string): Promise<FileEntry> {
  return { id: await repo.writeBlob(Buffer.from(text)), mode: '100644' };
}

export async function treeOf(
  repo: Repo,
  texts: Readonly<Record<string, string>>,
  root: TreeId | null = null,
) {
  const files = new Map<TreePath, FileEntry>();
  for (const [path, text] of Object.entries(texts)) files.set(treePath(path), await textFile(repo, text));
  return repo.updateTree(root, files);
}

export function commitOf(
  repo: Repo,
  tree: TreeId,
  parents: readonly CommitId[] = [],
  message = 'A change\n',
) {
  return repo.writeCommit({ tree, parents, author: JOSH, committer: JOSH, message });
}

/** Brings what was written to disk, as it goes there before any ref moves, and gives it to stock Git. */
export async function onDisk(repo: Repo): Promise<void> {
  const ref = 'refs/tests/on-disk';
  const to = await commitOf(repo, await repo.emptyTree(), [], `${Math.random()}\n`);
  await repo.moveRef(ref, { from: await repo.ref(ref), to });
  await repo.endWork();
}
