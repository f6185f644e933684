// Disks that are full, read-only or somewhere else: made for real, in a program with mounts of its own.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { blobOf } from '../../src/tree/blob.ts';
import { openNative } from '../../src/tree/native.ts';
import { exchangeFile } from '../../src/tree/publish.ts';
import { removeFile } from '../../src/tree/remove.ts';
import { type Disk, stage } from '../../src/tree/staging.ts';
import { canUnshare, compiledTree, run } from './compiled.ts';
import { otherDisk, put, temporaryFolder } from './folder.ts';

const PATH = treePath('lib/a.md');
const BASE = Buffer.from('base');

/** Runs lines with `disk`, `put` and `go(bytes)` in a program whose /mnt is what `mount` makes of it; gives what it prints. */
async function inMount(mount: string, lines: string): Promise<unknown> {
  const folder = compiledTree();
  const program = run(
    folder,
    `import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
     import { execFileSync } from 'node:child_process';
     import { exchangeFile } from './src/tree/publish.js';
     import { stage } from './src/tree/staging.js';
     import { blobOf } from './src/tree/blob.js';
     import { openNative } from './src/tree/native.js';
     mkdirSync('/mnt/tree/lib', { recursive: true });
     mkdirSync('/mnt/state', { recursive: true });
     writeFileSync('/mnt/tree/lib/a.md', 'base');
     const disk = { root: '/mnt/tree', stagingDir: '/mnt/state', native: openNative() };
     const go = async (bytes) => {
       const staged = await stage(disk, { path: 'lib/a.md', bytes, like: null, mtimeNs: null });
       return exchangeFile(disk, staged, blobOf(Buffer.from('base')));
     };
     const fate = (bytes) => go(bytes).then(({ kind }) => kind, ({ kind, code }) => kind + ' ' + code);
     ${lines}`,
    ['unshare', '-rm', 'sh', '-c', `${mount} && exec "$@"`, 'sh'],
  );
  let text = '';
  for await (const chunk of program.stdout) text += chunk;
  return JSON.parse(text);
}

describe.runIf(canUnshare())('on a disk of its own', () => {
  it('says that the disk is full, leaves the file and clears up', async () => {
    const told = await inMount(
      'mount -t tmpfs -o size=64k tmpfs /mnt',
      `const full = await fate(Buffer.alloc(200_000, 'x'));
       const left = readdirSync('/mnt/state');
       console.log(JSON.stringify([full, left, readFileSync('/mnt/tree/lib/a.md', 'utf8'), await fate(Buffer.from('small'))]));`,
    );
    expect(told).toEqual(['transient DISK_FULL', [], 'base', 'published']);
  });

  it('says that the disk is read-only', async () => {
    const told = await inMount(
      'mount -t tmpfs tmpfs /mnt && mkdir /mnt/tree && mount -t tmpfs tmpfs /mnt/tree',
      `execFileSync('mount', ['-o', 'remount,ro', '/mnt/tree']);
       console.log(JSON.stringify([await fate(Buffer.from('ours')), readdirSync('/mnt/state')]));`,
    );
    expect(told).toEqual(['configuration TREE_READ_ONLY', []]);
  });

  it('publishes between two mounts of one disk, as containers have them', async () => {
    const told = await inMount(
      'mount -t tmpfs tmpfs /mnt && mkdir /mnt/a /mnt/b /mnt/tree /mnt/state && mount --bind /mnt/a /mnt/tree && mount --bind /mnt/b /mnt/state',
      `console.log(JSON.stringify([await fate(Buffer.from('ours')), readFileSync('/mnt/tree/lib/a.md', 'utf8'), readdirSync('/mnt/state'), readdirSync('/mnt/tree/lib')]));`,
    );
    expect(told).toEqual(['published', 'ours', [], ['a.md']]);
  });
});

it('publishes where the state is on another disk', async (context) => {
  const root = otherDisk();
  if (root === null) return context.skip('there is no second disk here');
  const disk: Disk = { root, stagingDir: temporaryFolder(), native: openNative() };
  put(root, PATH, BASE);
  const staged = await stage(disk, { path: PATH, bytes: Buffer.from('ours'), like: null, mtimeNs: null });
  expect(await exchangeFile(disk, staged, blobOf(BASE))).toMatchObject({ kind: 'published' });
  expect(readFileSync(join(root, PATH), 'utf8')).toBe('ours');
  expect(await removeFile(disk, PATH, blobOf(Buffer.from('ours')))).toMatchObject({ kind: 'removed' });
  expect([readdirSync(join(root, 'lib')), readdirSync(disk.stagingDir)]).toEqual([[], []]);
});
