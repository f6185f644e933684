// Finds the show's tree and state folder. The tree's `.git` file names the state if the bot has worked there before;
// otherwise the state is in its default place.
import { existsSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { Fault } from '../../src/errors.ts';
import { readPlainText } from '../../src/tree/plain.ts';
import { defaultState, GIT_ASIDE, treeRoot } from '../show/state-folder.ts';
import type { Given } from './arguments.ts';
import { one } from './values.ts';
import type { World } from './world.ts';

export interface ShowPlace {
  /** The tree's real path. */
  readonly tree: string;
  readonly state: string;
  /** Options a command needs to reach this show again. */
  readonly words: readonly string[];
}

/** Throws a Fault `usage` if there is no such folder. */
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

/**
 * Null for any other kind of `.git`, which is the user's own, and for one copied along with its folder, which points to
 * the state of the original.
 */
function pointedState(tree: string): string | null {
  const line = textOf(join(tree, '.git')) ?? textOf(join(tree, GIT_ASIDE)) ?? '';
  const repo = /^gitdir: (.+)\n$/.exec(line)?.[1];
  if (repo === undefined || !isAbsolute(repo) || basename(repo) !== 'repo.git') return null;
  const state = dirname(repo);
  return ownerOf(state) === tree && existsSync(join(repo, 'HEAD')) ? state : null;
}

/**
 * Records in the state which tree it belongs to. Throws a Fault `refused` if that is another existing tree, because
 * their histories would be mixed.
 */
export function claimState({ tree, state }: ShowPlace): void {
  const owner = ownerOf(state);
  if (owner === tree) return;
  // If the recorded tree no longer exists, it was moved here and keeps its state.
  if (owner !== null && existsSync(owner)) {
    const sentence = `${state} belongs to the show in ${owner}, not to ${tree}; choose another folder with --state.`;
    throw new Fault('refused', 'STATE_OF_ANOTHER', sentence);
  }
  writeFileSync(join(state, OWNER), `${tree}\n`, { mode: 0o600 });
}

const OWNER = 'tree';

function ownerOf(state: string): string | null {
  return textOf(join(state, OWNER))?.replace(/\n$/, '') ?? null;
}

/** Null for anything but a plain file, such as the folder `.git` of the user's own repository. */
function textOf(path: string): string | null {
  try {
    return readPlainText(path);
  } catch (error) {
    if (error instanceof Fault && error.code === 'PATH_BLOCKED') return null;
    throw error;
  }
}
