// Packs of our own making, held against stock Git: it checks every byte of them, and reads what we wrote.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { objectId } from '../../src/git/object.ts';
import { writePack } from '../../src/git/pack-write.ts';
import { createRepo } from '../../src/git/repo.ts';
import { runs } from '../runs.ts';
import { scratchDir } from './scratch.ts';

const git = (dir: string, ...args: readonly string[]) =>
  execFileSync('git', ['--git-dir', dir, ...args], { maxBuffer: 1 << 26 });

it('hold what was put into them, by our reader and by stock Git', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.uint8Array({ maxLength: 5000 }), {
        minLength: 1,
        maxLength: 60,
        selector: (bytes) => Buffer.from(bytes).toString('hex'),
      }),
      async (all) => {
        const dir = join(scratchDir(), 'repo.git');
        const repo = await createRepo(dir);
        const objects = all.map((bytes) => ({ id: objectId('blob', bytes), kind: 'blob' as const, bytes }));
        await writePack(join(dir, 'objects'), objects);
        for (const { id, bytes } of objects) {
          expect(Buffer.compare(await repo.readBlob(id as never), bytes)).toBe(0);
          expect(Buffer.compare(git(dir, 'cat-file', 'blob', id), bytes)).toBe(0);
        }
        const [index] = readdirSync(join(dir, 'objects/pack')).filter((name) => name.endsWith('.idx'));
        git(dir, 'verify-pack', join(dir, 'objects/pack', index ?? ''));
      },
    ),
    { numRuns: runs(24) },
  );
});

it('come of many deferred writes, a file each of few; nothing is lost when they are gathered', async () => {
  const dir = join(scratchDir(), 'repo.git');
  const repo = await createRepo(dir);
  const packs = () => readdirSync(join(dir, 'objects/pack')).filter((name) => name.endsWith('.pack')).length;
  const few = repo.deferred();
  const lone = await few.writeBlob(Buffer.from('alone'));
  await few.done();
  expect(packs()).toBe(0);
  expect((await repo.readBlob(lone)).toString()).toBe('alone');
  const ids: string[] = [];
  for (let round = 0; round < 45; round++) {
    const many = repo.deferred();
    for (let i = 0; i < 60; i++) ids.push(await many.writeBlob(Buffer.from(`${round} ${i}`)));
    await many.done();
  }
  expect(packs()).toBeLessThan(45);
  const fresh = await createRepo(dir);
  for (const [i, id] of ids.entries()) {
    expect((await fresh.readBlob(id as never)).toString()).toBe(`${Math.floor(i / 60)} ${i % 60}`);
  }
  git(dir, 'fsck', '--full', '--strict');
}, 60_000);
