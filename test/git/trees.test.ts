import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type TreeId, type TreePath, treePath } from '../../src/domain/ids.ts';
import type { FileEntry, FileMode, Repo } from '../../src/git/repo.ts';
import { commitOf, fsckClean, onDisk, scratchRepo, stockGit, textFile, treeOf } from './scratch.ts';

const NAMES = [
  'a',
  'file',
  'file.x',
  'file-',
  'file0',
  '10 Opening.md',
  'Café.md',
  'Cafe\u0301.md',
  '🎬 "x"',
  'ÿ',
  'a b',
];
const path = fc
  .array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 })
  .map((names) => names.join('/'));
const mode = fc.constantFrom<FileMode>('100644', '100755', '120000');
const edit = fc.tuple(path, fc.option(fc.tuple(fc.constantFrom('one', 'two', 'three'), mode)));
const edits = fc.array(fc.array(edit, { maxLength: 6 }), { minLength: 1, maxLength: 6 });

/** What a tree of these files would be after an edit, by the plain rules. */
function applied(files: ReadonlyMap<string, FileEntry>, changes: ReadonlyMap<string, FileEntry | null>) {
  const next = new Map(files);
  for (const [name, entry] of changes) if (entry === null) next.delete(name);
  for (const [name, entry] of changes) {
    if (entry === null) continue;
    for (const other of next.keys())
      if (other.startsWith(`${name}/`) || name.startsWith(`${other}/`)) next.delete(other);
    next.set(name, entry);
  }
  return next;
}

/** The same tree, made by stock Git through an index of its own. */
function stockTree(repo: Repo, files: ReadonlyMap<string, FileEntry>): string {
  const lines = [...files].map(([name, entry]) => `${entry.mode} ${entry.id}\t${name}\0`).join('');
  stockGit(repo, ['read-tree', '--empty']);
  stockGit(repo, ['update-index', '-z', '--index-info'], lines);
  return stockGit(repo, ['write-tree']).trim();
}

function contradictory(changes: ReadonlyMap<string, FileEntry | null>): boolean {
  const set = [...changes].filter(([, entry]) => entry !== null).map(([name]) => name);
  return set.some((name) => set.some((other) => other.startsWith(`${name}/`)));
}

test('any sequence of updates gives the tree that stock Git makes of the same files', async () => {
  const repo = await scratchRepo();
  await fc.assert(
    fc.asyncProperty(edits, async (steps) => {
      let files: ReadonlyMap<string, FileEntry> = new Map();
      let root: TreeId | null = null;
      for (const step of steps) {
        const changes = new Map<string, FileEntry | null>();
        for (const [name, wish] of step) {
          changes.set(name, wish === null ? null : { ...(await textFile(repo, wish[0])), mode: wish[1] });
        }
        if (contradictory(changes)) continue;
        const before = files;
        files = applied(files, changes);
        const next: TreeId = await repo.updateTree(root, changes as Map<TreePath, FileEntry | null>);
        expect(await listed(repo, next)).toEqual(new Map([...files].sort()));
        expect(await differences(repo, root, next)).toEqual(differing(before, files));
        root = next;
      }
      await onDisk(repo);
      if (root !== null) expect(root).toBe(stockTree(repo, files));
    }),
    { numRuns: 25 },
  );
  fsckClean(repo);
}, 60_000);

async function listed(repo: Repo, tree: TreeId) {
  const files = (await repo.listFiles(tree)).map(
    ({ path: name, ...entry }) => [name as string, entry] as const,
  );
  return new Map(files);
}

async function differences(repo: Repo, before: TreeId | null, after: TreeId) {
  return (await repo.diffTrees(before, after)).map((found) => [found.path, found.before, found.after]);
}

function differing(before: ReadonlyMap<string, FileEntry>, after: ReadonlyMap<string, FileEntry>) {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const same = (a?: FileEntry, b?: FileEntry) => a?.id === b?.id && a?.mode === b?.mode;
  return names
    .filter((name) => !same(before.get(name), after.get(name)))
    .map((name) => [name, before.get(name) ?? null, after.get(name) ?? null]);
}

test('an update writes no more than the folders on the way', async () => {
  const repo = await scratchRepo();
  const root = await treeOf(repo, {
    'episodes/0101/rundown/10 A.md': 'a',
    'episodes/0102/info.md': 'b',
    'lib/x.md': 'c',
  });
  const count = async () => {
    await onDisk(repo);
    return Number(/in-pack: (\d+)/.exec(stockGit(repo, ['count-objects', '-v']))?.[1]);
  };
  const before = await count();
  const alone = (await count()) - before;
  await treeOf(repo, { 'episodes/0101/rundown/10 A.md': 'changed' }, root);
  expect((await count()) - before - 2 * alone).toBe(1 + 4);
});

