// A name that differs from one that is there by its letters' case or composition alone: two files here, and one on the
// Macs and Windows machines that the folder is synced to. Reads Git only.
import { type TreeId, type TreePath, treePath } from '../../src/domain/ids.ts';
import type { Repo } from '../../src/git/repo.ts';

/** The path that is there and that some machines would take for this one; null where there is none. */
export async function twinOf(
  repo: Pick<Repo, 'readTree' | 'treeAt'>,
  root: TreeId,
  path: TreePath,
): Promise<TreePath | null> {
  const parts = path.split('/');
  for (const [depth, part] of parts.entries()) {
    const above = parts.slice(0, depth);
    const folder = depth === 0 ? root : await repo.treeAt(root, treePath(above.join('/')));
    const names = folder === null ? [] : (await repo.readTree(folder)).map(({ name }) => name);
    if (names.includes(part)) continue;
    const twin = names.find((name) => folded(name) === folded(part));
    return twin === undefined ? null : treePath([...above, twin].join('/'));
  }
  return null;
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
