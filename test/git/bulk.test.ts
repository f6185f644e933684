import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { dropImport, IMPORT, type ImportedFile, importFiles } from '../../src/git/bulk.ts';
import { commitOf, fsckClean, JOSH, onDisk, scratchRepo, stockGit, treeOf } from './scratch.ts';

const COMMIT = { parents: [], author: JOSH, committer: JOSH, message: 'Adopt the show\n\nStep: x@1\n' };

const nothing = async () => {};

async function* filesOf(texts: Readonly<Record<string, string | Uint8Array>>): AsyncGenerator<ImportedFile> {
  for (const [path, text] of Object.entries(texts)) {
    yield {
      path: treePath(path),
      mode: '100644',
      bytes: typeof text === 'string' ? Buffer.from(text) : text,
    };
  }
}

test('an import gives the very commit that single writes would give, and leaves no ref', async () => {
  const repo = await scratchRepo();
  const texts = {
    'info.md': 'a',
    'episodes/0101/rundown/10 "Ö" 🎬\\n.md': 'b\r\n',
    'episodes/0101/rundown/tab\there\nand line.md': '',
    'episodes/0101/rundown/Cafe\u0301.md': 'M 100644 inline x\ndata 5\ndone\n',
    'file.x': 'x',
    'file/y': 'y',
  };
  const single = await commitOf(repo, await treeOf(repo, texts), [], COMMIT.message);
  const id = await importFiles(repo, filesOf(texts), COMMIT, async (id) => {
    expect(await repo.ref(IMPORT)).toBe(id);
    stockGit(repo, ['gc', '--quiet', '--prune=now']);
  });
  expect(id).toBe(single);
  expect(await repo.readCommit(id)).toMatchObject({ message: COMMIT.message, author: JOSH, parents: [] });
  expect((await repo.refs('refs/')).size).toBe(0);
  fsckClean(repo);
});

test('on a parent, the new tree holds the new files only', async () => {
  const repo = await scratchRepo();
  const parent = await commitOf(repo, await treeOf(repo, { old: 'o' }));
  await onDisk(repo);
  const id = await importFiles(repo, filesOf({ new: 'n' }), { ...COMMIT, parents: [parent] }, async (to) => {
    await repo.moveRef('refs/heads/main', { from: null, to });
  });
  const { tree, parents } = await repo.readCommit(id);
  expect(parents).toEqual([parent]);
  expect((await repo.listFiles(tree)).map((file) => file.path)).toEqual(['new']);
  stockGit(repo, ['gc', '--quiet', '--prune=now']);
  expect((await repo.readBlob(repo.hashBlob(Buffer.from('n')))).toString()).toBe('n');
  fsckClean(repo);
});

test('no files at all is an empty tree', async () => {
  const repo = await scratchRepo();
  const id = await importFiles(repo, filesOf({}), COMMIT, nothing);
  expect((await repo.readCommit(id)).tree).toBe(await repo.emptyTree());
});

test('a source that fails in the middle fails the import with its own error, and leaves nothing in the way', async () => {
  const repo = await scratchRepo();
  const broken = async function* () {
    yield* filesOf({ a: 'x'.repeat(200_000) });
    throw new Error('unreadable');
  };
  await expect(importFiles(repo, broken(), COMMIT, nothing)).rejects.toThrow('unreadable');
  await repo.clearStaleLocks();
  expect(readdirSync(join(repo.dir, 'objects/pack'))).toEqual([]);
  expect(existsSync(join(repo.dir, 'refs/show-build'))).toBe(false);
  await expect(importFiles(repo, filesOf({ '../x': 'x' }), COMMIT, nothing)).rejects.toMatchObject({
    code: 'GIT_PATH_REFUSED',
  });
  fsckClean(repo);
});

test('what Git itself refuses is a fault', async () => {
  const repo = await scratchRepo();
  const parents = ['1'.repeat(40) as never];
  await expect(importFiles(repo, filesOf({ a: 'x' }), { ...COMMIT, parents }, nothing)).rejects.toMatchObject(
    {
      code: 'GIT_IMPORT_FAILED',
    },
  );
});

test('an import that its caller did not survive is dropped, and another takes its place', async () => {
  const repo = await scratchRepo();
  const dies = async () => {
    throw new Error('died');
  };
  await expect(importFiles(repo, filesOf({ a: 'x' }), COMMIT, dies)).rejects.toThrow('died');
  const id = await importFiles(repo, filesOf({ b: 'y' }), COMMIT, async (to) => {
    await repo.moveRef('refs/heads/main', { from: null, to });
  });
  expect(await repo.ref('refs/heads/main')).toBe(id);
  expect(await repo.ref(IMPORT)).toBeNull();
  await dropImport(repo);
  fsckClean(repo);
});
