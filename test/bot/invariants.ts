// What must hold of a show after every step, whatever happened: nothing that a person wrote is lost, and the tree on
// disk is main, except for what a person has written since the program looked.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditShow } from '../../bot/care/fsck.ts';
import { MAIN, PUBLISHED } from '../../bot/record/refs.ts';
import { copyName } from '../../src/domain/conflict-copy.ts';
import type { CommitId, TreePath } from '../../src/domain/ids.ts';
import { parseTrailers } from '../../src/domain/trailers.ts';
import type { Opened } from '../trial.ts';
import type { Person } from './person.ts';

/** Returns what is wrong, one sentence each. */
export async function wrongsOf({ show }: Opened, person: Person): Promise<readonly string[]> {
  const main = await show.repo.ref(MAIN);
  if (main === null) return [];
  const wrongs: string[] = [];
  if ((await show.repo.ref(PUBLISHED)) !== main) wrongs.push('published is not main');
  const { tree } = await show.repo.readCommit(main);
  const onMain = new Map(
    (await show.repo.listFiles(tree)).map(({ path, id }) => [path as string, id as string]),
  );
  const bytes = person.trial.bytes();
  for (const path of new Set([...onMain.keys(), ...Object.keys(bytes), ...person.last.keys()])) {
    const content = bytes[path];
    const disk = content === undefined ? null : show.repo.hashBlob(Buffer.from(content, 'base64'));
    const same = disk === (onMain.get(path) ?? null);
    // Conflict copies are on a ref of their own.
    if (copyName(path) !== null) continue;
    if (!same && !person.dirty.has(path)) wrongs.push(`${path} is not on disk as it is on main`);
    const theirs = person.last.get(path);
    if (theirs === undefined) continue;
    const last = theirs === null ? null : show.repo.hashBlob(theirs);
    if (disk === last) continue;
    if (!same) wrongs.push(`${path} is neither as the person left it nor as it is on main`);
    else if (!(await standsUnderLandings({ show }, main, path as TreePath, last))) {
      wrongs.push(`${path} holds something else than the person's last text and what landed on it`);
    }
  }
  return wrongs;
}

/** From main back to the person's text there are only landings and reverts of this file, some of them undone. */
async function standsUnderLandings(
  { show }: Pick<Opened, 'show'>,
  main: CommitId,
  path: TreePath,
  last: string | null,
): Promise<boolean> {
  const { repo } = show;
  const blobAt = async (id: CommitId): Promise<string | null> =>
    (await repo.fileAt((await repo.readCommit(id)).tree, path))?.id ?? null;
  /** What an undone landing went back to: passed over until it is met again. */
  let undone: string | null | undefined;
  for (let at: CommitId | undefined = main; at !== undefined; ) {
    const { parents, message } = await repo.readCommit(at);
    const [parent] = parents;
    const blob = await blobAt(at);
    if (undone === blob) undone = undefined;
    if (undone === undefined && blob === last) return true;
    const trailers = parseTrailers(message);
    if (undone === undefined && blob !== (parent === undefined ? null : await blobAt(parent))) {
      if (trailers.has('Undone') || trailers.has('Revert-Undone')) undone = blob;
      else if (!trailers.has('Enhancement') && !trailers.has('Reverts')) return false;
    }
    at = parent;
  }
  return false;
}

/** Blobs that no ref leads to. */
export function unreachable({ trial }: Person, blobs: Iterable<string>): readonly string[] {
  const reachable = new Set(
    trial
      .git('rev-list', '--objects', '--all')
      .split('\n')
      .map((line) => line.slice(0, 40)),
  );
  return [...blobs].filter((blob) => !reachable.has(blob));
}

export async function auditFindings({ show }: Opened): Promise<readonly string[]> {
  return (await auditShow(show)).findings;
}

export async function refsOf({ show }: Opened): Promise<string> {
  return [...(await show.repo.refs('refs/'))]
    .map(([name, id]) => `${id} ${name}`)
    .sort()
    .join('\n');
}

export function onDisk({ trial }: Person, path: string): Buffer | null {
  const place = join(trial.tree, path);
  return existsSync(place) ? readFileSync(place) : null;
}
