// What pages ask after every event: it costs little because much is remembered, and yet it is always as things stand.
import { describe, expect, it } from 'vitest';
import { keptBook } from '../../bot/record/enhancement-records.ts';
import { INFO, INFO_PATH, makeTrial, SEGMENT, SEGMENT_PATH } from '../trial.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const OTHER = 'episodes/0102/rundown/10 The Glove.md';

async function twoEpisodes() {
  const one = trial(() =>
    makeTrial({
      [INFO_PATH]: INFO,
      [SEGMENT_PATH]: SEGMENT,
      'episodes/0102/info.md': INFO,
      [OTHER]: SEGMENT,
    }),
  );
  const opened = await open(one);
  await opened.desk.pass({}, quiet);
  return { one, ...opened };
}

describe('asked again and again', () => {
  it('status and episodes follow decisions and edits', async () => {
    const { one, desk } = await twoEpisodes();
    const rows = await desk.list({});
    const first = await desk.status();
    expect(first.counts).toMatchObject({ proposed: rows.length, rejected: 0 });
    expect(first.episodes.map(({ waiting }) => waiting)).toEqual([rows.length / 2, rows.length / 2]);
    expect(first.episodes[0]).toMatchObject({ title: 'Gloves', segments: 1 });
    await desk.reject({ ids: [about(rows, 'second-clip').id] }, null, null);
    one.write(INFO_PATH, INFO.replace('title: Gloves', 'title: Mittens'));
    one.write('episodes/0101/rundown/20 Again.md', SEGMENT);
    await desk.pass({}, quiet);
    const [now, open] = [await desk.status(), await desk.list({ episode: '0101' })];
    expect(now.counts.rejected).toBe(1);
    expect(now.episodes[0]).toMatchObject({ title: 'Mittens', segments: 2, waiting: open.length });
    expect(await desk.episodes()).toEqual(now.episodes);
  });

  it('a check follows the text, the settings, and what waits', async () => {
    const { one, desk, show } = await twoEpisodes();
    const [before, other] = await desk.check(null);
    await desk.reject({ episode: '0101' }, null, null);
    expect((await desk.check('101'))[0]).toEqual({ ...before, waiting: 0 });
    one.write(SEGMENT_PATH, SEGMENT.replace('title: The Glove', 'title: The Sock'));
    await desk.pass({}, quiet);
    const [now] = await desk.check('101');
    expect(now?.items.map(({ title }) => title)).toEqual(['The Sock']);
    one.write('show-build.yaml', `${one.read('show-build.yaml')}timecode: { fps: 25 }\n`);
    await show.reloadSettings();
    expect([other?.fps, (await desk.check('102'))[0]?.fps]).toEqual([30, 25]);
  });
});

it('one enhancement is found by its id without reading what stands in other episodes', async () => {
  const { desk, show } = await twoEpisodes();
  const [mine, foreign] = [await desk.list({ episode: '101' }), await desk.list({ episode: '102' })];
  let read = 0;
  const readBlob: typeof show.repo.readBlob = (id) => {
    read += 1;
    return show.repo.readBlob(id);
  };
  const book = keptBook({ ...show.repo, readBlob });
  const id = mine[0]?.id ?? '';
  expect(await book.idsFrom(id)).toEqual([{ episode: '0101', id }]);
  expect((await book.idsFrom('')).map((one) => one.id).sort()).toEqual(
    [...mine, ...foreign].map((one) => one.id).sort(),
  );
  expect(read).toBe(0);
  await book.read('0101' as never);
  expect(read).toBe(mine.length);
  await book.read('0101' as never);
  expect(read).toBe(mine.length);
});
