// Stock Git's own tidying, let in at any moment of the program's work: between an object and its ref, or with its look
// at the refs before the program's work and its deleting after it.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import type { Trial } from '../trial.ts';

export const TIDYINGS = {
  'git gc --prune=now': ['gc', '--quiet', '--prune=now'],
  'git prune': ['prune', '--expire=now'],
  'git repack -ad': ['repack', '-a', '-d', '-q'],
} as const;

/** Runs stock Git; false if it gave up, as it does where the program has a ref locked at that very moment. */
export function tidies({ state }: Pick<Trial, 'state'>, args: readonly string[]): boolean {
  return spawnSync('git', ['--git-dir', join(state, 'repo.git'), ...args], { stdio: 'ignore' }).status === 0;
}

type Call = (...args: unknown[]) => Promise<unknown>;
const EFFECTS = ['rename', 'rm', 'writeFile', 'mkdir', 'open', 'utimes'] as const;

/** Calls `act` before and after everything that is done to a place in the repository. Returns how to end that. */
export function atEveryEffect({ state }: Pick<Trial, 'state'>, act: () => void): () => void {
  const calls = promises as unknown as Record<string, Call>;
  const real = new Map(EFFECTS.map((name) => [name, calls[name] as Call]));
  const inRepo = (arg: unknown) => typeof arg === 'string' && arg.startsWith(join(state, 'repo.git'));
  for (const [name, call] of real) {
    calls[name] = async (...args) => {
      if (!args.some(inRepo)) return call(...args);
      act();
      const result = await call(...args);
      act();
      return result;
    };
  }
  syncBuiltinESMExports();
  return () => {
    for (const [name, call] of real) calls[name] = call;
    syncBuiltinESMExports();
  };
}

/** Looks at the refs and lists the packs now, as `git gc --prune=now` does first; deletes when the result is called. */
export function slowTidying(one: Trial): () => void {
  const objects = join(one.state, 'repo.git/objects');
  const reachable = new Set(
    one
      .git('rev-list', '--objects', '--all')
      .split('\n')
      .map((line) => line.slice(0, 40)),
  );
  const packs = readdirSync(join(objects, 'pack'))
    .filter((name) => name.endsWith('.pack'))
    .map((name) => join(objects, 'pack', name.slice(0, -'.pack'.length)))
    .filter((pack) => !existsSync(`${pack}.keep`));
  return () => {
    const args = ['--git-dir', join(one.state, 'repo.git'), 'pack-objects', '-q', join(objects, 'pack/pack')];
    execFileSync('git', args, { input: [...reachable, ''].join('\n') });
    for (const pack of packs)
      for (const end of ['pack', 'idx', 'rev']) rmSync(`${pack}.${end}`, { force: true });
    for (const folder of readdirSync(objects).filter((name) => name.length === 2)) {
      for (const name of readdirSync(join(objects, folder))) {
        if (!reachable.has(folder + name)) rmSync(join(objects, folder, name));
      }
    }
  };
}
