// The plan's tables fill as snapshots, jobs and landings happen, and can be queried.
import { afterEach, expect, it } from 'vitest';
import type { EpisodeId } from '../../src/domain/ids.ts';
import { type Opened, oneSegment, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';

const trials: { trial: Trial; opened: Opened }[] = [];

afterEach(async () => {
  for (const { trial, opened } of trials.splice(0)) {
    await opened.close();
    trial.clear();
  }
});

it('fills the tables as things happen', async () => {
  const trial = oneSegment();
  trial.write('episodes/0101/preshow/glove.png', Buffer.from('89504e470d0a1a0a00', 'hex'));
  const opened = await trial.open();
  trials.push({ trial, opened });
  const { desk, show } = opened;
  const store = show.store;
  if (!store) throw new Error('this test needs the database');
  const episode = '0101' as EpisodeId;

  await desk.pass({}, () => {});
  expect(store.index.episodes()).toMatchObject([{ episode, title: 'Gloves', status: 'production' }]);
  const [segment] = store.index.segments(episode);
  expect(segment).toMatchObject({ path: SEGMENT_PATH, order: 10, slug: 'glove', durationMs: 300_000 });
  expect(segment?.cues.map(({ type, slug }) => [type, slug])).toEqual([
    ['SOT', 'first-clip'],
    ['VO', 'second-clip'],
    ['GFX', 'third-picture'],
  ]);
  expect(store.index.assets(episode)).toMatchObject([{ kind: 'image', bytes: 9, madeBy: 'person' }]);
  expect((await show.queue.list()).map(({ step, state }) => [step, state])).toContainEqual([
    'cue-block-repair',
    'done',
  ]);
  expect(store.history.list({ event: 'proposed' })).toHaveLength(3);
  expect(store.history.list({ event: 'edited' })).toEqual([]);

  trial.write(SEGMENT_PATH, SEGMENT.replace('That is all.', 'That is all, for now.'));
  const [row] = await desk.list({});
  await desk.pass({}, () => {});
  expect(store.history.list({ event: 'edited' })).toMatchObject([{ path: SEGMENT_PATH, who: 'Josh' }]);
  await desk.accept({ ids: [row?.id ?? ''] }, null);
  await desk.revert({ ids: [row?.id ?? ''] }, null);
  expect(store.history.list({ enhancement: row?.id as never }).map(({ event }) => event)).toEqual([
    'reverted',
    'landed',
    'proposed',
  ]);
  expect(store.index.find({ words: 'neighbour' }).hits).toHaveLength(1);
});
