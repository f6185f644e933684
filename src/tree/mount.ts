// Finds the nearest existing folder of a path, compares mounts, and finds the owner for new files.
import { randomBytes } from 'node:crypto';
import { lstatSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TreePath } from '../domain/ids.ts';
import { isAbsent, systemCode } from '../errors.ts';
import { placeOf } from './confine.ts';

/** The file's folder, or its nearest existing ancestor. */
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

/** Whether files can be renamed between two folders. The same device is not enough: two mounts can show one disk (in
 *  containers), and renames between them fail. */
export function sameMount(a: string, b: string): boolean {
  if (statSync(a).dev !== statSync(b).dev) return false;
  const nothing = `.show-build-${randomBytes(8).toString('hex')}`;
  try {
    // Moves nothing, because no file has that name. The kernel checks the mounts first, so the error code tells.
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

/** The owner of the file, or of the nearest existing folder. Files that the service writes get this owner, so that
 *  people can still edit them. */
export function ownerOf(root: string, path: TreePath): Owner {
  return lstatSync(placeOf(root, path), { throwIfNoEntry: false }) ?? lstatSync(nearestFolder(root, path));
}
