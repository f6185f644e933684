import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import type { CommitId } from '../../src/domain/ids.ts';
import type { Repo } from '../../src/git/repo.ts';
import { compiled, startScript } from './child.ts';
import { commitOf, fsckClean, scratchRepo, stockGit, treeOf } from './scratch.ts';

const MAIN = 'refs/heads/main';

async function twoCommits(repo: Repo): Promise<[CommitId, CommitId]> {
  const first = await commitOf(repo, await treeOf(repo, { a: '1' }));
  return [first, await commitOf(repo, await treeOf(repo, { a: '2' }), [first])];
}

test('a ref moves only from where it is said to stand', async () => {
  const repo = await scratchRepo();
  const [first, second] = await twoCommits(repo);
  expect(await repo.ref(MAIN)).toBeNull();
  expect(await repo.moveRef(MAIN, { from: second, to: first })).toBe(false);
  expect(await repo.moveRef(MAIN, { from: null, to: first })).toBe(true);
  expect(await repo.moveRef(MAIN, { from: null, to: second })).toBe(false);
  expect(await repo.moveRef(MAIN, { from: first, to: second })).toBe(true);
  expect(await repo.ref(MAIN)).toBe(second);
  expect(stockGit(repo, ['rev-parse', MAIN]).trim()).toBe(second);
  expect(readdirSync(join(repo.dir, 'refs/heads'))).toEqual(['main']);
});

test('packed refs count as standing, and are deleted where they stand', async () => {
  const repo = await scratchRepo();
  const [first, second] = await twoCommits(repo);
  for (const name of [MAIN, 'refs/heads/bot/0101', 'refs/heads/bot/01010', 'refs/show-build/kept/0101']) {
    await repo.moveRef(name, { from: null, to: first });
  }
  stockGit(repo, ['pack-refs', '--all', '--prune']);
  expect(existsSync(join(repo.dir, MAIN))).toBe(false);
  expect(await repo.ref(MAIN)).toBe(first);
  expect(await repo.moveRef(MAIN, { from: null, to: second })).toBe(false);
  expect(await repo.moveRef(MAIN, { from: first, to: second })).toBe(true);
  expect(await repo.ref(MAIN)).toBe(second);
  expect([...(await repo.refs('refs/heads/'))]).toEqual([
    ['refs/heads/bot/0101', first],
    ['refs/heads/bot/01010', first],
    [MAIN, second],
  ]);
  expect([...(await repo.refs('refs/heads/bot/0101')).keys()]).toHaveLength(2);

  expect(await repo.moveRef('refs/heads/bot/0101', { from: second, to: null })).toBe(false);
  expect(await repo.moveRef('refs/heads/bot/0101', { from: first, to: null })).toBe(true);
  expect(await repo.ref('refs/heads/bot/0101')).toBeNull();
  expect(await repo.ref('refs/heads/bot/01010')).toBe(first);
  expect(await repo.moveRef('refs/heads/bot/0101', { from: null, to: null })).toBe(true);
  expect(await repo.moveRef('refs/heads/bot/0101', { from: null, to: second })).toBe(true);
});

test('an empty folder where a ref should be is no ref', async () => {
  const repo = await scratchRepo();
  const [first] = await twoCommits(repo);
  mkdirSync(join(repo.dir, 'refs/heads/bot/0101/x'), { recursive: true });
  expect(await repo.ref('refs/heads/bot/0101')).toBeNull();
  expect(await repo.moveRef('refs/heads/bot/0101', { from: null, to: first })).toBe(true);
});

test.each([
  'main',
  'refs/heads',
  'refs/heads/../../x',
  'refs/heads/a b',
  'refs/heads/.x',
  'refs/heads/x.lock',
])('the name %j is refused', async (name) => {
  const repo = await scratchRepo();
  const [first] = await twoCommits(repo);
  await expect(repo.moveRef(name, { from: null, to: first })).rejects.toMatchObject({ code: 'GIT_REF_NAME' });
  await expect(repo.ref(name)).rejects.toMatchObject({ code: 'GIT_REF_NAME' });
});

test('a ref that cannot be read is a fault, not an absent one', async () => {
  const repo = await scratchRepo();
  writeFileSync(join(repo.dir, MAIN), 'garbage\n');
  await expect(repo.ref(MAIN)).rejects.toMatchObject({ code: 'GIT_REF_DAMAGED' });
});

