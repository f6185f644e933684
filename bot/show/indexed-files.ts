// Asks Syncthing's index about files, if it answers in time.
import type { TreePath } from '../../src/domain/ids.ts';
import { inTime } from '../../src/tools/syncthing/in-time.ts';
import { viewHere } from '../../src/tools/syncthing/presence.ts';
import type { IndexedFile } from '../../src/tools/syncthing/sync.ts';
import type { Show } from './show.ts';

export type IndexedFiles = ReadonlyMap<TreePath, IndexedFile>;

/** All other work may wait meanwhile. Syncthing answers in milliseconds, if it answers. */
export const ANSWER_MS = 2_000;

/** Null without a Syncthing that carries the tree, or without an answer. */
export async function indexedFiles(
  { sync }: Pick<Show, 'sync'>,
  paths: readonly TreePath[],
  withinMs = ANSWER_MS,
): Promise<IndexedFiles | null> {
  if (sync === null || viewHere(sync) === null) return null;
  return inTime(sync.files(paths), withinMs);
}
