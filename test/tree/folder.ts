// Temporary folders and disks for the tests of this folder.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { dropLeftover, leftovers } from '../../src/tree/leftovers.ts';
import { openNative } from '../../src/tree/native.ts';
import type { Disk } from '../../src/tree/staging.ts';

/** A folder that goes when the test ends. */
export function temporaryFolder(below = tmpdir()): string {
  const folder = mkdtempSync(join(below, 'show-build-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function put(root: string, path: string, content: string | Buffer): string {
  const place = join(root, path);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, content);
  return place;
}

/** A tree and a staging folder on the same disk. */
export function temporaryDisk(): Disk {
  const folder = temporaryFolder();
  const disk = {
    root: join(folder, 'tree'),
    stagingDir: join(folder, 'state', 'staging'),
    native: openNative(),
  };
  mkdirSync(disk.root);
  mkdirSync(disk.stagingDir, { recursive: true });
  return disk;
}

/** A folder on another disk than the temporary one; null where this machine shows none. */
export function otherDisk(): string | null {
  const memory = '/dev/shm';
  if (!existsSync(memory) || statSync(memory).dev === statSync(tmpdir()).dev) return null;
  return temporaryFolder(memory);
}

/** Runs with the rights of nobody where the tests run as root, since root may read everything. */
export async function withoutPrivilege<T>(run: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return run();
  process.seteuid?.('nobody');
  try {
    return await run();
  } finally {
    process.seteuid?.(0);
  }
}

/** What is in staging two hours later, when nothing that was taken out is watched any more. */
export async function stagedInTheEnd(disk: Disk): Promise<readonly string[]> {
  const laterMs = Date.now() + 7_200_000;
  for (const leftover of await leftovers(disk, laterMs)) await dropLeftover(disk, leftover, laterMs);
  return readdirSync(disk.stagingDir);
}
