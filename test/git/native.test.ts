import { appendFileSync, chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { blame, diff, fsck, landings, log, pack } from '../../src/git/native.ts';
import type { Repo } from '../../src/git/repo.ts';
import { commitOf, JOSH, scratchRepo, stockGit, treeOf } from './scratch.ts';

async function history(repo: Repo) {
  const first = await commitOf(
    repo,
    await treeOf(repo, { 'a.md': 'one\ntwo\n', '*.md': 's\n' }),
    [],
    'First\n',
  );
  const side = await commitOf(
    repo,
    await treeOf(repo, { 'a.md': 'one\nTWO\n', '*.md': 's\n' }),
    [first],
    'Side\n',
  );
  const { tree } = await repo.readCommit(side);
  const message = 'Land slug: x\n\nBody: not a trailer\n\nEnhancement: e1\nLanded-By: policy\n';
  const landing = await commitOf(repo, tree, [first, side], message);
  await repo.moveRef('refs/heads/main', { from: null, to: landing });
  return { first, side, landing };
}

test('landings are the first parents, oldest first, and can be read on from a place', async () => {
  const repo = await scratchRepo();
  const { first, side, landing } = await history(repo);
  const all = await landings(repo, null, landing);
  expect(all.map((entry) => entry.id)).toEqual([first, landing]);
  expect(all[1]).toMatchObject({
    parents: [first, side],
    subject: 'Land slug: x',
    author: JOSH,
    atMs: JOSH.atMs,
  });
  expect(all[1]?.trailers).toEqual(
    new Map([
      ['Enhancement', ['e1']],
      ['Landed-By', ['policy']],
    ]),
  );
  expect((await landings(repo, first, landing)).map((entry) => entry.id)).toEqual([landing]);
  expect(await landings(repo, landing, landing)).toEqual([]);
});

test('the log follows paths as they are named, not as patterns', async () => {
  const repo = await scratchRepo();
  const { first, side, landing } = await history(repo);
  expect((await log(repo, { from: landing })).map((entry) => entry.id)).toContain(side);
  expect((await log(repo, { from: landing, paths: [treePath('*.md')] })).map((entry) => entry.id)).toEqual([
    first,
  ]);
  expect(await log(repo, { from: landing, limit: 1, firstParent: true })).toHaveLength(1);
});

test('a diff is plain text, and each line has its author', async () => {
  const repo = await scratchRepo();
  const { first, side, landing } = await history(repo);
  const text = await diff(repo, first, landing);
  expect(text).toContain('--- a/a.md\n+++ b/a.md\n');
  expect(text).toContain('-two\n+TWO\n');
  expect(await diff(repo, first, landing, [treePath('*.md')])).toBe('');
  const lines = await blame(repo, landing, treePath('a.md'));
  expect(lines.map((line) => [line.commit, line.author, line.text])).toEqual([
    [first, 'Josh', 'one'],
    [side, 'Josh', 'TWO'],
  ]);
  await expect(blame(repo, landing, treePath('none.md'))).rejects.toMatchObject({ code: 'GIT_FAILED' });
});

test('a sound store has no findings, a damaged one has', async () => {
  const repo = await scratchRepo();
  await history(repo);
  expect(await fsck(repo)).toEqual([]);
  await pack(repo);
  expect(await fsck(repo)).toEqual([]);
  const id = await repo.writeBlob(Buffer.from('fine'));
  const path = join(repo.dir, 'objects', id.slice(0, 2), id.slice(2));
  chmodSync(path, 0o644);
  writeFileSync(path, 'rubbish');
  expect(await fsck(repo)).not.toEqual([]);
});

test('neither hooks, nor settings that name programs, nor the environment make Git run anything', async () => {
  const repo = await scratchRepo();
  const { first, landing } = await history(repo);
  const mark = join(repo.dir, 'was-run');
  const trap = join(repo.dir, 'trap.sh');
  writeFileSync(trap, `#!/bin/sh\ntouch ${mark}\n`);
  chmodSync(trap, 0o755);
  mkdirSync(join(repo.dir, 'hooks'));
  for (const hook of ['reference-transaction', 'post-checkout', 'pre-auto-gc']) {
    writeFileSync(join(repo.dir, 'hooks', hook), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
  }
  stockGit(repo, ['config', 'core.hooksPath', join(repo.dir, 'hooks')]);
  stockGit(repo, ['config', 'diff.external', trap]);
  stockGit(repo, ['config', 'diff.trap.textconv', trap]);
  stockGit(repo, ['config', 'core.pager', trap]);
  appendFileSync(join(repo.dir, 'info/attributes'), '*.md diff=trap\n');
  process.env.GIT_EXTERNAL_DIFF = trap;
  try {
    await diff(repo, first, landing);
    await blame(repo, landing, treePath('a.md'));
    await log(repo, { from: landing });
    await repo.moveRef('refs/heads/main', { from: landing, to: null });
    await pack(repo);
  } finally {
    delete process.env.GIT_EXTERNAL_DIFF;
  }
  expect(existsSync(mark)).toBe(false);
});
