// Tells a person's changes among the events of the tree from those that report nothing new. The bot's own writes are
// recognised by their bytes, never by path and time.
import { lstatSync } from 'node:fs';
import { nameOf, type TreePath } from '../../src/domain/ids.ts';
import { Fault, systemCode } from '../../src/errors.ts';
import { isMediaName } from '../../src/tree/media.ts';
import { readFileWhole } from '../../src/tree/read.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';

/** Events looked at before requests are answered again. */
const AT_ONCE = 64;

/** Leaves out the bot's own writes, files that are gone and not on main either, and a person's text that a second event
 *  reports after it was taken. Unsure means that a person has edited. */
export async function newsAmong(show: Show, paths: readonly TreePath[]): Promise<readonly TreePath[]> {
  const news = new Set<TreePath>();
  const gone: TreePath[] = [];
  for (const [i, path] of paths.entries()) {
    const found = await newsOf(show, path);
    if (found === 'news') news.add(path);
    if (found === 'gone') gone.push(path);
    if (i % AT_ONCE === AT_ONCE - 1) await new Promise<void>((resume) => setImmediate(resume));
  }
  for (const path of await onMainAmong(show, gone)) news.add(path);
  return paths.filter((path) => news.has(path));
}

/** `gone`: news if main has it. */
async function newsOf(show: Show, path: TreePath): Promise<'news' | 'old' | 'gone'> {
  const state = show.disk.get(path);
  // Without an earlier look there is nothing to compare its bytes with.
  if (state === null) return isThere(show, path) ? 'news' : 'gone';
  if (state.writtenBy !== 'bot' && (show.clocks.isWaiting(path) || isMediaName(nameOf(path)))) return 'news';
  try {
    const reading = await readFileWhole(show.root, path);
    if (reading.absent) return 'gone';
    return show.repo.hashBlob(reading.bytes) === state.blob ? 'old' : 'news';
  } catch (error) {
    if (error instanceof Fault) return 'news';
    throw error;
  }
}

function isThere({ root }: Show, path: TreePath): boolean {
  try {
    return lstatSync(`${root}/${path}`, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // The snapshot reports what is wrong with it.
    if (systemCode(error) !== null) return true;
    throw error;
  }
}

/** Those that main has: files, and folders with files in them. */
async function onMainAmong({ repo }: Show, paths: readonly TreePath[]): Promise<readonly TreePath[]> {
  const main = paths.length === 0 ? null : await repo.ref(MAIN);
  if (main === null) return [];
  const { tree } = await repo.readCommit(main);
  const files = await repo.filesAmong(tree, paths);
  const found: TreePath[] = [];
  for (const path of paths) if (files.has(path) || (await repo.treeAt(tree, path)) !== null) found.push(path);
  return found;
}
