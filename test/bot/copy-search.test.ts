// Words that stand in a conflict copy only are found, with whose they are, until the copy is settled.
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hitsText } from '../../bot/cli/output/hits.ts';
import { plain } from '../../bot/cli/output/paint.ts';
import type { SearchFilter } from '../../src/desk.ts';
import { INFO, INFO_PATH, makeTrial, movableClock, type Opened, SEGMENT_PATH, type Trial } from '../trial.ts';
import { copyOf, fold, PLAIN, QUICK } from './copy-trials.ts';
import { inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const SETTINGS = `${QUICK}people: { josh: { name: Josh, email: josh@example.org, device: CPK7LWO } }\n`;
const NOTE = 'episodes/0101/preshow/notes.md';

function setAside(one: Trial, path: string, text: string): string {
  const copy = copyOf(path, 0);
  one.write(copy, text);
  const written = new Date(Date.now() + 2000);
  utimesSync(join(one.tree, copy), written, written);
  return copy;
}

async function story() {
  const one = trial(() =>
    makeTrial({
      [INFO_PATH]: INFO,
      [SEGMENT_PATH]: PLAIN,
      [NOTE]: 'Call Otto.\n',
      'show-build.yaml': SETTINGS,
    }),
  );
  const { clock, move } = movableClock(0);
  const now = await open(one, { clock });
  await now.desk.pass({}, quiet);
  return { one, now, move };
}

async function found({ desk }: Opened, filter: SearchFilter) {
  const { hits, copies, cut } = await desk.search(filter);
  return { hits: hits.map(({ path }) => path), copies: copies.map(({ path }) => path), cut };
}

/** A line that only a copy has. */
async function marmoset() {
  const told = await story();
  const words = PLAIN.replace('That is all.', 'A marmoset coughs.\n\nThat is all.');
  const copy = setAside(told.one, SEGMENT_PATH, words);
  told.one.write(SEGMENT_PATH, PLAIN.replace('We look', 'We all look'));
  await told.now.desk.pass({}, quiet);
  return { ...told, copy };
}

const NOTHING = { hits: [], copies: [], cut: false };

it('finds them where they stand, and in the file once they are merged', async () => {
  const { now, move, copy } = await marmoset();

  const answer = await now.desk.search({ words: 'marmo cough' });
  expect(answer).toMatchObject({
    hits: [],
    cut: false,
    copies: [{ path: copy, original: SEGMENT_PATH, episode: '0101', by: null }],
  });
  expect(answer.copies[0]?.excerpt.filter(({ hit }) => hit).map(({ text }) => text)).toEqual([
    'marmoset',
    'coughs',
  ]);
  const shown = hitsText(answer, { columns: 100, paint: plain, nowMs: 0 });
  expect(shown).toContain(`${SEGMENT_PATH}  conflict copy\n    ${copy}\n`);
  expect(shown).toContain('A marmoset coughs.');
  expect(shown).toContain('the page /conflicts');

  // The file has these words as well, and is found by them.
  expect(await found(now, { words: 'glove table' })).toMatchObject({ hits: [SEGMENT_PATH], copies: [] });
  expect(await found(now, { words: 'marmoset zebra' })).toEqual(NOTHING);
  expect(await found(now, { words: 'marmoset', episode: '101' })).toMatchObject({ copies: [copy] });
  expect(await found(now, { words: 'marmoset', kind: 'segment' })).toMatchObject({ copies: [copy] });
  for (const other of [{ kind: 'cue' }, { cueType: 'SOT' }, { person: 'Josh' }, { episode: '0102' }] as const)
    expect(await found(now, { words: 'marmoset', ...other })).toEqual(NOTHING);

  const [merge] = await now.desk.list({ step: 'conflict-merge' });
  await now.desk.accept({ ids: [merge?.id ?? ''] }, null);
  await now.desk.pass({}, quiet);
  expect(await found(now, { words: 'marmoset' })).toEqual({ ...NOTHING, hits: [SEGMENT_PATH] });
  move(11 * 60_000);
  await fold(now);
  expect(await found(now, { words: 'marmoset' })).toEqual({ ...NOTHING, hits: [SEGMENT_PATH] });
});

it('no more once they were rejected', async () => {
  const { now, copy } = await marmoset();
  expect(await found(now, { words: 'marmoset' })).toMatchObject({ copies: [copy] });
  const [merge] = await now.desk.list({ step: 'conflict-merge' });
  await now.desk.reject({ ids: [merge?.id ?? ''] }, null, null);
  expect(await found(now, { words: 'marmoset' })).toEqual(NOTHING);
});

it('finds them in copies of notes too, says whose they are, and when there are more', async () => {
  const { one, now } = await story();
  const note = setAside(one, NOTE, 'Call Otto, and bring the märchen book.\n');
  const segment = setAside(one, SEGMENT_PATH, PLAIN.replace('That is all.', 'A märchen.\n\nThat is all.'));
  await now.desk.pass({}, quiet);
  const { copies } = await now.show.copies.all().then(async (records) => {
    const message = 'who wrote them';
    const by = 'CPK7LWO' as never;
    await now.show.copies.write({ records: records.map((each) => ({ ...each, by })), message, atMs: 0 });
    return now.desk.search({ words: 'Marchen' });
  });
  expect(copies.map(({ path, by }) => [path, by]).sort()).toEqual(
    [
      [note, 'Josh'],
      [segment, 'Josh'],
    ].sort(),
  );
  expect(await found(now, { words: 'märchen', limit: 1 })).toMatchObject({
    cut: true,
    copies: { length: 1 },
  });
});
