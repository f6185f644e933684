// What main gained, read one by one or by Git: the same either way.
import { expect, test } from 'vitest';
import { gained } from '../../bot/record/landings.ts';
import type { CommitId } from '../../src/domain/ids.ts';
import { mainCommits } from '../../src/git/native.ts';
import { commitOf, onDisk, scratchRepo, stockGit, treeOf } from '../git/scratch.ts';

const MESSAGES = [
  'One\n',
  'Land slug-enhancement: “Ein Titel” 🫖\nand a second line\n\nBody: not a trailer\n\nEnhancement: e1\nLanded-By: policy\n',
  '\n\nBlank above\n\n\nand between\n\n',
  'No end',
  '',
  'Revert slug-enhancement: x\n\nReverts: e1\nReverted-By: Josh\n',
];

const NAMED = ['-c', 'user.name=Otto', '-c', 'user.email=otto@example.org'];

test('read one by one it is what Git tells', async () => {
  const repo = await scratchRepo();
  const tree = await treeOf(repo, { 'a.md': 'one\n' });
  const first = await commitOf(repo, tree, [], 'First\n');
  let main: CommitId = first;
  for (const message of MESSAGES) {
    const side = await commitOf(repo, tree, [main], `Side of ${message}`);
    main = await commitOf(repo, tree, [main, side], message);
  }
  await repo.moveRef('refs/heads/main', { from: null, to: main });
  await repo.endWork();
  const file = stockGit(repo, [
    ...NAMED,
    'commit-tree',
    `${main}^{tree}`,
    '-p',
    main,
    '-m',
    'By Git\n\nEnhancement: e2',
  ]);
  const tip = file.trim() as CommitId;
  const fresh = await gained(repo, first, tip);
  expect(fresh).toHaveLength(MESSAGES.length + 1);
  expect(fresh.map(plain)).toEqual((await mainCommits(repo, first, tip)).map(plain));
  expect(await gained(repo, tip, tip)).toEqual([]);
  // What is not behind it, and what is too far behind it, Git is asked for.
  expect(await gained(repo, tip, first)).toEqual([]);
  expect((await gained(repo, null, tip)).map(({ id }) => id)).toEqual([first, ...fresh.map(({ id }) => id)]);
  let far = tip;
  for (let i = 0; i < 20; i++) far = await commitOf(repo, tree, [far], `Step ${i}\n`);
  await onDisk(repo);
  expect(await gained(repo, tip, far)).toHaveLength(20);
});

/** Git leaves out lines above the words and below them, which nobody reads. */
function plain({ message, ...rest }: Awaited<ReturnType<typeof mainCommits>>[number]) {
  return { ...rest, message: message.trim() };
}
