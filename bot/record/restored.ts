// Writes and reads the trailers of a commit that restores a file: the contract between restoring, history and audit.
import { type CommitId, episodeOf, nameOf, type TreePath, treePath } from '../../src/domain/ids.ts';
import { message, quotePath, unquotePath } from '../../src/domain/trailers.ts';

export interface Restored {
  /** Commit that the file is restored from. */
  readonly commit: CommitId;
  readonly path: TreePath;
  /** The file's name in that commit. */
  readonly pathThen: TreePath;
}

export const RESTORED = 'Restored';
/** Trailer for the file's name in that commit, if it was different. */
const RESTORED_AS = 'Restored-As';

const VALUE = /^([0-9a-f]{40}) (".*")$/;

function restoredTrailers({ commit, path, pathThen }: Restored): readonly [string, string][] {
  const trailer: [string, string] = [RESTORED, `${commit} ${quotePath(path)}`];
  return path === pathThen ? [trailer] : [trailer, [RESTORED_AS, quotePath(pathThen)]];
}

/** Null if the commit restores nothing. */
export function restoredIn(trailers: ReadonlyMap<string, readonly string[]>): Restored | null {
  const [, commit, quoted] = VALUE.exec(trailers.get(RESTORED)?.[0] ?? '') ?? [];
  const path = quoted === undefined ? null : unquotePath(quoted);
  if (commit === undefined || path === null) return null;
  const then = unquotePath(trailers.get(RESTORED_AS)?.[0] ?? '') ?? path;
  return { commit: commit as CommitId, path: treePath(path), pathThen: treePath(then) };
}

const MINUTE = 16;

export function restoredMessage(by: string, restored: Restored, asOfMs: number, isGone: boolean): string {
  const date = `${new Date(asOfMs).toISOString().slice(0, MINUTE).replace('T', ' ')} UTC`;
  return message({
    subject: `${by} restored ${placeOf(restored.path)} as of ${date}`,
    body: isGone
      ? 'It was not there then, so it was taken away. What stood there stays in the history.'
      : 'It reads as it did then. What stood there until now stays in the history.',
    trailers: restoredTrailers(restored),
  });
}

/** For a reviewer's words that replace what a person has written there since. `restored.commit` holds the file with them. */
export function onTopMessage(by: string, restored: Restored): string {
  return message({
    subject: `${by} put their own words into ${placeOf(restored.path)}`,
    body: 'They were written in review, for a text that a person changed meanwhile. What stood there stays in the history.',
    trailers: restoredTrailers(restored),
  });
}

/** For the commit that holds the file with a reviewer's words before they replace anything. */
export function keptWordsMessage(by: string, path: TreePath): string {
  return message({
    subject: `${by} wrote their own words for ${placeOf(path)}`,
    body: 'They are kept here, whatever becomes of them.',
    trailers: [],
  });
}

function placeOf(path: TreePath): string {
  const episode = episodeOf(path);
  return episode === null ? path : `${episode}/${nameOf(path)}`;
}
