// Converts paths of the tree to Windows paths on the vMix machine: below a drive or a share, with backslashes.
import type { TreePath } from '../../domain/ids.ts';

/** `drive`: `V:\show`, `V:/show` or `\\nas\show`, with or without a trailing backslash. */
export function windowsPath(path: TreePath, drive: string): string {
  const root = drive.replaceAll('/', '\\').replace(/\\+$/, '');
  return `${root}\\${path.replaceAll('/', '\\')}`;
}

export function isWindowsPath(path: string): boolean {
  return /^(?:[a-z]:[\\/]|\\\\)/i.test(path);
}

/** False for names that Windows forbids: such a file was never synced there. A `|` would also cut a value short. */
export function canBeOnWindows(path: TreePath): boolean {
  return path.split('/').every((name) => !/[\\:*?"<>|\p{Cc}]|[. ]$/u.test(name));
}
