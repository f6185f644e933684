// A storm: people write in every way, keep files open and move folders away and back, a reviewer accepts and reverts,
// and stock Git prunes with no mercy, all at once. Each version is accounted for in the end: it is reachable from a ref,
// or in the tree, or a person wrote over it before the program had read it or taken it out.
// By hand, for longer: SHOW_BUILD_STORM=600 SHOW_BUILD_STORM_SEED=7 CI=true npx vitest run --config
// test/vitest.config.ts test/bot/storm.test.ts
import { type ChildProcessByStdio, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Compiled, compileProject } from '../compiled.ts';
import type { Trial } from '../trial.ts';
import { chances } from './chances.ts';
import { makeShow } from './person.ts';
import { TIDYINGS } from './stock-tidying.ts';
import { type People, stormPeople } from './storm-people.ts';
import { inTrials, quiet } from './trials.ts';

const SECONDS = Number(process.env['SHOW_BUILD_STORM'] ?? 25);
const SEED = Number(process.env['SHOW_BUILD_STORM_SEED'] ?? 1);
const { trial, open } = inTrials();
const execute = promisify(execFile);

let compiled: Compiled;
beforeAll(() => {
  compiled = compileProject(['src', 'steps', 'bot', 'test/bot', 'test/trial.ts']);
});
afterAll(() => compiled.clear());

type Child = ChildProcessByStdio<Writable, null, null>;

interface Storm {
  readonly one: Trial;
  readonly people: People;
  readonly record: string;
  /** What has been reachable at some time; it may never cease to be. */
  readonly everReachable: Set<string>;
}

function startChild({ one, record }: Storm, seed: number, mode: string): Child {
  const args = [compiled.place('test/bot/storm-child.ts'), one.tree, one.state, record, String(seed), mode];
  return spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'inherit'] });
}

function reachableIn(one: Trial): ReadonlySet<string> {
  const listed = one.git('rev-list', '--objects', '--all').split('\n');
  return new Set(listed.map((line) => line.slice(0, 40)));
}

/** Prunes again and again, in whatever state the program is. */
async function tidyOn(
  { one }: Storm,
  chance: (count: number) => number,
  isOver: () => boolean,
): Promise<number> {
  const all = Object.values(TIDYINGS);
  let done = 0;
  while (!isOver()) {
    const args = all[chance(all.length)] ?? [];
    // Git gives up now and then, as where a ref is locked.
    const { error } = await execute('git', ['--git-dir', join(one.state, 'repo.git'), ...args]).then(
      () => ({ error: null }),
      (error: unknown) => ({ error }),
    );
    if (error === null) done += 1;
    await wait(chance(300));
  }
  return done;
}

/** Nothing that was reachable has ceased to be. */
async function watchOver({ one, everReachable, people }: Storm, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await wait(1_500);
    const now = reachableIn(one);
    expect([...everReachable].filter((blob) => !now.has(blob))).toEqual([]);
    for (const blob of people.versions.keys()) if (now.has(blob)) everReachable.add(blob);
  }
}

interface Line {
  readonly atMs: number;
  readonly what: string;
  readonly text: string;
}

function linesOf({ record }: Storm): readonly Line[] {
  if (!existsSync(record)) return [];
  const lines = readFileSync(record, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Line);
}

/** Versions that the program answers for and that are gone, each with its story. */
function lost(storm: Storm): readonly string[] {
  const { one, people } = storm;
  const reachable = reachableIn(one);
  const standing = people.standing();
  const told = new Map<string, string[]>();
  for (const { what, text, atMs } of linesOf(storm)) {
    if (what.startsWith('read') || what === 'took out')
      told.set(text, [...(told.get(text) ?? []), `${what} at ${atMs}`]);
  }
  return [...people.versions.values()].flatMap(({ blob, atMs, way, path }) => {
    if (reachable.has(blob) || standing.has(blob)) return [];
    const stories = told.get(blob);
    const by = people.overwritten.get(blob);
    if (stories === undefined && by !== undefined) return [];
    const fate = by === undefined ? 'and nobody wrote over it' : `and written over (${by})`;
    return [`${blob} in ${path}, ${way} at ${atMs}, ${stories?.join(', ') ?? 'never read'}, ${fate}`];
  });
}

function failuresIn(storm: Storm): readonly string[] {
  return linesOf(storm).flatMap(({ what, text }) => (what === 'failed' ? [text] : []));
}

it.each(['leases', 'blind'])(
  'loses nothing that was read or replaced (%s)',
  async (mode) => {
    const one = trial(makeShow);
    const chance = chances(SEED);
    const storm: Storm = {
      one,
      people: stormPeople(one, chance),
      record: join(one.dir, 'record.jsonl'),
      everReachable: new Set(),
    };
    const child = startChild(storm, SEED, mode);
    const exited = once(child, 'exit');
    while (linesOf(storm).length === 0 && child.exitCode === null) await wait(50);

    let over = false;
    const isOver = () => over;
    const others = Promise.all([tidyOn(storm, chances(SEED + 1), isOver), watchOver(storm, isOver)]);
    const deeds = new Map<string, number>();
    for (const endMs = Date.now() + SECONDS * 1_000; Date.now() < endMs && child.exitCode === null; ) {
      const deed = storm.people.act();
      deeds.set(deed, (deeds.get(deed) ?? 0) + 1);
      await wait(chance(chance(10) === 0 ? 800 : 60));
    }
    storm.people.rest();
    over = true;
    const [tidied] = await others;
    child.stdin.write('end\n');
    const [exitCode] = await exited;
    expect(exitCode).toBe(0);

    expect(lost(storm)).toEqual([]);
    const now = await open(one);
    await now.desk.pass({}, quiet);
    expect(lost(storm)).toEqual([]);
    expect(failuresIn(storm)).toEqual([]);
    await now.show.repo.ended();
    const git = ['--git-dir', join(one.state, 'repo.git'), 'fsck', '--full', '--strict', '--no-dangling'];
    expect(execFileSync('git', git, { encoding: 'utf8' })).toBe('');
    // It was a storm.
    expect(tidied).toBeGreaterThan(SECONDS / 5);
    expect(storm.people.versions.size).toBeGreaterThan(SECONDS);
    if (process.env['SHOW_BUILD_STORM']) {
      const counts = new Map<string, number>();
      for (const { what } of linesOf(storm)) counts.set(what, (counts.get(what) ?? 0) + 1);
      const figures = { versions: storm.people.versions.size, reachable: storm.everReachable.size, tidied };
      process.stdout.write(
        `${JSON.stringify({ mode, ...figures, ...Object.fromEntries([...counts, ...deeds]) })}\n`,
      );
    }
  },
  (SECONDS + 240) * 1_000,
);
