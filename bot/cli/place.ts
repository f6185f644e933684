// Which show is meant: the tree and its state folder. The `.git` file in the tree says where the state lies, if a
// program has ever worked there; otherwise it is in its usual place.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { Fault, isAbsent, systemCode } from '../../src/errors.ts';
import { defaultState, treeRoot } from '../show/state-folder.ts';
import type { Given } from './arguments.ts';
import { one } from './values.ts';
import type { World } from './world.ts';

export interface ShowPlace {
  /** The tree's real path. */
  readonly tree: string;
  readonly state: string;
  /** What a command needs beside its verb to reach this show again. */
  readonly words: readonly string[];
}

/** Throws a Fault `usage` where there is no such folder. */
export function placeOf(
  given: Given,
  folder: string | null,
  { env, cwd }: Pick<World, 'env' | 'cwd'>,
): ShowPlace {
  const named = one(given, 'tree') ?? (env.SHOW_BUILD_TREE || null);
  const tree = treeRoot(resolve(cwd, named ?? '.'));
  return placeFor(tree, folder === null ? null : resolve(cwd, folder));
}

export function placeFor(tree: string, state: string | null): ShowPlace {
  const found = pointedState(tree) ?? defaultState(tree);
  if (state === null || state === found) return { tree, state: found, words: ['--tree', tree] };
  return { tree, state, words: ['--tree', tree, '--state', state] };
}

/** A `.git` of any other kind is somebody's own; one that came with a copied folder points to the original's state. */
function pointedState(tree: string): string | null {
  const repo = /^gitdir: (.+)\n$/.exec(textOf(join(tree, '.git')) ?? '')?.[1];
  if (repo === undefined || !isAbsolute(repo) || basename(repo) !== 'repo.git') return null;
  const state = dirname(repo);
  return ownerOf(state) === tree && existsSync(join(repo, 'HEAD')) ? state : null;
}

/** The state remembers its tree. Throws a Fault `refused` where it is another one: their histories would be mixed. */
export function claimState({ tree, state }: ShowPlace): void {
  const owner = ownerOf(state);
  if (owner === tree) return;
  // The folder was moved: its state goes with it.
  if (owner !== null && existsSync(owner)) {
    const sentence = `${state} belongs to the show in ${owner}, not to ${tree}; choose another folder with --state.`;
    throw new Fault('refused', 'STATE_OF_ANOTHER', sentence);
  }
  writeFileSync(join(state, OWNER), `${tree}\n`);
}

const OWNER = 'tree';

function ownerOf(state: string): string | null {
  return textOf(join(state, OWNER))?.replace(/\n$/, '') ?? null;
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (isAbsent(error) || code === 'EISDIR' || code === 'ENOTDIR') return null;
    throw error;
  }
}
