// What somebody sees who opens an episode: its cues with their media, what can be printed, and whether the air holds it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { steps } from '../../steps/index.ts';
import { AT_ONCE, INFO, INFO_PATH, movableClock, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();
const SUNDAY_NOON_MS = Date.UTC(2031, 4, 4, 12);
const ON_SUNDAYS = `${AT_ONCE.replace('merge: { ', 'merge: { onAir: [{ episodes: next, weekly: "Sun 10:00-14:00", timezone: UTC }], ')}`;

function media(one: Trial, path: string): void {
  mkdirSync(dirname(join(one.tree, path)), { recursive: true });
  writeFileSync(join(one.tree, path), 'film');
}

it('shows every cue with its type, slug, length and line, and says in words which media are missing', async () => {
  const one = trial();
  one.write(SEGMENT_PATH, SEGMENT.replace('first-clip.mp4', '../assets/video/first-clip.mp4'));
  media(one, 'episodes/0101/assets/video/first-clip.mp4');
  const { desk } = await open(one);
  await desk.pass({}, quiet);
  const { rundown } = await desk.episode('0101');
  expect(rundown.map(({ path, cues }) => [path, cues])).toEqual([[SEGMENT_PATH, 3]]);
  expect(rundown[0]?.cueList).toEqual([
    {
      type: 'SOT',
      slug: 'first-clip',
      line: 16,
      durationMs: 10_000,
      mediaPath: 'episodes/0101/assets/video/first-clip.mp4',
      missing: false,
      whyMissing: null,
    },
    {
      type: 'VO',
      slug: 'second-clip',
      line: 26,
      durationMs: 75_000,
      mediaPath: null,
      missing: true,
      whyMissing: 'there is no file “second-clip.mp4”',
    },
    expect.objectContaining({ type: 'GFX', slug: 'third-picture', line: 36, missing: true }),
  ]);
});

it('misses nothing for an item that is not on air', async () => {
  const one = trial();
  one.write(SEGMENT_PATH, SEGMENT.replace('status: production', 'status: draft'));
  const { desk } = await open(one);
  await desk.pass({}, quiet);
  const { rundown } = await desk.episode('0101');
  expect(rundown[0]?.cueList.map(({ slug, missing }) => [slug, missing])).toEqual([
    ['first-clip', false],
    ['second-clip', false],
    ['third-picture', false],
  ]);
});

it('says which scripts lie in the episode, and that one is old after somebody has written on', async () => {
  const one = trial();
  const { desk } = await open(one, { steps: steps.filter(({ id }) => id === 'script-compilation') });
  await desk.pass({}, quiet);
  const exportsNow = async () => {
    const { exports } = await desk.episode('0101');
    return new Map(
      exports.map(({ name, made, stale }) => [name, made ? (stale ? 'old' : 'made') : 'not made']),
    );
  };
  expect((await exportsNow()).get('script-host.html')).toBe('not made');
  await desk.pass({ acceptAll: true }, quiet);
  expect([...(await exportsNow()).entries()].filter(([, state]) => state !== 'made')).toEqual([
    ['preflight.md', 'not made'],
  ]);
  one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace('That is all.', 'That is not all.'));
  await desk.pass({ step: 'script-compilation' }, quiet);
  expect((await exportsNow()).get('script-host.html')).toBe('old');
});

it('hands out the preflight report by name, made or not', async () => {
  const { desk } = await open(trial());
  await desk.pass({}, quiet);
  expect(await desk.exported('0101', 'preflight.md')).toContain('# Preflight 0101: NOT READY');
  await expect(desk.exported('0101', 'secrets.txt')).rejects.toMatchObject({ code: 'NO_EXPORT' });
});

it('offers no scripts of an episode whose info.md is not there', async () => {
  const one = trial();
  one.remove(INFO_PATH);
  const { desk } = await open(one);
  await desk.pass({}, quiet);
  expect(await desk.episode('0101')).toMatchObject({ exports: [], onAir: null, locked: null });
});

it('says that an episode is on air and until when, then when it next is', async () => {
  const one = trial();
  one.write('show-build.yaml', ON_SUNDAYS);
  one.write(INFO_PATH, INFO.replace('status:', 'airdate: 2031-05-04\nstatus:'));
  const { clock, move } = movableClock(SUNDAY_NOON_MS - Date.now());
  const { desk } = await open(one, { clock });
  await desk.pass({}, quiet);
  expect((await desk.episode('0101')).onAir).toEqual({
    openNow: true,
    changesAtMs: Date.UTC(2031, 4, 4, 14),
  });
  move(SUNDAY_NOON_MS - Date.now() - 24 * 3_600_000);
  expect((await desk.episode('0101')).onAir).toEqual({
    openNow: false,
    changesAtMs: Date.UTC(2031, 4, 4, 10),
  });
});

it('leaves the air out of an episode that another one comes before', async () => {
  const one = trial();
  one.write('show-build.yaml', ON_SUNDAYS);
  one.write(INFO_PATH, INFO.replace('status:', 'airdate: 2031-05-04\nstatus:'));
  one.write(
    'episodes/0102/info.md',
    INFO.replace('0101', '0102').replace('status:', 'airdate: 2031-05-11\nstatus:'),
  );
  const { clock } = movableClock(SUNDAY_NOON_MS - Date.now());
  const { desk } = await open(one, { clock });
  await desk.pass({}, quiet);
  expect((await desk.episode('0102')).onAir).toBeNull();
});

it('says that an episode is locked by its status', async () => {
  const one = trial();
  one.write(INFO_PATH, INFO.replace('status: production', 'status: Frozen'));
  const { desk } = await open(one);
  await desk.pass({}, quiet);
  expect((await desk.episode('0101')).locked).toBe('frozen');
});
