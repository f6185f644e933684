// Where a tree's state lies, and the `.git` file that lets people look at its history from the tree.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { Fault, isAbsent, systemCode } from '../src/errors.ts';

/** The tree's real path. Throws a Fault `usage` where there is no such folder. */
export function treeRoot(tree: string): string {
  try {
    const root = realpathSync(resolve(tree));
    if (statSync(root).isDirectory()) return root;
  } catch (error) {
    if (!isAbsent(error)) throw new Fault('usage', 'TREE_UNREADABLE', `${tree} can't be opened (${systemCode(error)})`);
  }
  throw new Fault('usage', 'NO_TREE', `${tree} is no folder; name the show's folder with --tree`);
}

/** Throws a Fault `usage` for a folder that holds no show: running on a home folder by mistake must do nothing. */
export function requireShow(root: string): void {
  if (existsSync(join(root, 'episodes')) || existsSync(join(root, 'show-build.yaml'))) return;
  throw new Fault('usage', 'NO_SHOW', `${root} holds no show: there is neither episodes/ nor show-build.yaml in it. Name the show's folder with --tree`);
}

/** `$XDG_STATE_HOME/show-build/<tree name>-<8 hex>`. */
export function defaultState(root: string): string {
  const home = process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state');
  const digest = createHash('sha256').update(root).digest('hex').slice(0, 8);
  return join(home, 'show-build', `${basename(root)}-${digest}`);
}

/** Throws a Fault `configuration` where the state would be synced with the tree. */
export function requireOutside(root: string, stateDir: string): void {
  const from = relative(root, resolve(stateDir));
  if (from !== '' && (from.startsWith('..') || resolve(from) === from)) return;
  throw new Fault('configuration', 'STATE_IN_TREE', `The state folder ${stateDir} lies in the show's folder, which is synced; choose another with --state`);
}

/** Writes the one-line `.git` file, unless the tree has a `.git` of its own. Returns what people should know, if anything. */
export function pointGit(root: string, repoDir: string): string | null {
  const file = join(root, '.git');
  const line = `gitdir: ${repoDir}\n`;
  try {
    if (existsSync(file)) {
      if (statSync(file).isDirectory()) return `${root} has a Git repository of its own; it is left alone, and plain git shows that one`;
      if (readFileSync(file, 'utf8') === line) return null;
    }
    writeFileSync(file, line);
    return null;
  } catch (error) {
    return `the .git file can't be written (${systemCode(error)}); everything works, but plain git shows nothing in the tree`;
  }
}
