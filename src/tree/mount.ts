// Questions about where a path lies: the folder that is there already, the mount, the owner.
import { randomBytes } from 'node:crypto';
import { lstatSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TreePath } from '../domain/ids.ts';
import { isAbsent, systemCode } from '../errors.ts';
import { placeOf } from './confine.ts';

/** The folder of the file, or the nearest one above it that exists. */
export function nearestFolder(root: string, path: TreePath): string {
  let folder = dirname(placeOf(root, path));
  while (
    folder.length > root.length &&
    !(statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false)
  ) {
    folder = dirname(folder);
  }
  return folder;
}

/** Two mounts can show one disk (containers do that), and nothing can be renamed between them. */
export function sameMount(a: string, b: string): boolean {
  if (statSync(a).dev !== statSync(b).dev) return false;
  const nothing = `.show-build-${randomBytes(8).toString('hex')}`;
  try {
    // Moves nothing, since there is nothing of that name; the kernel compares the mounts first.
    renameSync(join(a, nothing), join(b, nothing));
  } catch (error) {
    if (isAbsent(error)) return true;
    if (systemCode(error) !== 'EXDEV') throw error;
  }
  return false;
}

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** The owner of the file, or of the nearest folder: what a service writes must not become a file that the person can't. */
export function ownerOf(root: string, path: TreePath): Owner {
  return lstatSync(placeOf(root, path), { throwIfNoEntry: false }) ?? lstatSync(nearestFolder(root, path));
}
