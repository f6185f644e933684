import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { chmodSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import git from 'isomorphic-git';
import { expect, test } from 'vitest';
import type { BlobId, CommitId } from '../../src/domain/ids.ts';
import { pack } from '../../src/git/native.ts';
import { createRepo, openRepo } from '../../src/git/repo.ts';
import { commitOf, fsckClean, JOSH, onDisk, scratchDir, scratchRepo, stockGit, treeOf } from './scratch.ts';

const pathOf = (dir: string, id: string) => join(dir, 'objects', id.slice(0, 2), id.slice(2));

test('what is written is read back, by us, by stock Git and by isomorphic-git', async () => {
  const repo = await scratchRepo();
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from('a\r\n\0é'),
    randomBytes(300_000),
    Buffer.alloc(200_000, 'ab'),
  ]) {
    const id = await repo.writeBlob(bytes);
    expect(id).toBe(repo.hashBlob(bytes));
    expect((await repo.readBlob(id)).equals(bytes)).toBe(true);
    await onDisk(repo);
    expect((await (await openRepo(repo.dir)).readBlob(id)).equals(bytes)).toBe(true);
    expect(Number(stockGit(repo, ['cat-file', '-s', id]))).toBe(bytes.length);
    const { blob } = await git.readBlob({ fs, gitdir: repo.dir, oid: id });
    expect(Buffer.from(blob).equals(bytes)).toBe(true);
  }
  fsckClean(repo);
});

test('no temporary file stays, and objects cannot be written to', async () => {
  const repo = await scratchRepo();
  await repo.writeBlob(Buffer.from('x'));
  await onDisk(repo);
  expect(readdirSync(join(repo.dir, 'incoming'))).toEqual([]);
  const packs = join(repo.dir, 'objects/pack');
  expect(readdirSync(packs).map((name) => name.slice(name.lastIndexOf('.')))).toEqual(['.idx', '.pack']);
  for (const name of readdirSync(packs)) expect(statSync(join(packs, name)).mode & 0o777).toBe(0o444);
});

test('an absent object is a fault, and so is one of another kind', async () => {
  const repo = await scratchRepo();
  const tree = await treeOf(repo, { a: 'x' });
  await expect(repo.readBlob('0'.repeat(40) as BlobId)).rejects.toMatchObject({ code: 'GIT_OBJECT_MISSING' });
  await expect(repo.readBlob('../../x' as BlobId)).rejects.toMatchObject({ code: 'GIT_OBJECT_MISSING' });
  await expect(repo.readCommit(tree as string as CommitId)).rejects.toMatchObject({
    code: 'GIT_OBJECT_DAMAGED',
  });
});

test('a damaged object is a fault, loose or packed', async () => {
  const repo = await scratchRepo();
  const bytes = randomBytes(20_000);
  const id = stockGit(repo, ['hash-object', '-w', '--stdin'], bytes).trim() as BlobId;
  chmodSync(pathOf(repo.dir, id), 0o644);
  truncateSync(pathOf(repo.dir, id), 9_000);
  await expect(repo.readBlob(id)).rejects.toMatchObject({ code: 'GIT_OBJECT_DAMAGED' });

  rmSync(pathOf(repo.dir, id));
  await repo.writeBlob(bytes);
  const tree = await repo.updateTree(null, new Map([['a' as never, { id, mode: '100644' }]]));
  await repo.moveRef('refs/heads/main', { from: null, to: await commitOf(repo, tree) });
  await repo.endWork();
  await pack(repo);
  const [packName = ''] = readdirSync(join(repo.dir, 'objects/pack')).filter((name) =>
    name.endsWith('.pack'),
  );
  const packPath = join(repo.dir, 'objects/pack', packName);
  chmodSync(packPath, 0o644);
  const file = fs.openSync(packPath, 'r+');
  fs.writeSync(file, randomBytes(64), 0, 64, 8_000);
  fs.closeSync(file);
  await expect((await openRepo(repo.dir)).readBlob(id)).rejects.toMatchObject({ code: 'GIT_OBJECT_DAMAGED' });
});

