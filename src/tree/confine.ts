// Keeps every path inside the tree: refuses `..` and folders that are symlinks. Checks folders only; callers open the
// file itself without following links.
import { lstatSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TreePath } from '../domain/ids.ts';
import { Fault, isAbsent, systemCode } from '../errors.ts';
import { syncDirectory } from './sync.ts';

/** The path on this machine. Throws a Fault if the path could leave the tree by its spelling. */
export function placeOf(root: string, path: TreePath): string {
  const parts = path.split('/');
  if (path.includes('\0') || parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw new Fault(
      'refused',
      'PATH_ESCAPES',
      `${JSON.stringify(path)} is no path inside the show's folder.`,
    );
  }
  return join(root, path);
}

/** False if a parent folder is missing; throws a Fault if one is a symlink or a file. */
export function parentsStand(root: string, path: TreePath): boolean {
  return parentsOf(path).every((parent) => folderStands(root, parent));
}

/** Creates the missing parent folders of a file, durably. */
export async function makeParents(root: string, path: TreePath): Promise<void> {
  for (const parent of parentsOf(path)) {
    if (folderStands(root, parent)) continue;
    try {
      mkdirSync(join(root, parent));
    } catch (error) {
      if (systemCode(error) !== 'EEXIST' || !folderStands(root, parent)) throw error;
    }
    await syncDirectory(dirname(join(root, parent)));
  }
}

function parentsOf(path: TreePath): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_part, i) => parts.slice(0, i + 1).join('/'));
}

function folderStands(root: string, path: string): boolean {
  try {
    const stats = lstatSync(join(root, path));
    if (stats.isDirectory()) return true;
    const what = stats.isSymbolicLink() ? 'a symbolic link' : 'a file';
    throw new Fault('refused', 'PATH_BLOCKED', `${path} is ${what} where Show-Build expects a folder.`);
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}
