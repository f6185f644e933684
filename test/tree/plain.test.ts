// Only plain files are opened, and nothing waits for the other end of a pipe: by every way into the tree that goes by a
// file's name.
import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { placeFor } from '../../bot/cli/place.ts';
import { runCommand } from '../../bot/cli/run.ts';
import { verbs } from '../../bot/cli/verbs.ts';
import { pointGit } from '../../bot/show/state-folder.ts';
import { treePath } from '../../src/domain/ids.ts';
import { hashFile, storeMedia } from '../../src/git/media.ts';
import { folderToCopy, placeFolder } from '../../src/tree/new-folder.ts';
import { readPlainText } from '../../src/tree/plain.ts';
import { portableNative } from '../../src/tree/portable.ts';
import { testWorld } from '../cli/screens.ts';
import { put, temporaryFolder } from './folder.ts';

/** Something that is no file, under this name. */
const OTHERS: readonly (readonly [string, (place: string) => void])[] = [
  ['a pipe', (place) => void execFileSync('mkfifo', [place])],
  [
    'a socket',
    (place) => {
      const server = createServer().listen(place);
      onTestFinished(() => void server.close());
    },
  ],
  ['a folder', (place) => mkdirSync(place)],
];

describe.each(OTHERS)('%s', (_what, make) => {
  it('is no text', () => {
    const root = temporaryFolder();
    make(join(root, 'a'));
    expect(() => readPlainText(join(root, 'a'))).toThrow(/a folder|something else/);
  });

  it('is no media', async () => {
    const root = temporaryFolder();
    make(join(root, 'film.mp4'));
    const dir = join(root, 'repo.git');
    for (const take of [hashFile, (path: string) => storeMedia({ dir }, path)])
      await expect(take(join(root, 'film.mp4'))).rejects.toMatchObject({ code: 'MEDIA_NO_FILE' });
  });

  it('is not copied, though it was a file when the folder was listed', async () => {
    const root = realpathSync(temporaryFolder());
    put(root, 'tools/blueprint/info.md', 'info');
    const content = folderToCopy(root, treePath('tools/blueprint'));
    expect(content?.files.size).toBe(1);
    rmSync(join(root, 'tools/blueprint/info.md'));
    make(join(root, 'tools/blueprint/info.md'));
    const disk = { root, stagingDir: join(root, 'staging'), native: portableNative() };
    const placed = placeFolder(disk, treePath('episodes/0101'), content ?? { folders: [], files: new Map() });
    await expect(placed).rejects.toMatchObject({ code: 'PATH_BLOCKED' });
  });

  it('is no .git file: the state lies in its usual place, and the name is left alone', () => {
    const root = realpathSync(temporaryFolder());
    make(join(root, '.git'));
    expect(placeFor(root, null).words).toEqual(['--tree', root]);
    expect(pointGit(root, '/state/repo.git')).toMatch(/a Git repository of its own/);
  });

  it('is no settings file: doctor says so, and a verb that needs it refuses', async () => {
    const root = realpathSync(temporaryFolder());
    mkdirSync(join(root, 'episodes'));
    make(join(root, 'show-build.yaml'));
    const world = testWorld({ cwd: root, env: { XDG_STATE_HOME: join(root, 'home') } });
    await runCommand(['doctor'], verbs, world);
    expect(world.out.text()).toMatch(/show-build\.yaml[\s\S]*(?:a\s+folder|something\s+else)/);
    expect(await runCommand(['hold', '0101', '--as', 'maria'], verbs, world)).toBe(1);
    expect(world.err.text()).toMatch(/show-build\.yaml (?:is a folder|can't be used)/);
  });
});
