// Packs of our own making, held against stock Git: it checks every byte of them, and reads what we wrote.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { objectId } from '../../src/git/object.ts';
import { writePack } from '../../src/git/pack-write.ts';
import { createRepo } from '../../src/git/repo.ts';
import { runs } from '../runs.ts';
import { commitOf, scratchDir } from './scratch.ts';

const REF = 'refs/heads/main';

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
        await (await writePack(dir, objects)).release();
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

it('are few, however many refs have moved, and nothing is lost when they are gathered', async () => {
  const dir = join(scratchDir(), 'repo.git');
  const repo = await createRepo(dir);
  const packs = () => readdirSync(join(dir, 'objects/pack')).filter((name) => name.endsWith('.pack')).length;
  const blobs: string[] = [];
  for (let round = 0; round < 90; round++) {
    const id = await repo.writeBlob(Buffer.from(`text ${round}`));
    blobs.push(id);
    const tree = await repo.updateTree(null, new Map([[treePath('a'), { id, mode: '100644' }]]));
    const from = await repo.ref(REF);
    const to = await commitOf(repo, tree, from === null ? [] : [from]);
    expect(await repo.moveRef(REF, { from, to })).toBe(true);
    await repo.endWork();
    // Packs are gathered beside other work.
    await repo.ended();
    expect(packs()).toBeLessThan(45);
  }
  const fresh = await createRepo(dir);
  for (const [i, id] of blobs.entries())
    expect((await fresh.readBlob(id as never)).toString()).toBe(`text ${i}`);
  git(dir, 'fsck', '--full', '--strict');
}, 60_000);
