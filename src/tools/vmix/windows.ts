// Paths of the tree as the machine with vMix sees them: below a drive or a share, with backslashes.
import type { TreePath } from '../../domain/ids.ts';

/** `V:\show`, `V:/show` or `\\nas\show`, with or without a backslash at the end. */
export function windowsPath(path: TreePath, drive: string): string {
  const root = drive.replaceAll('/', '\\').replace(/\\+$/, '');
  return `${root}\\${path.replaceAll('/', '\\')}`;
}

export function isWindowsPath(path: string): boolean {
  return /^(?:[a-z]:[\\/]|\\\\)/i.test(path);
}

/** Names that Windows refuses never came over from here, and a `|` would end a value in the middle. */
export function canBeOnWindows(path: TreePath): boolean {
  return path.split('/').every((name) => !/[\\:*?"<>|\p{Cc}]|[. ]$/u.test(name));
}
