// Stock Git prunes between an object's writing and the ref that leads to it, before a ref move and after it: nothing
// that a ref comes to lead to is gone, and what nothing leads to is not kept for ever.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { CommitId } from '../../src/domain/ids.ts';
import { openRepo, type Repo } from '../../src/git/repo.ts';
import { atEveryEffect, TIDYINGS, tidies } from '../bot/stock-tidying.ts';
import { commitOf, fsckClean, scratchRepo, stockGit, treeOf } from './scratch.ts';

const MAIN = 'refs/heads/main';
const stateOf = (repo: Repo) => ({ state: dirname(repo.dir) });
const keeps = (repo: Repo) =>
  readdirSync(join(repo.dir, 'objects/pack')).filter((name) => name.endsWith('.keep')).length;

async function write(repo: Repo, text: string): Promise<CommitId> {
  const from = await repo.ref(MAIN);
  return commitOf(repo, await treeOf(repo, { 'a.md': text, 'b.md': 'same' }), from === null ? [] : [from]);
}

test.each(Object.entries(TIDYINGS))('%s between the writing and the ref', async (_name, args) => {
  const repo = await scratchRepo();
  const end = atEveryEffect(stateOf(repo), () => void tidies(stateOf(repo), args));
  for (const text of ['one', 'two', 'one']) {
    const to = await write(repo, text);
    tidies(stateOf(repo), args);
    expect(await repo.moveRef(MAIN, { from: await repo.ref(MAIN), to }).catch(String)).toBe(true);
    await repo.endWork();
  }
  end();
  fsckClean(repo);
  expect(stockGit(repo, ['show', 'main:a.md', 'main~1:a.md', 'main~2:a.md'])).toBe('onetwoone');
  expect(keeps(repo)).toBe(0);
});

test('a ref that another ref moved before is as safe', async () => {
  const repo = await scratchRepo();
  const one = await write(repo, 'one');
  const two = await commitOf(repo, await treeOf(repo, { 'a.md': 'two' }));
  await repo.moveRef(MAIN, { from: null, to: one });
  for (const args of Object.values(TIDYINGS)) expect(tidies(stateOf(repo), args)).toBe(true);
  await repo.moveRef('refs/heads/other', { from: null, to: two });
  await repo.endWork();
  expect(stockGit(repo, ['show', 'other:a.md'])).toBe('two');
  fsckClean(repo);
});

test('no ref is moved to what is not there', async () => {
  const repo = await scratchRepo();
  const gone = 'f'.repeat(40) as CommitId;
  await expect(repo.moveRef(MAIN, { from: null, to: gone })).rejects.toMatchObject({
    code: 'GIT_OBJECT_MISSING',
  });
  expect(await repo.ref(MAIN)).toBeNull();
});

test('work that failed leaves nothing, and a killed one no pack that is never tidied', async () => {
  const repo = await scratchRepo();
  const dropped = await write(repo, 'never');
  await repo.endWork();
  await repo.endWork();
  await expect(repo.moveRef(MAIN, { from: null, to: dropped })).rejects.toMatchObject({
    code: 'GIT_OBJECT_MISSING',
  });
  await repo.moveRef(MAIN, { from: null, to: await write(repo, 'killed') });
  expect(keeps(repo)).toBe(1);
  await (await openRepo(repo.dir)).clearStaleLocks();
  expect(keeps(repo)).toBe(0);
  fsckClean(repo);
});
