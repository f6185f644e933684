// People and the bot do whatever they do, in any order, with the program killed in between; after each step nothing
// that a person wrote may be lost. A failure prints the seed and the shortest story that fast-check finds.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { land } from '../../bot/land/land.ts';
import type { EnhancementRow, Selection } from '../../src/desk.ts';
import type { EnhancementId, EpisodeId } from '../../src/domain/ids.ts';
import { movableClock, type Opened } from '../trial.ts';
import { type Effects, watchEffects } from './effects.ts';
import { auditFindings, onDisk, refsOf, unreachable, wrongsOf } from './invariants.ts';
import { makeShow, openPerson, type Person } from './person.ts';
import { anyStep, type Step, type Verb } from './story.ts';

const STEPS = Number(process.env['SHOW_BUILD_PROPERTY_STEPS'] ?? 600);
const STORY = 16;
const LONGEST_MS = STEPS > 600 ? 24 * 3_600_000 : 40_000;
// What is tested is who wins, not the disk: in memory a step takes a tenth of the time.
const { TMPDIR } = process.env;
if (process.platform === 'linux' && existsSync('/dev/shm')) process.env['TMPDIR'] = '/dev/shm';
// The next file of tests may run in this process too.
afterAll(() => {
  if (TMPDIR === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = TMPDIR;
});

interface World {
  readonly person: Person;
  readonly clock: ReturnType<typeof movableClock>;
  offsetMs: number;
  now: Opened;
  effects: Effects;
  /** Blobs that the program has read as a person's, or replaced. */
  readonly met: Map<string, string>;
}

it('loses nothing, whatever happens', { timeout: LONGEST_MS + 60_000 }, async () => {
  const story = fc.array(anyStep(), { minLength: 1, maxLength: 2 * STORY, size: 'max' });
  const property = fc.asyncProperty(story, async (all) => {
    const world = await begin();
    try {
      for (const [i, step] of all.entries()) {
        await take(world, step).catch((error: unknown) => Promise.reject(inStep(world, i, step, error)));
      }
      expect(await auditFindings(world.now)).toEqual([]);
      expect(unreachable(world.person, world.met.keys()).map((blob) => world.met.get(blob))).toEqual([]);
    } finally {
      await world.now.close();
      world.person.trial.clear();
    }
  });
  await fc.assert(property, {
    numRuns: Math.ceil(STEPS / STORY),
    interruptAfterTimeLimit: LONGEST_MS,
    ...seedFromOutside(),
  });
});

function seedFromOutside(): { seed?: number; path?: string } {
  const { SHOW_BUILD_PROPERTY_SEED: seed, SHOW_BUILD_PROPERTY_PATH: path } = process.env;
  return { ...(seed ? { seed: Number(seed) } : {}), ...(path ? { path } : {}) };
}

/** Where the story broke, and what the history was by then. */
function inStep({ person }: World, i: number, step: Step, cause: unknown): Error {
  const history = person.trial.git('log', '--format=%h %p %s', '--name-only', '-12', 'main');
  const what = cause instanceof Error ? cause.message : String(cause);
  return new Error(`step ${i}, ${JSON.stringify(step)}: ${what}\n${history}`, { cause });
}

// ---- doing it ----

async function begin(): Promise<World> {
  const trial = makeShow();
  const clock = movableClock(0);
  const now = await trial.open({ clock: clock.clock });
  const person = openPerson(trial, clock.clock.nowMs);
  const world: World = { person, clock, offsetMs: 0, now, effects: watchEffects(now), met: new Map() };
  await bot(world, { kind: 'pass', twice: false });
  return world;
}

async function take(world: World, step: Step): Promise<void> {
  const { person } = world;
  switch (step.kind) {
    case 'person':
      person.act(step.file, step.deed, step.saving);
      return;
    case 'later':
      world.offsetMs += step.minutes * 60_000;
      world.clock.move(world.offsetMs);
      return;
    case 'bot':
      await bot(world, step.verb);
      break;
    case 'reopen':
      await reopen(world, step.withoutDatabase);
      break;
    case 'race': {
      const raced: { bytes: Buffer; place: string }[] = [];
      world.effects.atExchange(step.moment, (place) => {
        // Before, only by renaming: the kernel makes whoever opens the file for writing wait.
        raced.push({ bytes: person.race(place, step.moment === 'before' ? 'rename' : step.saving), place });
      });
      await bot(world, step.verb);
      world.effects.calm();
      // What is not on disk any more was taken away by the program.
      for (const { bytes, place } of raced) {
        if (!existsSync(place) || !readFileSync(place).equals(bytes)) meet(world, bytes, `raced at ${place}`);
      }
      break;
    }
    case 'kill':
      world.effects.dieAt(step.n, step.moment);
      await survive(world, step.verb);
      if (step.meanwhile) person.act(step.meanwhile.file, step.meanwhile.deed, step.meanwhile.saving);
      await reopen(world, step.n % 3 === 0);
      break;
    case 'fail':
      world.effects.failAt(step.n);
      await survive(world, step.verb);
      world.effects.calm();
      await bot(world, { kind: 'pass', twice: false });
      break;
  }
  expect(await wrongsOf(world.now, person)).toEqual([]);
}

async function survive(world: World, verb: Verb): Promise<void> {
  await bot(world, verb).catch((error: unknown) => {
    if (!isDeath(error)) throw error;
  });
}

/** A death may be told as the cause of something else. */
function isDeath(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.constructor.name === 'Died' || isDeath(error.cause);
}

async function reopen(world: World, withoutDatabase: boolean): Promise<void> {
  await world.now.close();
  if (withoutDatabase) {
    for (const end of ['', '-wal', '-shm'])
      rmSync(join(world.person.trial.state, `show-build.db${end}`), { force: true });
  }
  world.now = await world.person.trial.open({ clock: world.clock.clock });
  world.effects = watchEffects(world.now);
}

const quiet = () => {};

async function bot(world: World, verb: Verb): Promise<void> {
  const { desk, show } = world.now;
  switch (verb.kind) {
    case 'pass': {
      await looking(world, null, () => desk.pass({}, quiet));
      if (!verb.twice) return;
      const refs = await refsOf(world.now);
      if (world.person.dirty.size > 0) return;
      await desk.pass({}, quiet);
      expect(await refsOf(world.now)).toBe(refs);
      return;
    }
    case 'accept':
      return onRows(world, verb, ['proposed', 'accepted'], (chosen) => desk.accept(chosen, null));
    case 'revert':
      return onRows(world, verb, ['landed'], (chosen) => desk.revert(chosen, null));
    case 'reject':
      return onRows(
        world,
        verb,
        ['proposed', 'accepted'],
        (chosen) => desk.reject(chosen, null, null),
        false,
      );
    case 'redo': {
      const row = await pick(world, verb.row, ['rejected', 'reverted', 'proposed']);
      if (row) await looking(world, null, () => desk.redo(row.id, null, null));
      return;
    }
    case 'hold':
      return desk.hold(verb.episode, null, null, null).catch(refused);
    case 'release':
      return desk.release(verb.episode, null).catch(refused);
    case 'auto':
      return desk.auto(verb.on, null);
    case 'auto-land': {
      const rows = await desk.list({ episode: verb.episode });
      const ids = rows.filter(({ reasons }) => reasons.length === 0).map(({ id }) => id as EnhancementId);
      if (ids.length === 0) return;
      await looking(world, verb.episode, () =>
        show.exclusively(() => land(show, verb.episode as EpisodeId, ids, 'policy')),
      );
    }
  }
}

/** An episode may have been deleted, file by file. */
function refused(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'NO_EPISODE')) throw error;
}

