import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { parsePointer, pointerText } from '../../src/domain/media/pointer.ts';
import { hashFile, mediaPath, storeMedia } from '../../src/git/media.ts';
import { GIT_LFS, itWith } from '../needs.ts';
import { commitOf, fsckClean, scratchDir, scratchRepo, stockGit } from './scratch.ts';

itWith(GIT_LFS)(
  'a stored file is its own copy, named by its hash, and stock git-lfs finds nothing wrong',
  async () => {
    const repo = await scratchRepo();
    const source = join(scratchDir(), 'clip one.mp4');
    const bytes = randomBytes(3_000_000);
    writeFileSync(source, bytes);
    const stored = await storeMedia(repo, source);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(stored).toMatchObject({ sha256, bytes: bytes.length });
    expect(await hashFile(source)).toEqual({ sha256, bytes: bytes.length });
    expect(statSync(mediaPath(repo, sha256)).ino).not.toBe(statSync(source).ino);

    const id = await repo.writeBlob(Buffer.from(stored.pointer));
    const tree = await repo.updateTree(
      null,
      new Map([[treePath('episodes/0101/clip one.mp4'), { id, mode: '100644' }]]),
    );
    await repo.moveRef('refs/heads/main', { from: null, to: await commitOf(repo, tree) });
    expect(stockGit(repo, ['lfs', 'ls-files', '--long', 'main'])).toContain(
      `${sha256} - episodes/0101/clip one.mp4`,
    );
    expect(stockGit(repo, ['lfs', 'fsck', 'main'])).toContain('OK');
    fsckClean(repo);

    // An edit in place of the show's file must not reach into history.
    appendFileSync(source, 'more');
    expect(readFileSync(mediaPath(repo, sha256)).equals(bytes)).toBe(true);
    appendFileSync(mediaPath(repo, sha256), 'damage');
    expect(() => stockGit(repo, ['lfs', 'fsck', 'main'])).toThrow();
  },
);

test('storing again writes nothing, and a half-copied object is replaced', async () => {
  const repo = await scratchRepo();
  const source = join(scratchDir(), 'a.wav');
  writeFileSync(source, 'sound');
  const { sha256 } = await storeMedia(repo, source);
  const { ino } = statSync(mediaPath(repo, sha256));
  await storeMedia(repo, source);
  expect(statSync(mediaPath(repo, sha256)).ino).toBe(ino);
  writeFileSync(mediaPath(repo, sha256), 'so');
  await storeMedia(repo, source);
  expect(readFileSync(mediaPath(repo, sha256), 'utf8')).toBe('sound');
  expect(readdirSync(join(repo.dir, 'lfs/tmp'))).toEqual([]);
});

test('links, pipes and folders are refused; absence is absence', async () => {
  const repo = await scratchRepo();
  const dir = scratchDir();
  writeFileSync(join(dir, 'secret'), 'x');
  symlinkSync(join(dir, 'secret'), join(dir, 'link.mp4'));
  mkdirSync(join(dir, 'folder.mp4'));
  execFileSync('mkfifo', [join(dir, 'pipe.mp4')]);
  for (const name of ['link.mp4', 'folder.mp4', 'pipe.mp4']) {
    await expect(storeMedia(repo, join(dir, name))).rejects.toMatchObject({ code: 'MEDIA_NO_FILE' });
    await expect(hashFile(join(dir, name))).rejects.toMatchObject({ code: 'MEDIA_NO_FILE' });
  }
  await expect(storeMedia(repo, join(dir, 'none.mp4'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a file that grows while it is read is not taken', async () => {
  const repo = await scratchRepo();
  const source = join(scratchDir(), 'capture.mov');
  writeFileSync(source, randomBytes(20_000_000));
  for (const read of [() => hashFile(source), () => storeMedia(repo, source)]) {
    let reading = true;
    const result = read().finally(() => {
      reading = false;
    });
    const writing = (async () => {
      for (; reading; await setImmediate()) appendFileSync(source, 'more');
    })();
    await expect(result).rejects.toMatchObject({ kind: 'transient', code: 'MEDIA_CHANGING' });
    await writing;
  }
  expect(readdirSync(join(repo.dir, 'lfs/tmp'))).toEqual([]);
});

test('pointers are read exactly, or not at all', () => {
  const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
  fc.assert(
    fc.property(hash, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (sha256, bytes) => {
      expect(parsePointer(Buffer.from(pointerText({ sha256, bytes })))).toEqual({ sha256, bytes });
    }),
  );
  const good = pointerText({ sha256: 'a'.repeat(64), bytes: 5 });
  for (const bad of [
    '',
    `${good} `,
    good.trimEnd(),
    good.replace('5', '05'),
    good.replaceAll('\n', '\r\n'),
  ]) {
    expect(parsePointer(Buffer.from(bad))).toBeNull();
  }
  expect(pointerText({ sha256: 'e'.repeat(64), bytes: 0 })).toBe('');
});
