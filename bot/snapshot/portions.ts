// Splits a large arrival into portions that are committed one by one, so that a decision or another save waits for one
// portion and not for all. Pure.
import { episodeOf, type TreePath } from '../../src/domain/ids.ts';
import { grouped } from '../../src/domain/media/grouped.ts';
import type { Suspects } from './find-changed.ts';

/** Reading and committing this many takes a fraction of a second. */
const PORTION_FILES = 500;
/** Text of a portion is in memory all at once, and its media are hashed before the next piece of work. */
const PORTION_BYTES = 64 * 1024 * 1024;
/** Each portion in one folder writes the folder's tree anew, so a huge arrival gets larger portions, not more of them. */
const MOST_PORTIONS = 64;

/** Portions in the order to commit them; one with all suspects unless there are many. `isKnown`: seen before. A person's
 *  edits come before files that are new, as those of a copied library are. */
export function portionsOf(
  suspects: Suspects,
  isKnown: (path: TreePath) => boolean,
): readonly (readonly TreePath[])[] {
  const most = Math.max(PORTION_FILES, Math.ceil(suspects.size / MOST_PORTIONS));
  const portions: TreePath[][] = [[]];
  let bytes = 0;
  for (const piece of piecesOf(suspects, isKnown)) {
    const size = piece.reduce((sum, path) => sum + (suspects.get(path)?.bytes ?? 0), 0);
    const last = portions.at(-1) ?? [];
    const isFull = last.length + piece.length > most || bytes + size > PORTION_BYTES;
    if (isFull && last.length > 0) {
      portions.push([...piece]);
      bytes = size;
    } else {
      for (const path of piece) last.push(path);
      bytes += size;
    }
  }
  return portions;
}

/** Paths that must not be torn apart: a rename shows only where the old and the new name are seen together, and a cue that
 *  moves to another text only where both texts are. */
function piecesOf(
  suspects: Suspects,
  isKnown: (path: TreePath) => boolean,
): readonly (readonly TreePath[])[] {
  const known: (readonly TreePath[])[] = [];
  const fresh: (readonly TreePath[])[] = [];
  for (const [episode, paths] of grouped(suspects.keys(), episodeOf)) {
    const texts = episode === null ? [] : paths.filter((path) => path.endsWith('.md'));
    const isRenaming = texts.some((path) => suspects.get(path) === null);
    const together = new Set(isRenaming ? texts : texts.filter(isKnown));
    if (together.size > 0) known.push([...together]);
    for (const path of paths) if (!together.has(path)) (isKnown(path) ? known : fresh).push([path]);
  }
  return [...known, ...fresh];
}
