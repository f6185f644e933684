// Which show is meant: the tree and its state folder. The `.git` file in the tree says where the state lies, if a
// program has ever worked there; otherwise it is in its usual place.
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { isAbsent, systemCode } from '../../src/errors.ts';
import { defaultState, treeRoot } from '../state-dir.ts';
import type { Given } from './arguments.ts';
import { one } from './values.ts';
import type { World } from './world.ts';

export interface Place {
  /** The tree's real path. */
  readonly tree: string;
  readonly state: string;
  /** What a command needs beside its verb to reach this show again. */
  readonly words: readonly string[];
}

/** Throws a Fault `usage` where there is no such folder. */
export function placeOf(given: Given, folder: string | null, { env, cwd }: Pick<World, 'env' | 'cwd'>): Place {
  const named = one(given, 'tree') ?? (env.SHOW_BUILD_TREE || null);
  const tree = treeRoot(resolve(cwd, named ?? '.'));
  return placeFor(tree, folder === null ? null : resolve(cwd, folder));
}

export function placeFor(tree: string, state: string | null): Place {
  const found = pointedState(tree) ?? defaultState(tree);
  if (state === null || state === found) return { tree, state: found, words: ['--tree', tree] };
  return { tree, state, words: ['--tree', tree, '--state', state] };
}

/** A `.git` of any other kind is somebody's own and says nothing. */
function pointedState(tree: string): string | null {
  const repo = /^gitdir: (.+)\n$/.exec(textOf(join(tree, '.git')) ?? '')?.[1];
  if (repo === undefined || !isAbsolute(repo) || basename(repo) !== 'repo.git') return null;
  return existsSync(join(repo, 'HEAD')) ? dirname(repo) : null;
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isAbsent(error) || systemCode(error) === 'EISDIR') return null;
    throw error;
  }
}
