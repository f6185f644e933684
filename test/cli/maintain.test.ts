// The maintain verb: what it prints, and that it takes away only without --dry-run.
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { maintainText } from '../../bot/cli/output/maintain.ts';
import { runCommand } from '../../bot/cli/run.ts';
import { verbs } from '../../bot/cli/verbs.ts';
import { MAINTAINED } from '../web/double/care.ts';
import { testWorld } from './screens.ts';

it('takes away what it said it would', async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'show-build-test-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [tree, state] = [join(root, 'show'), join(root, 'state')];
  mkdirSync(join(tree, 'episodes/0101/rundown'), { recursive: true });
  writeFileSync(join(tree, 'episodes/0101/info.md'), '---\ntitle: Kettles\nstatus: production\n---\n');
  const run = async (...argv: readonly string[]) => {
    const world = testWorld({ nowMs: Date.now });
    const code = await runCommand([...argv, '--tree', tree, '--state', state], verbs, world);
    return { code, out: world.out.text(), err: world.err.text() };
  };
  await run('run');
  const stays = '0 media files of 0 bytes in the state folder stay.\n';
  expect(await run('maintain', '--dry-run')).toEqual({ code: 0, out: `Nothing would go. ${stays}`, err: '' });

  // An object without a commit, stored long ago.
  const sha256 = 'ab'.repeat(32);
  const object = join(state, 'repo.git/lfs/objects/ab/ab', sha256);
  mkdirSync(join(object, '..'), { recursive: true });
  writeFileSync(object, 'a film');
  utimesSync(object, 1_000_000, 1_000_000);
  expect(await run('maintain', '--dry-run')).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^media +abababababab +6 bytes +Nothing points to it\.$[\s\S]*^Would free 6 bytes\./m,
    ),
  });
  expect(existsSync(object)).toBe(true);
  expect(JSON.parse((await run('maintain', '--json')).out)).toEqual({
    dryRun: false,
    gone: [{ kind: 'media', name: sha256, count: 1, bytes: 6, why: 'Nothing points to it.' }],
    bytes: 6,
    kept: { objects: 0, bytes: 0 },
  });
  expect(existsSync(object)).toBe(false);
  expect((await run('maintain')).out).toBe(`Nothing had to go. ${stays}`);
  expect(await run('maintain', 'all')).toMatchObject({ code: 2 });
});

it('prints sizes that people read', () => {
  const text = maintainText(MAINTAINED, { columns: 100, paint: (_, words) => words, nowMs: 0 });
  expect(text).toMatch(/^media +5c5c5c5c5c5c +1\.5 GB +Only rejected/m);
  expect(text).toMatch(/^jobs +12 jobs +They ended/m);
  expect(text).toMatch(/^Would free 1\.5 GB\. 3 media files of 4\.0 MB in the state folder stay\.$/m);
});
