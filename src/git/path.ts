// Checks the paths of files in a Git tree. Refuses paths that could lead out of it or into a `.git` folder.
import type { TreePath } from '../domain/ids.ts';
import { Fault } from '../errors.ts';

/** Splits a path into its names. Throws a `Fault` if Git can't hold a file at that path. */
export function checkPath(path: TreePath): readonly string[] {
  const names = path.split('/');
  for (const name of names) {
    if (
      name === '' ||
      name === '.' ||
      name === '..' ||
      name.toLowerCase() === '.git' ||
      name.includes('\0')
    ) {
      throw refusedPath(path, `it has the part ${JSON.stringify(name)}`);
    }
  }
  return names;
}

export function refusedPath(path: TreePath, why: string): Fault {
  return new Fault(
    'refused',
    'GIT_PATH_REFUSED',
    `The history can't hold a file of the name ${JSON.stringify(path)}.`,
    {
      tech: `${JSON.stringify(path)}: ${why}`,
    },
  );
}