test('an emptied folder vanishes, and an emptied root is a tree that can be read', async () => {
  const repo = await scratchRepo();
  const root = await treeOf(repo, { 'a/b/c.md': 'x', 'd.md': 'y' });
  const one = await repo.updateTree(root, new Map([[treePath('a/b/c.md'), null]]));
  expect((await repo.readTree(one)).map((entry) => entry.name)).toEqual(['d.md']);
  const none = await repo.updateTree(one, new Map([[treePath('d.md'), null]]));
  expect(none).toBe(await repo.emptyTree());
  await onDisk(repo);
  expect(stockGit(repo, ['cat-file', '-t', none]).trim()).toBe('tree');
  expect(await repo.readTree(none)).toEqual([]);
});

test('removing a name that is a folder, or lies below a file, changes nothing', async () => {
  const repo = await scratchRepo();
  const root = await treeOf(repo, { 'a/b.md': 'x', f: 'y' });
  const gone = [treePath('a'), treePath('f/b.md'), treePath('none/at/all')].map(
    (name) => [name, null] as const,
  );
  expect(await repo.updateTree(root, new Map(gone))).toBe(root);
});

test.each([
  '',
  '../x',
  'a/../b',
  'a//b',
  '/a',
  'a/',
  '.git/config',
  'a/.GIT/hooks',
  'nul\0',
])('the name %j is refused', async (name) => {
  const repo = await scratchRepo();
  const file = await textFile(repo, 'x');
  await expect(repo.updateTree(null, new Map([[treePath(name), file]]))).rejects.toMatchObject({
    code: 'GIT_PATH_REFUSED',
  });
});

test('a file below a file is refused, not guessed', async () => {
  const repo = await scratchRepo();
  const file = await textFile(repo, 'x');
  const both = new Map([treePath('a'), treePath('a/b')].map((name) => [name, file] as const));
  await expect(repo.updateTree(null, both)).rejects.toMatchObject({ code: 'GIT_PATH_REFUSED' });
});

test('files and folders are found where they are', async () => {
  const repo = await scratchRepo();
  const root = await treeOf(repo, { 'e/0101/a.md': 'x', 'e/0101/b/c.md': 'y', 'e/0102/d.md': 'z' });
  const folder = await repo.treeAt(root, treePath('e/0101'));
  await onDisk(repo);
  expect(folder).toBe(stockGit(repo, ['rev-parse', `${root}:e/0101`]).trim());
  expect(await repo.fileAt(root, treePath('e/0101/a.md'))).toEqual({
    id: repo.hashBlob(Buffer.from('x')),
    mode: '100644',
  });
  expect(await repo.fileAt(root, treePath('e/0101'))).toBeNull();
  expect(await repo.treeAt(root, treePath('e/0101/a.md'))).toBeNull();
  expect(await repo.fileAt(root, treePath('e/0101/a.md/x'))).toBeNull();
  const below = await repo.listFiles(root, treePath('e/0101'));
  expect(below.map((file) => file.path)).toEqual(['e/0101/a.md', 'e/0101/b/c.md']);
  expect((await repo.listFiles(root, treePath('e/0102/d.md'))).map((file) => file.path)).toEqual([
    'e/0102/d.md',
  ]);
  expect(await repo.listFiles(root, treePath('e/010'))).toEqual([]);
});

test('a submodule and a name that is no UTF-8 survive an update beside them', async () => {
  const repo = await scratchRepo();
  const commit = await commitOf(repo, await treeOf(repo, { x: 'x' }));
  const { id } = await textFile(repo, 'y');
  const odd = Buffer.concat([
    Buffer.from(`100644 blob ${id}\t`),
    Buffer.of(0xe9),
    Buffer.from(`\x00160000 commit ${commit}\tsub\0`),
  ]);
  const root = stockGit(repo, ['mktree', '-z', '--missing'], odd).trim() as TreeId;
  const next = await treeOf(repo, { new: 'z' }, root);
  await onDisk(repo);
  const raw = stockGit(repo, ['ls-tree', next]);
  expect(raw).toContain('"\\351"');
  expect(raw).toContain(`160000 commit ${commit}\tsub`);
  expect((await repo.diffTrees(root, next)).map((found) => found.path)).toEqual(['new']);
});
