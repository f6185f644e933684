// Classifies paths in the tree: content, files that programs leave behind, or Syncthing conflict copies. Looks at names
// only. Ignores only folders with names that no person chooses; "My notes.part/" is content.
import { copyName } from '../domain/conflict-copy.ts';

export type PathKind = 'content' | 'volatile' | 'conflict';

/** The only paths below the tree's root that the program reads: two folders and one file. */
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
    // Unfinished files: atomic saves, browsers, desktops, network file systems.
    '.*\\.(?:tmp|part|crdownload|download)',
    '\\.goutputstream-.*',
    '\\.sb-.*',
    '\\.nfs[0-9a-f]+',
    '\\.fuse_hidden.*',
    // Desktop metadata.
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

export function isVolatileFolder(name: string, parent: string): boolean {
  return VOLATILE_FOLDER.test(name) || (parent === '.obsidian' && name.startsWith('workspace'));
}

export function isVolatileFile(name: string, parent: string): boolean {
  // An episode may have the number 4913, and watchers report folders like files.
  if (name === '4913' && parent === 'episodes') return false;
  return VOLATILE_FILE.test(name) || isVolatileFolder(name, parent);
}

/** Classifies a file, or a folder reported by a watcher. Everything outside the tracked roots is volatile. */
export function kindOfPath(path: string): PathKind {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  if (!TRACKED_ROOTS.includes(parts[0] ?? '')) return 'volatile';
  if (parts.slice(1, -1).some((part, i) => isVolatileFolder(part, parts[i] ?? ''))) return 'volatile';
  if (isVolatileFile(name, parts.at(-2) ?? '')) return 'volatile';
  return copyName(name) === null ? 'content' : 'conflict';
}
