// Runs the program in a process of its own that dies at a chosen effect, on copies of a show.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Compiled, compileProject } from '../compiled.ts';
import { makeTrial, type Trial } from '../trial.ts';
import type { Death } from './kill-child.ts';

const execute = promisify(execFile);

export function compileForKilling(): Compiled {
  return compileProject(['src', 'steps', 'bot', 'test/bot']);
}

/** Resolves with the effects, null where it was killed. */
export async function runChild(
  compiled: Compiled,
  { tree, state }: Trial,
  death: Death | null,
  verb: string,
  ids: readonly string[],
): Promise<readonly string[] | null> {
  const args = [compiled.place('test/bot/kill-child.ts'), tree, state, JSON.stringify(death), verb, ...ids];
  try {
    const { stdout } = await execute(process.execPath, args, { maxBuffer: 16 * 1024 * 1024 });
    return stdout.split('\n').filter(Boolean);
  } catch (error) {
    if (error instanceof Error && 'signal' in error && error.signal === 'SIGKILL') return null;
    throw error;
  }
}

/** The same show in another place. */
export function copyOf(from: Trial): Trial {
  const one = makeTrial();
  for (const part of ['tree', 'state'] as const) {
    rmSync(one[part], { recursive: true, force: true });
    mkdirSync(one[part]);
    if (existsSync(from[part])) cpSync(from[part], one[part], { recursive: true, preserveTimestamps: true });
  }
  rmSync(join(one.tree, '.git'), { force: true });
  for (const entry of readdirSync(one.state, { recursive: true, encoding: 'utf8' })) {
    // What waits in staging is named by its whole path.
    if (!entry.endsWith('entry.json')) continue;
    const place = join(one.state, entry);
    writeFileSync(place, readFileSync(place, 'utf8').replaceAll(from.dir, one.dir));
  }
  return one;
}

interface Rehearsal {
  readonly all: boolean;
  readonly verb: string;
  readonly ids: readonly string[];
}

const MOST_DEATHS = 14;
const CRUCIAL = /^rename .*refs\/(heads\/main|show-build\/published)$|^renameat2|^renamex_np/;

/**
 * By a rehearsal, every moment at which it could die; or those about main, `published` and the tree, whose order all
 * depends on, and of the others so many that a scene takes seconds.
 */
export async function deathsIn(
  compiled: Compiled,
  start: Trial,
  { all, verb, ids }: Rehearsal,
): Promise<readonly Death[]> {
  const one = copyOf(start);
  const effects = (await runChild(compiled, one, null, verb, ids)) ?? [];
  one.clear();
  const seen = new Map<string, number>();
  const before = effects.map((what): Death => {
    const n = (seen.get(what) ?? 0) + 1;
    seen.set(what, n);
    return { moment: 'before', what, n };
  });
  const crucial = before.filter(({ what }) => CRUCIAL.test(what));
  const after = crucial.map((death): Death => ({ ...death, moment: 'after' }));
  const others = before.filter(({ what }) => !CRUCIAL.test(what) && (all || !/objects|\.lock$/.test(what)));
  const every = all ? 1 : Math.ceil(others.length / Math.max(MOST_DEATHS - crucial.length - after.length, 4));
  return [...crucial, ...after, ...others.filter((_, i) => i % every === 0)];
}
