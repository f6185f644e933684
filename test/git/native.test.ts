import { appendFileSync, chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import {
  blame,
  commitsNamed,
  diff,
  differences,
  holds,
  log,
  mainCommits,
  pack,
} from '../../src/git/native.ts';
import type { Repo } from '../../src/git/repo.ts';
import { fsck } from '../../src/git/self-check.ts';
import { commitOf, JOSH, onDisk, scratchRepo, stockGit, treeOf } from './scratch.ts';

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
  const all = await mainCommits(repo, null, landing);
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
  expect((await mainCommits(repo, first, landing)).map((entry) => entry.id)).toEqual([landing]);
  expect(await mainCommits(repo, landing, landing)).toEqual([]);
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

test('blame walks the ancestry that it is given', async () => {
  const repo = await scratchRepo();
  const { first, side, landing } = await history(repo);
  const file = join(repo.dir, 'ancestry');
  // As if the landing stood on the first commit alone, and the first on nothing.
  writeFileSync(file, `${landing} ${first}\n${first}\n`);
  const lines = await blame(repo, landing, treePath('a.md'), file);
  expect(lines.map((line) => line.commit)).toEqual([first, landing]);
  writeFileSync(file, `${landing} ${first} ${side}\n${side} ${first}\n${first}\n`);
  expect((await blame(repo, landing, treePath('a.md'), file)).map((line) => line.commit)).toEqual([
    first,
    side,
  ]);
});

test('differences of two trees: added, changed, removed and moved, whatever the names are', async () => {
  const repo = await scratchRepo();
  const long = 'A line that is long enough to be known again.\n'.repeat(8);
  const before = await treeOf(repo, {
    'same.md': 's',
    'old “1”\n.md': long,
    'gone.md': 'g',
    'edit.md': 'one\n',
  });
  const after = await treeOf(repo, {
    'same.md': 's',
    'new\t2.md': `${long}.`,
    'came.md': 'c',
    'edit.md': 'two\n',
  });
  await onDisk(repo);
  const found = await differences(repo, before, after);
  expect(found.map(({ kind, path, pathBefore }) => [kind, path, pathBefore])).toEqual([
    ['added', 'came.md', null],
    ['changed', 'edit.md', null],
    ['removed', 'gone.md', null],
    ['moved', 'new\t2.md', 'old “1”\n.md'],
  ]);
  const [added, , removed] = found;
  expect(added).toMatchObject({
    before: null,
    after: { id: repo.hashBlob(Buffer.from('c')), mode: '100644' },
  });
  expect(removed).toMatchObject({ before: { id: repo.hashBlob(Buffer.from('g')) }, after: null });
  expect(await differences(repo, before, after, [treePath('edit.md')])).toHaveLength(1);
  expect((await differences(repo, null, before)).map(({ kind }) => kind)).toEqual(Array(4).fill('added'));
  expect(await differences(repo, before, before)).toEqual([]);
});

test('commits are found by as much of their names as no other has', async () => {
  const repo = await scratchRepo();
  const { first, side, landing } = await history(repo);
  expect(await commitsNamed(repo, side)).toEqual([side]);
  expect(await commitsNamed(repo, side.slice(0, 12))).toEqual([side]);
  expect(await commitsNamed(repo, 'f'.repeat(40))).toEqual([]);
  const { tree } = await repo.readCommit(side);
  expect(await commitsNamed(repo, tree)).toEqual([]);
  expect(await holds(repo, landing, side)).toBe(true);
  expect(await holds(repo, first, side)).toBe(false);
});

test('a pack that is gone when its check has ended is no finding, and one that stays is', async () => {
  const repo = await scratchRepo();
  await history(repo);
  const broken = ['pack', 'idx'].map((kind) =>
    join(repo.dir, 'objects/pack', `pack-${'0'.repeat(40)}.${kind}`),
  );
  for (const place of broken) writeFileSync(place, 'rubbish');
  expect(await fsck(repo)).not.toEqual([]);
  const { git } = repo.native;
  const merging = new Proxy(git, {
    get(target, name) {
      if (name !== 'raw') return Reflect.get(target, name, target);
      return async (args: string[]) => {
        try {
          return await target.raw(args);
        } finally {
          for (const place of broken) rmSync(place, { force: true });
        }
      };
    },
  });
  expect(await fsck({ native: { ...repo.native, git: merging } })).toEqual([]);
});

test('a sound store has no findings, a damaged one has', async () => {
  const repo = await scratchRepo();
  await history(repo);
  expect(await fsck(repo)).toEqual([]);
  await pack(repo);
  expect(await fsck(repo)).toEqual([]);
  const id = stockGit(repo, ['hash-object', '-w', '--stdin'], 'fine').trim();
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
