// Checks the paths of files in a Git tree. Refuses paths that could lead out of it, or that Git's own check refuses.
import type { TreePath } from '../domain/ids.ts';
import { Fault } from '../errors.ts';
import { isRefusedName } from './refused-names.ts';

/** Splits a path into its names. Throws a `Fault` if Git can't hold a file at that path. */
export function checkPath(path: TreePath): readonly string[] {
  const names = path.split('/');
  for (const name of names)
    if (isRefusedName(name)) throw refusedName(path, `it has the part ${shown(name)}`);
  return names;
}

export function refusedPath(path: TreePath, why: string): Fault {
  const sentence = `The history can't hold a file of the name ${shown(path)}.`;
  return new Fault('refused', 'GIT_PATH_REFUSED', sentence, { tech: `${shown(path)}: ${why}` });
}

/** `path`: the file, or the folder for everything below it. */
export function refusedName(path: string, why: string): Fault {
  const sentence = `The history can't hold ${shown(path)}, because Git keeps such names for itself; it stays on disk only. Rename it to have it kept.`;
  return new Fault('refused', 'GIT_PATH_REFUSED', sentence, { tech: `${shown(path)}: ${why}` });
}

/** Quoted, with invisible characters as escapes. */
function shown(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\p{Cf}\p{Zl}\p{Zp}]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
