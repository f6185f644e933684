// Asks Syncthing's index about files, if it answers in time.
import { setTimeout as wait } from 'node:timers/promises';
import type { TreePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
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
  const waiting = new AbortController();
  const late = wait(withinMs, null, { signal: waiting.signal, ref: false }).catch(() => null);
  try {
    return await Promise.race([sync.files(paths), late]);
  } catch (error) {
    if (error instanceof Fault && error.kind !== 'bug') return null;
    throw error;
  } finally {
    waiting.abort();
  }
}