async function pick({ now }: World, row: number, states: readonly string[]): Promise<EnhancementRow | null> {
  const rows = (await now.desk.list({ all: true })).filter(({ state }) => states.includes(state));
  return rows[row % Math.max(rows.length, 1)] ?? null;
}

async function onRows(
  world: World,
  { row, many }: { row: number; many: boolean },
  states: readonly string[],
  act: (chosen: Selection) => Promise<unknown>,
  looks = true,
): Promise<void> {
  const one = await pick(world, row, states);
  if (!one) return;
  const chosen = many ? { episode: one.episode, all: true } : { ids: [one.id] };
  if (looks) await looking(world, one.episode, () => act(chosen));
  else await act(chosen);
}

/** The program looks at an episode (null: all), so that what stands there is met. */
async function looking(world: World, episode: string | null, act: () => Promise<unknown>): Promise<void> {
  const { person } = world;
  const looked = [...person.dirty].filter(
    (path) => episode === null || path.startsWith(`episodes/${episode}/`),
  );
  const before = looked.map((path) => [path, onDisk(person, path)] as const);
  for (const path of looked) person.dirty.delete(path);
  try {
    await act();
  } catch (error) {
    // Killed, it may or may not have come to looking.
    for (const path of looked) person.dirty.add(path);
    throw error;
  }
  for (const [path, bytes] of before) if (bytes) meet(world, bytes, path);
}

function meet({ now, met }: World, bytes: Buffer, where: string): void {
  met.set(now.show.repo.hashBlob(bytes), `${where}: ${bytes.toString('utf8').slice(0, 2000)}`);
}
