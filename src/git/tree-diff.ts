// Compares two trees. Never opens equal subtrees, so the cost depends on the size of the difference. Finds no renames.
import type { TreeId, TreePath } from '../domain/ids.ts';
import { treePath } from '../domain/ids.ts';
import type { FileEntry } from './object.ts';
import { TreeCursor } from './tree.ts';
import { asFile, byPath } from './tree-read.ts';
import type { ReadTree } from './tree-update.ts';

export interface TreeDifference {
  readonly path: TreePath;
  readonly before: FileEntry | null;
  readonly after: FileEntry | null;
}

interface Pair {
  readonly path: string;
  readonly before: TreeId | null;
  readonly after: TreeId | null;
}

const AT_ONCE = 32;
const NOTHING = Buffer.alloc(0);

/** Differences sorted by path. A file replaced by a folder counts as one file removed and others added. */
export async function diffTrees(
  before: TreeId | null,
  after: TreeId | null,
  read: ReadTree,
): Promise<readonly TreeDifference[]> {
  const found: TreeDifference[] = [];
  let pairs: Pair[] = before === after ? [] : [{ path: '', before, after }];
  while (pairs.length > 0) {
    const below: Pair[] = [];
    for (let i = 0; i < pairs.length; i += AT_ONCE) {
      await Promise.all(
        pairs.slice(i, i + AT_ONCE).map(async (pair) => {
          const [a, b] = await Promise.all([pair.before, pair.after].map((id) => (id ? read(id) : NOTHING)));
          compare(pair.path, a ?? NOTHING, b ?? NOTHING, found, below);
        }),
      );
    }
    pairs = below;
  }
  return found.sort(byPath);
}

/** One pass over both trees in Git's order, in which a file and a folder with the same name are separate entries. */
function compare(path: string, before: Buffer, after: Buffer, found: TreeDifference[], below: Pair[]) {
  const a = new TreeCursor(before);
  const b = new TreeCursor(after);
  let hasA = a.next();
  let hasB = b.next();
  while (hasA || hasB) {
    const order = !hasA ? 1 : !hasB ? -1 : a.compare(b);
    const same = order === 0 && a.equals(b);
    if (!same) note(path, order <= 0 ? a : null, order >= 0 ? b : null, found, below);
    if (order <= 0) hasA = a.next();
    if (order >= 0) hasB = b.next();
  }
}

function note(
  path: string,
  before: TreeCursor | null,
  after: TreeCursor | null,
  found: TreeDifference[],
  below: Pair[],
): void {
  const name = path + (before ?? after)?.name;
  if (before?.isFolder || after?.isFolder) {
    below.push({ path: `${name}/`, before: idOf(before), after: idOf(after) });
    return;
  }
  const [was, is] = [before && asFile(before), after && asFile(after)];
  if (was !== null || is !== null) found.push({ path: treePath(name), before: was, after: is });
}

function idOf(cursor: TreeCursor | null): TreeId | null {
  return cursor === null ? null : (cursor.id as TreeId);
}
