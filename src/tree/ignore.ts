// What a path in the tree means to us: somebody's content, noise that programs leave, or Syncthing's conflict copy.
// Looks at names only. A folder is noise only by a name that no person gives; "My notes.part/" stays content.
import type { TreePath } from '../domain/ids.ts';
import { treePath } from '../domain/ids.ts';

export type PathKind = 'content' | 'volatile' | 'conflict';

/** All that is ours to read: two folders and one file below the tree's root. */
export const TRACKED_ROOTS: readonly string[] = ['episodes', 'lib', 'show-build.yaml'];

const VOLATILE_FOLDER =
  /^(?:\.git|\.stfolder|\.stversions|\.stignore|\.syncthing\..*|~syncthing~.*|\.show-build-.*|\.trash|\.Trashes|\.TemporaryItems|\.fseventsd|\.Spotlight-V100)$/;

const VOLATILE_FILE = new RegExp(
  [
    // Editors: vim's swap files and its probe 4913, Emacs locks and autosaves, LibreOffice and Office locks, backups.
    '\\..*\\.sw.',
    '.*\\.swp',
    '4913',
    '.*~',
    '~.*',
    '\\.#.*',
    '#.*#',
    '\\.~lock\\..*#',
    // Half-made files: savers, browsers, desktops, network file systems.
    '.*\\.(?:tmp|part|crdownload|download)',
    '\\.goutputstream-.*',
    '\\.sb-.*',
    '\\.nfs[0-9a-f]+',
    '\\.fuse_hidden.*',
    // What desktops keep beside people's files.
    '\\.DS_Store',
    '\\._.*',
    'Thumbs\\.db',
    'ehthumbs\\.db',
    'desktop\\.ini',
  ]
    .map((pattern) => `^${pattern}$`)
    .join('|'),
  'i',
);

const CONFLICT = /\.sync-conflict-\d{8}-\d{6}-[A-Z0-9]{7}/;

export function isVolatileFolder(name: string, parent: string): boolean {
  return VOLATILE_FOLDER.test(name) || (parent === '.obsidian' && name.startsWith('workspace'));
}

export function isVolatileFile(name: string, parent: string): boolean {
  // An episode may be number 4913, and a watcher tells of folders as of files.
  if (name === '4913' && parent === 'episodes') return false;
  return VOLATILE_FILE.test(name) || isVolatileFolder(name, parent);
}

/** Judges a file, or a folder that a watcher told of. What lies outside the tracked roots is volatile. */
export function kindOfPath(path: string): PathKind {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  if (!TRACKED_ROOTS.includes(parts[0] ?? '')) return 'volatile';
  if (parts.slice(1, -1).some((part, i) => isVolatileFolder(part, parts[i] ?? ''))) return 'volatile';
  if (isVolatileFile(name, parts.at(-2) ?? '')) return 'volatile';
  return CONFLICT.test(name) ? 'conflict' : 'content';
}

/** The file that a conflict copy is a copy of; null where the path is no conflict copy. */
export function originalOf(path: TreePath): TreePath | null {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const name = path.slice(folder.length);
  return CONFLICT.test(name) ? treePath(folder + name.replace(CONFLICT, '')) : null;
}