test('a lock that a dead writer left is a transient fault, and is cleared on request', async () => {
  const repo = await scratchRepo();
  const [first] = await twoCommits(repo);
  writeFileSync(join(repo.dir, `${MAIN}.lock`), '');
  writeFileSync(join(repo.dir, 'objects/tmp_obj_dead'), 'x');
  await expect(repo.moveRef(MAIN, { from: null, to: first })).rejects.toMatchObject({
    kind: 'transient',
    code: 'GIT_REF_LOCKED',
  });
  expect(existsSync(join(repo.dir, `${MAIN}.lock`))).toBe(true);
  await repo.clearStaleLocks();
  expect(existsSync(join(repo.dir, 'objects/tmp_obj_dead'))).toBe(false);
  expect(await repo.moveRef(MAIN, { from: null, to: first })).toBe(true);
});

test('of many moves at once from one place, one happens', async () => {
  const repo = await scratchRepo();
  const tree = await treeOf(repo, { a: 'x' });
  const commits = await Promise.all(Array.from({ length: 20 }, (_, i) => commitOf(repo, tree, [], `${i}\n`)));
  const moved = await Promise.all(commits.map((to) => repo.moveRef(MAIN, { from: null, to })));
  expect(moved.filter((won) => won)).toHaveLength(1);
  expect(await repo.ref(MAIN)).toBe(commits[moved.indexOf(true)]);
});

const RACER = `
import { openRepo } from './src/git/repo.js';
const [dir, who, count] = process.argv.slice(1);
const repo = await openRepo(dir);
const person = { name: who, email: '', atMs: 0 };
const tree = await repo.emptyTree();
let won = 0;
for (let i = 0; i < Number(count); i++) {
  const from = await repo.ref('refs/heads/main');
  const to = await repo.writeCommit({ tree, parents: [from], author: person, committer: person, message: who + i });
  if (await repo.moveRef('refs/heads/main', { from, to })) won += 1;
}
console.log(won);
`;

test('two processes race: every move that was granted is in history, and no other', async () => {
  const repo = await scratchRepo();
  const first = await commitOf(repo, await repo.emptyTree());
  await repo.moveRef(MAIN, { from: null, to: first });
  const dir = compiled();
  const wins = await Promise.all(
    ['one', 'two'].map(async (who) => {
      const child = startScript(dir, RACER, [repo.dir, who, '60']);
      const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
      return Number(line);
    }),
  );
  const total = (wins[0] ?? 0) + (wins[1] ?? 0);
  expect(Math.min(...wins)).toBeGreaterThan(0);
  expect(Number(stockGit(repo, ['rev-list', '--count', MAIN]))).toBe(1 + total);
  fsckClean(repo);
}, 60_000);

const WRITER = `
import { openRepo } from './src/git/repo.js';
const [dir] = process.argv.slice(1);
const repo = await openRepo(dir);
await repo.clearStaleLocks();
const person = { name: 'w', email: '', atMs: 0 };
let main = await repo.ref('refs/heads/main');
let tree = main === null ? null : (await repo.readCommit(main)).tree;
for (let i = 0; ; i++) {
  const text = Buffer.from(String(Math.random()).repeat(200));
  const id = await repo.writeBlob(text);
  tree = await repo.updateTree(tree, new Map([['episodes/0101/rundown/' + (i % 7) + '.md', { id, mode: '100644' }]]));
  const to = await repo.writeCommit({ tree, parents: main === null ? [] : [main], author: person, committer: person, message: 'm' });
  if (!(await repo.moveRef('refs/heads/main', { from: main, to }))) throw new Error('lost');
  main = to;
  console.log(to);
}
`;

test('killed at any instant, the history is whole and holds all that was acknowledged', async () => {
  const repo = await scratchRepo();
  const dir = compiled();
  for (const after of [1, 5, 9, 14, 20, 33]) {
    const child = startScript(dir, WRITER, [repo.dir]);
    let acknowledged = '';
    let lines = 0;
    for await (const line of createInterface(child.stdout)) {
      acknowledged = line;
      if (++lines === after) child.kill('SIGKILL');
    }
    fsckClean(repo);
    const main = await repo.ref(MAIN);
    const later = stockGit(repo, ['rev-list', `${main}`, `^${acknowledged}`]).trim();
    expect(stockGit(repo, ['merge-base', `${main}`, acknowledged]).trim()).toBe(acknowledged);
    expect(later === '' ? 0 : later.split('\n').length).toBeLessThan(5);
  }
  rmSync(join(repo.dir, 'refs/heads/main.lock'), { force: true });
  expect(readFileSync(join(repo.dir, MAIN), 'utf8')).toMatch(/^[0-9a-f]{40}\n$/);
}, 60_000);
