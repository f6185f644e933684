// Locates a tree's state folder, and writes the `.git` file that lets people view the history from the tree.
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  realpathSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Fault, isAbsent, systemCode } from '../../src/errors.ts';
import { diskFault } from '../../src/tree/faults.ts';
import { readPlainText } from '../../src/tree/plain.ts';

/** The tree's real path. Throws a Fault `usage` if there is no such folder. */
export function treeRoot(tree: string): string {
  try {
    const root = realpathSync(resolve(tree));
    if (statSync(root).isDirectory()) return root;
  } catch (error) {
    if (!isAbsent(error))
      throw new Fault('usage', 'TREE_UNREADABLE', `${tree} can't be opened (${systemCode(error)})`);
  }
  throw new Fault('usage', 'NO_TREE', `${tree} is no folder; name the show's folder with --tree`);
}

/** Throws a Fault `usage` for a folder without a show, so that running on a home folder by mistake does nothing. */
export function requireShow(root: string): void {
  if (stands(root, 'episodes') || stands(root, 'show-build.yaml')) return;
  throw new Fault(
    'usage',
    'NO_SHOW',
    `${root} holds no show: there is neither episodes/ nor show-build.yaml in it. Name the show's folder with --tree`,
  );
}

function stands(root: string, name: string): boolean {
  try {
    return lstatSync(join(root, name), { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw diskFault(error, join(root, name));
  }
}

/** `$XDG_STATE_HOME/show-build/<tree name>-<8 hex>`. */
export function defaultState(root: string): string {
  const home = process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state');
  const digest = createHash('sha256').update(root).digest('hex').slice(0, 8);
  return join(home, 'show-build', `${basename(root)}-${digest}`);
}

/** Throws a Fault `configuration` if the state would be synced with the tree, even through a symlink. */
export function requireOutside(root: string, stateDir: string): void {
  const from = relative(root, realPlace(stateDir));
  if (from === '..' || from.startsWith(`..${sep}`) || isAbsolute(from)) return;
  throw new Fault(
    'configuration',
    'STATE_IN_TREE',
    `The state folder ${stateDir} lies in the show's folder, which is synced; choose another with --state`,
  );
}

/** The folder's real path, even if it does not exist yet. */
function realPlace(folder: string): string {
  try {
    return realpathSync(folder);
  } catch (error) {
    if (isAbsent(error) && dirname(folder) !== folder)
      return join(realPlace(dirname(folder)), basename(folder));
    throw diskFault(error, folder);
  }
}

/** The line this program writes, for any state folder. */
const OURS = /^gitdir: .*\/repo\.git\n$/;

/** Name of the `.git` file while it is out of the way, so that a killed program's state is still found by it. Never
 *  carried by Syncthing. */
export const GIT_ASIDE = '.show-build-git';

/** `theirs`: a repository of the person's own, or a file of another program. */
export function gitHere(root: string): 'none' | 'ours' | 'theirs' {
  const file = join(root, '.git');
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return 'none';
  const text = stats.isFile() ? (readPlainText(file) ?? '') : null;
  return text === '' || (text !== null && OURS.test(text)) ? 'ours' : 'theirs';
}

/** Writes the one-line `.git` file, unless the tree has its own `.git`. Returns a notice for people, or null. */
export function pointGit(root: string, repoDir: string): string | null {
  const file = join(root, '.git');
  const line = `gitdir: ${repoDir}\n`;
  try {
    const here = gitHere(root);
    if (here === 'theirs')
      return `${root} has a Git repository of its own; it is left alone, and plain git shows that one`;
    if (here === 'none' || readPlainText(file) !== line) writePlain(file, line);
    rmSync(join(root, GIT_ASIDE), { force: true });
    return null;
  } catch (error) {
    const code = systemCode(error) ?? (error instanceof Fault ? error.code : null);
    return `the .git file can't be written (${code}); everything works, but plain git shows nothing in the tree`;
  }
}

/** Does not wait for a reader, should a pipe have taken the name. */
function writePlain(place: string, text: string): void {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW, O_NONBLOCK } = constants;
  const file = openSync(place, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK, 0o666);
  try {
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
}