test('commits carry any name and message, and stock Git reads the same', async () => {
  const repo = await scratchRepo();
  const tree = await treeOf(repo, { a: 'x' });
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      async (name, message) => {
        const author = { ...JOSH, name, email: name };
        const id = await repo.writeCommit({ tree, parents: [], author, committer: JOSH, message });
        const read = await repo.readCommit(id);
        expect(read).toMatchObject({ id, tree, parents: [], committer: JOSH });
        expect(read.message).toBe(Buffer.from(message.replaceAll('\0', ' ')).toString());
        await onDisk(repo);
        const [stockName = '', stockAt] = stockGit(repo, ['log', '-1', '--format=%an%x00%at', id])
          .trim()
          .split('\0');
        expect(stockName).toBe(read.author.name);
        expect(Number(stockAt) * 1000).toBe(JOSH.atMs);
      },
    ),
    { numRuns: 30 },
  );
  fsckClean(repo);
});

test('packs that `git gc` makes are read, chains of deltas too, by who had the repository open before', async () => {
  const repo = await scratchRepo();
  const texts = Array.from(
    { length: 60 },
    (_, i) => `${'line of text\n'.repeat(400)}${i}\n${'more\n'.repeat(i)}`,
  );
  let parent: CommitId | null = null;
  for (const text of texts) {
    const tree = await treeOf(repo, { 'episodes/0101/info.md': text });
    const next: CommitId = await commitOf(repo, tree, parent === null ? [] : [parent]);
    await repo.moveRef('refs/heads/main', { from: parent, to: next });
    parent = next;
  }
  await repo.readBlob(repo.hashBlob(Buffer.from(texts[0] ?? '')));
  stockGit(repo, ['-c', 'repack.writeBitmaps=false', 'gc', '--quiet', '--aggressive', '--prune=now']);
  expect(stockGit(repo, ['count-objects'])).toMatch(/^0 objects/);
  for (const text of texts) {
    expect((await repo.readBlob(repo.hashBlob(Buffer.from(text)))).toString()).toBe(text);
  }
  // A second repack takes the known pack away.
  const extra = stockGit(repo, ['hash-object', '-w', '--stdin'], 'extra').trim() as BlobId;
  stockGit(repo, ['update-ref', 'refs/tags/extra', extra]);
  stockGit(repo, ['repack', '-a', '-d', '-q', '-f']);
  expect((await repo.readBlob(extra)).toString()).toBe('extra');
  expect((await repo.readCommit(parent as CommitId)).message).toBe('A change\n');
  expect((await (await openRepo(repo.dir)).readBlob(extra)).toString()).toBe('extra');
}, 60_000);

test('a repository is made once, completed where it was half made, and refused where there is none', async () => {
  const dir = join(scratchDir(), 'deep/state/repo.git');
  await expect(openRepo(dir)).rejects.toMatchObject({ code: 'GIT_NO_REPOSITORY' });
  const repo = await createRepo(dir);
  expect(stockGit(repo, ['rev-parse', '--is-bare-repository']).trim()).toBe('true');
  expect(stockGit(repo, ['symbolic-ref', 'HEAD']).trim()).toBe('refs/heads/main');
  expect(stockGit(repo, ['check-attr', 'filter', 'x/y.MP4', 'a.md'])).toContain('x/y.MP4: filter: lfs');
  const id = await repo.writeBlob(Buffer.from('kept'));
  await onDisk(repo);
  rmSync(join(dir, 'HEAD'));
  rmSync(join(dir, 'info'), { recursive: true });
  await expect(openRepo(dir)).rejects.toMatchObject({ code: 'GIT_NO_REPOSITORY' });
  const again = await createRepo(dir);
  expect((await again.readBlob(id)).toString()).toBe('kept');
  fsckClean(again);
});

test('a repository with other hashes is refused', async () => {
  const dir = join(scratchDir(), 'sha256.git');
  stockGit({ dir: '.' } as never, ['init', '-q', '--bare', '--object-format=sha256', dir]);
  await expect(openRepo(dir)).rejects.toMatchObject({ code: 'GIT_FORMAT' });
});

test('the name of a blob is the hash that Git gives it', () => {
  const expected = createHash('sha1').update('blob 3\0abc').digest('hex');
  return scratchRepo().then((repo) => expect(repo.hashBlob(Buffer.from('abc'))).toBe(expected));
});
