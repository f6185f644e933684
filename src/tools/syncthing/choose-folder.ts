// Finds the show's folder among Syncthing's folders: the one named in the settings, else the one at the show's path.
import { realpathSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { systemCode } from '../../errors.ts';
import type { FolderAnswer } from './shapes.ts';
import type { SyncFolder } from './sync.ts';

export interface FolderPlace {
  /** Absolute path of the tree. */
  readonly root: string;
  /** Id of the folder, if the settings name it. */
  readonly folder: string | null;
}

export interface ChosenFolder {
  readonly folder: FolderAnswer;
  readonly place: SyncFolder['place'];
  readonly overlaps: readonly string[];
}

/** null if there is none. `tilde`: the home folder of Syncthing's user. */
export function chooseFolder(
  folders: readonly FolderAnswer[],
  { root, folder: id }: FolderPlace,
  tilde: string,
): ChosenFolder | null {
  const placed = folders.map((folder) => ({ folder, path: homePath(folder.path, tilde) }));
  const chosen = placed.find(({ folder, path }) =>
    id === null ? isSameFolder(path, root) : folder.id === id,
  );
  if (chosen === undefined) return null;
  const overlaps = placed
    .filter((each) => each !== chosen && (isWithin(each.path, root) || isWithin(root, each.path)))
    .map(({ folder }) => folder.label || folder.id);
  return { folder: chosen.folder, place: placeOf(chosen.path, root), overlaps };
}

export function homePath(path: string, tilde: string): string {
  return path === '~' || /^~[/\\]/.test(path) ? join(tilde, path.slice(1)) : path;
}

/** Compares device and inode, so symlinks and differences in case do not matter. */
export function isSameFolder(a: string, b: string): boolean {
  const [one, other] = [statOf(a), statOf(b)];
  return one !== null && other !== null && one.dev === other.dev && one.ino === other.ino;
}

function placeOf(path: string, root: string): SyncFolder['place'] {
  if (statOf(path) === null) return 'unverified';
  return isSameFolder(path, root) ? 'here' : 'elsewhere';
}

/** True if the first path is the second or lies in it. */
function isWithin(path: string, folder: string): boolean {
  const [inner, outer] = [realPath(path), realPath(folder)];
  return inner !== null && outer !== null && !/^(?:\.\.(?:[/\\]|$)|\/)/.test(relative(outer, inner));
}

/** null if there is no such folder, or this user can't reach it. */
function statOf(path: string): { readonly dev: bigint; readonly ino: bigint } | null {
  return reached(() => statSync(path, { bigint: true }));
}

function realPath(path: string): string | null {
  return reached(() => realpathSync(path));
}

function reached<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (systemCode(error) !== null) return null;
    throw error;
  }
}
