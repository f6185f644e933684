import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { parsePointer, pointerText } from '../../src/domain/media/pointer.ts';
import { copyMedia, hashFile, mediaPath, storeMedia } from '../../src/git/media.ts';
import { compileProject } from '../compiled.ts';
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

/** A file of this length with bytes at its end; a disk that knows holes keeps little of it. */
function sparse(bytes: number): string {
  const place = join(scratchDir(), 'film.mov');
  writeFileSync(place, '');
  truncateSync(place, bytes);
  appendFileSync(place, 'end');
  return place;
}

test('hashing and copying leave the program free, and take no memory by the length of a file', async () => {
  const repo = await scratchRepo();
  const source = sparse(100_000_000);
  const { rss } = process.memoryUsage();
  const before = performance.eventLoopUtilization();
  const { sha256 } = await hashFile(source);
  const { utilization } = performance.eventLoopUtilization(before);
  // More than nine tenths if this thread did the hashing.
  expect(utilization).toBeLessThan(0.5);
  expect(sha256).toBe(execFileSync('sha256sum', [source], { encoding: 'utf8' }).slice(0, 64));

  const meanwhile = performance.eventLoopUtilization();
  await storeMedia(repo, source);
  expect(performance.eventLoopUtilization(meanwhile).utilization).toBeLessThan(0.5);
  expect(process.memoryUsage().rss - rss).toBeLessThan(60_000_000);
});

test('an object is copied under a new name, whole or not at all', async () => {
  const repo = await scratchRepo();
  const dir = scratchDir();
  const source = join(dir, 'a.wav');
  const bytes = randomBytes(2_500_000);
  writeFileSync(source, bytes, { mode: 0o600 });
  const pointer = await storeMedia(repo, source);
  const to = join(dir, 'copy.wav');
  await copyMedia(repo, pointer, to);
  expect(readFileSync(to).equals(bytes)).toBe(true);
  expect(statSync(to)).toMatchObject({ nlink: 1 });
  expect(statSync(to).mode & 0o777).toBe(0o644);

  writeFileSync(to, 'mine');
  await expect(copyMedia(repo, pointer, to)).rejects.toMatchObject({ code: 'EEXIST' });
  expect(readFileSync(to, 'utf8')).toBe('mine');

  const notKept = { kind: 'refused', code: 'MEDIA_NOT_KEPT' };
  const other = join(dir, 'other.wav');
  await expect(copyMedia(repo, { ...pointer, sha256: 'a'.repeat(64) }, other)).rejects.toMatchObject(notKept);
  await expect(copyMedia(repo, { ...pointer, bytes: 1 }, other)).rejects.toMatchObject(notKept);
  bytes.writeUInt8(bytes.readUInt8(1_000_000) ^ 1, 1_000_000);
  writeFileSync(mediaPath(repo, pointer.sha256), bytes);
  await expect(copyMedia(repo, pointer, other)).rejects.toMatchObject(notKept);
  expect(readdirSync(dir).sort()).toEqual(['a.wav', 'copy.wav']);
});

test('who gives up gets an answer at once, whether a thread is at it or not, and the next in line gets theirs', async () => {
  const repo = await scratchRepo();
  const source = sparse(2_000_000_000);
  const small = join(scratchDir(), 'a.wav');
  writeFileSync(small, 'sound');
  const { signal, abort } = abortable();
  const given = [
    hashFile(source, signal),
    storeMedia(repo, source, signal),
    storeMedia(repo, small, signal),
    hashFile(small, signal),
  ];
  const next = hashFile(small);
  for (let i = 0; i < 20; i++) await setImmediate();
  abort();
  for (const one of await Promise.allSettled(given)) expect(one).toMatchObject({ reason: 'enough' });
  expect(await next).toMatchObject({ bytes: 5 });
  expect(readdirSync(join(repo.dir, 'lfs/tmp'))).toEqual([]);
  await expect(hashFile(small, signal)).rejects.toBe('enough');
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort('enough') };
}

const FILES = ['errors', 'domain/fault-codes', 'domain/reason-codes', 'domain/reason'].map(
  (name) => `src/${name}.ts`,
);

test.runIf(process.env['CI'])('a program whose threads are idle ends by itself', () => {
  const source = join(scratchDir(), 'a.wav');
  writeFileSync(source, 'sound');
  const { place, clear } = compileProject([
    'src/git',
    'src/tree',
    'src/domain/media/pointer.ts',
    'src/domain/fault-codes',
    'src/domain/reason-codes',
    ...FILES,
  ]);
  onTestFinished(clear);
  const media = JSON.stringify(place('src/git/media.ts'));
  const program = `import { hashFile } from ${media}; console.log((await hashFile(process.argv[1])).bytes);`;
  const args = ['--input-type=module', '-e', program, source];
  expect(execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000 })).toBe('5\n');
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
