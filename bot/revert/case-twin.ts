// Finds an existing name that differs only in letter case or Unicode composition: two files here, but one on the Macs
// and Windows machines that the tree is synced to. Reads Git only.
import { type TreeId, type TreePath, treePath } from '../../src/domain/ids.ts';
import { areTwins } from '../../src/domain/name-twin.ts';
import type { Repo } from '../../src/git/repo.ts';

/** The existing path that some machines would confuse with this one; null if there is none. */
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
    const twin = names.find((name) => areTwins(name, part));
    return twin === undefined ? null : treePath([...above, twin].join('/'));
  }
  return null;
}
