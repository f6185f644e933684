// A text that lacks what landed: from an editor that was open since before, from a laptop on a train, or because a person
// took it out. Only where it is certain does anything stand in that person's name.

import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingIn } from '../../bot/snapshot/displaced-landings.ts';
import { type EpisodeId, treePath } from '../../src/domain/ids.ts';
import type { Opened, Trial } from '../trial.ts';
import { movableClock, SEGMENT, SEGMENT_PATH } from '../trial.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const TYPED = SEGMENT.replace('That is all.', 'That is all, and he typed on.');

interface Landed {
  readonly one: Trial;
  readonly now: Opened;
  readonly ids: readonly string[];
  /** Saves a text so long after the landing, on a machine whose clock is so far ahead. */
  save(text: string, afterMs: number, aheadMs?: number): Promise<void>;
}

/** One landing on the segment, or all of them. */
async function landed(words: string | null): Promise<Landed> {
  const one = trial();
  const { clock, move } = movableClock(0);
  const now = await open(one, { clock });
  await now.desk.pass({}, quiet);
  const rows = await now.desk.list({});
  const ids = words === null ? rows.map(({ id }) => id) : [about(rows, words).id];
  await now.desk.accept({ ids }, null);
  const save = async (text: string, afterMs: number, aheadMs = 0) => {
    move(afterMs);
    one.write(SEGMENT_PATH, text);
    const written = new Date(clock.nowMs() + aheadMs);
    utimesSync(join(one.tree, SEGMENT_PATH), written, written);
    now.show.clocks.arrived(treePath(SEGMENT_PATH), clock.nowMs(), 'local');
    await now.desk.pass({}, quiet);
  };
  return { one, now, ids, save };
}

const statesOf = async ({ now, ids }: Landed) => (await now.desk.list({ ids })).map(({ state }) => state);

const isRecorded = async ({ now, ids }: Landed) =>
  (await now.desk.show(ids[0] ?? '')).decisions.some(({ kind }) => kind === 'revert');

type Seen = ReturnType<Parameters<typeof missingIn>[2]['writtenAfter']>;

/** Landings missing from a text that would replace the present one. */
function missing({ one, now: { show } }: Landed, text: string, seen: Seen) {
  const present = one.read(SEGMENT_PATH);
  const main = { blob: show.repo.hashBlob(Buffer.from(present)), text: present };
  const path = treePath(SEGMENT_PATH);
  return missingIn(show, '0101' as EpisodeId, { path, text, main, writtenAfter: () => seen });
}

describe('an editor that held the old text', () => {
  it.each([
    ['a minute', 65 * SECOND_MS],
    ['hours', 5 * HOUR_MS],
  ])('and is saved after %s with new words takes nothing out: a reviewer decides', async (_long, afterMs) => {
    const it = await landed('first-clip');
    await it.save(TYPED, afterMs);
    expect(it.one.read(SEGMENT_PATH)).toBe(TYPED);
    expect(await isRecorded(it)).toBe(false);
    expect(await statesOf(it)).toEqual(['proposed']);
    await it.now.desk.auto(true, null);
    await it.now.desk.pass({}, quiet);
    expect(it.one.read(SEGMENT_PATH)).toBe(TYPED);
    expect(await it.now.desk.accept({ ids: it.ids }, null)).toMatchObject([{ result: 'landed' }]);
    expect(it.one.read(SEGMENT_PATH)).toContain('and he typed on');
    expect(it.one.read(SEGMENT_PATH)).toContain('[Type: SOT]');
  });

  it('is told from one that saw a newer change', async () => {
    const it = await landed('first-clip');
    const gently = it.one.read(SEGMENT_PATH).replace('We pat it.', 'We pat it, gently.');
    await it.save(gently, HOUR_MS);
    await it.save(TYPED.replace('We pat it.', 'We pat it, gently.'), HOUR_MS);
    expect(await isRecorded(it)).toBe(true);
    expect(await statesOf(it)).toEqual(['reverted']);
  });

  it('lacks all that landed since', async () => {
    const it = await landed(null);
    await it.save(TYPED, HOUR_MS);
    expect(await isRecorded(it)).toBe(false);
    expect(new Set(await statesOf(it))).toEqual(new Set(['proposed']));
  });

  it('may lack what somebody else has rewritten meanwhile', async () => {
    const it = await landed('first-clip');
    await it.save(it.one.read(SEGMENT_PATH).replace('That is all.', 'So much for that.'), HOUR_MS);
    await it.save(TYPED, HOUR_MS);
    expect(await isRecorded(it)).toBe(false);
    expect(await statesOf(it)).toEqual(['proposed']);
  });
});

it('exactly what stood there before is somebody who took it out', async () => {
  const it = await landed('first-clip');
  await it.save(SEGMENT, HOUR_MS);
  expect(await isRecorded(it)).toBe(true);
  expect(await statesOf(it)).toEqual(['reverted']);
});

it('exactly what stood there before, from a machine whose clock is ahead, is an old buffer as well', async () => {
  const it = await landed('first-clip');
  await it.save(SEGMENT, 20 * SECOND_MS, 5 * MINUTE_MS);
  expect(await isRecorded(it)).toBe(false);
  expect(await statesOf(it)).toEqual(['proposed']);
});

it.each([
  ['no', 'sees no landing', []],
  ['unclear', 'leaves a doubt', ['it']],
] as const)('exactly what stood there before, seen by its author: %s, %s', async (seen, _so, doubts) => {
  const it = await landed('first-clip');
  const { unseen, takenOut } = await missing(it, SEGMENT, seen);
  expect([takenOut, unseen?.ids, unseen?.inDoubt]).toEqual([[], it.ids, doubts.map(() => it.ids[0])]);
});

describe('a late laptop', () => {
  it('has seen no landing either where somebody has touched what landed meanwhile', async () => {
    const it = await landed('second-clip');
    await it.save(it.one.read(SEGMENT_PATH).replace('[Type: VO]', '[Type: VOX]'), HOUR_MS);
    const { unseen, takenOut } = await missing(it, TYPED, 'no');
    expect([takenOut, unseen?.ids, unseen?.inDoubt]).toEqual([[], it.ids, []]);
  });

  it('has for parent what it was made from, before what others wrote meanwhile', async () => {
    const one = trial();
    const { clock, move } = movableClock(0);
    const now = await open(one, { clock });
    await now.desk.pass({}, quiet);
    const base = one.git('rev-parse', 'main');
    const others = SEGMENT.replace('We pat it.', 'Otto wrote this meanwhile.');
    one.write(SEGMENT_PATH, others);
    await now.desk.pass({}, quiet);
    const row = about(await now.desk.list({}), 'first-clip');
    await now.desk.accept({ ids: [row.id] }, null);
    one.write(SEGMENT_PATH, `${one.read(SEGMENT_PATH)}And this after it.\n`);
    await now.desk.pass({}, quiet);
    move(HOUR_MS);
    one.write(SEGMENT_PATH, TYPED);
    const early = new Date(Date.now() - HOUR_MS);
    utimesSync(join(one.tree, SEGMENT_PATH), early, early);
    await now.desk.pass({}, quiet);
    const own = one.git('rev-parse', 'main^2');
    expect(one.git('rev-parse', `${own}^`)).toBe(base);
    expect(one.git('diff', '--stat', `${own}^`, own)).toContain('1 insertion(+), 1 deletion(-)');
    expect(one.read(SEGMENT_PATH)).toBe(TYPED);
    expect((await now.desk.list({ ids: [row.id] }))[0]?.state).toBe('accepted');
  });
});
