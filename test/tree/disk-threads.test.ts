// Disk calls in threads of their own: what they answer, and that a disk which does not answer takes nothing with it.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type DiskThreadsOptions, diskThreads } from '../../src/tree/disk-threads.ts';
import { canStick, stickDisk } from '../stuck-disk.ts';
import { put, temporaryFolder } from './folder.ts';

function disk(options?: DiskThreadsOptions) {
  const threads = diskThreads(options);
  onTestFinished(() => threads.end());
  return threads;
}

/** Files below this folder that this process has open; none where the system does not say. */
function openBelow(root: string): readonly string[] {
  const folder = '/proc/self/fd';
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => {
      try {
        return readlinkSync(join(folder, name));
      } catch {
        return '';
      }
    })
    .filter((place) => place.startsWith(root));
}

it('opens plain files, and reads any part of them', async () => {
  const root = temporaryFolder();
  put(root, 'film.mp4', '0123456789');
  const { open, read, close } = disk();
  const file = await open(join(root, 'film.mp4'));
  expect(file.bytes).toBe(10);
  expect(Buffer.from(await read(file, 2, 3)).toString()).toBe('234');
  expect(Buffer.from(await read(file, 8, 9)).toString()).toBe('89');
  await close(file);
});

it('refuses all else at once', async () => {
  const root = temporaryFolder();
  execFileSync('mkfifo', [join(root, 'pipe')]);
  const { open } = disk();
  for (const place of [root, join(root, 'pipe'), '/dev/zero'])
    await expect(open(place), place).rejects.toMatchObject({ code: 'PATH_BLOCKED' });
  await expect(open(join(root, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
});

it.runIf(canStick())(
  'says that a disk does not answer, asks it no second time, and asks others meanwhile',
  async () => {
    const root = temporaryFolder();
    for (const name of ['a', 'b', 'c']) put(root, name, name);
    const { open, read, close, touch } = disk({ most: 3, withinMs: 2000 });
    const [a, b] = ['a', 'b'].map((name) => stickDisk(join(root, name)));
    onTestFinished(() => {
      a?.release();
      b?.release();
    });
    const asked = ['a', 'a', 'a', 'a', 'b', 'b'].map((name) => open(join(root, name)));
    for (const one of await Promise.allSettled(asked))
      expect(one).toMatchObject({ reason: { kind: 'transient', code: 'DISK_STUCK' } });
    await expect(touch(join(root, 'a'))).rejects.toMatchObject({ code: 'DISK_STUCK' });
    const file = await open(join(root, 'c'));
    expect(Buffer.from(await read(file, 0, 9)).toString()).toBe('c');
    await close(file);

    a?.release();
    await expect
      .poll(() => open(join(root, 'a')).then((opened) => close(opened).then(() => 'opened'), String))
      .toBe('opened');
    // What came too late for anyone is closed again.
    await expect.poll(() => openBelow(root)).toEqual([]);
  },
);

it('closes what was opened too late for anyone', async () => {
  const root = temporaryFolder();
  for (let n = 0; n < 20; n++) writeFileSync(join(root, String(n)), 'x');
  const { open, close, touch } = disk({ most: 1, withinMs: 1 });
  const asked = Array.from({ length: 20 }, (_, n) => open(join(root, String(n))));
  for (const one of await Promise.allSettled(asked)) if (one.status === 'fulfilled') await close(one.value);
  await expect
    .poll(() =>
      touch(root).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  await expect.poll(() => openBelow(root)).toEqual([]);
});
