// Clips of an episode are measured: cues without a length get it, and nothing is measured twice.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { auditShow } from '../../bot/care/fsck.ts';
import { mediaAnalysis } from '../../steps/media-analysis.ts';
import { itWith } from '../needs.ts';
import { brokenOff, type Clip, FFMPEG, made } from '../tools/ffmpeg/made.ts';
import { AT_ONCE, INFO, INFO_PATH, makeTrial, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { inTrials, quiet } from './trials.ts';

const { trial, open, close } = inTrials();

const SOT = SEGMENT.replace(
  '[MediaURL: first-clip.mp4]\n[Duration: 00:00:10:00]',
  '[MediaURL: ../preshow/glove.mp4]',
);
const FACTS = 'refs/show-build/media-facts';

function withClip(clip: Clip | 'broken', text = SOT): Trial {
  const one = trial(() => makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: text, 'show-build.yaml': AT_ONCE }));
  const folder = join(one.tree, 'episodes/0101/preshow');
  mkdirSync(folder, { recursive: true });
  if (clip === 'broken') {
    brokenOff(folder, 'film.mp4', 'glove.mp4');
    rmSync(join(folder, 'film.mp4'));
  } else made(folder, clip, 'glove.mp4');
  return one;
}

const opened = (one: Trial) => open(one, { steps: [mediaAnalysis] });
const measurements = (one: Trial) => Number(one.git('rev-list', '--count', FACTS));

itWith(FFMPEG)('a cue without a length gets that of its clip, once and for all', async () => {
  const one = withClip('film.mp4');
  const now = await opened(one);
  await now.desk.pass({}, quiet);
  const rows = await now.desk.list({});
  expect(rows).toMatchObject([{ title: 'Fill in the length of SOT “first-clip”', paths: [SEGMENT_PATH] }]);
  await now.desk.accept({ all: true }, null);
  expect(one.read(SEGMENT_PATH)).toContain('[Slug: first-clip]\n[Duration: 00:00:02:00]\n');
  const [head, measured] = [one.git('rev-parse', 'main'), measurements(one)];
  await now.desk.pass({}, quiet);
  expect([one.git('rev-parse', 'main'), measurements(one)]).toEqual([head, measured]);
  expect(await now.desk.list({})).toEqual([]);
  expect((await auditShow(now.show)).findings).toEqual([]);

  // Without its database, and under another name, it is known all the same.
  await close(now);
  rmSync(join(one.state, 'show-build.db'));
  const again = await opened(one);
  await again.desk.pass({}, quiet);
  expect([measurements(one), await again.desk.list({})]).toEqual([measured, []]);
});

itWith(FFMPEG)('what a cue cuts from its clip is measured, and is its length', async () => {
  const one = withClip(
    'film.mp4',
    SOT.replace('glove.mp4]', 'glove.mp4]\n[TrimStart: 00:00:00:15]\n[TrimEnd: 00:00:01:15]'),
  );
  const now = await opened(one);
  await now.desk.pass({}, quiet);
  await now.desk.accept({ all: true }, null);
  expect(one.read(SEGMENT_PATH)).toContain('[Duration: 00:00:01:00]');
  const name = one.git('ls-tree', '-r', '--name-only', FACTS);
  expect(Object.keys(JSON.parse(one.git('show', `${FACTS}:${name}`)).cuts)).toEqual(['500-1500']);
});

itWith(FFMPEG)('a copy that broke off is told in ffmpeg’s own words, and asked about once', async () => {
  const one = withClip('broken');
  const now = await opened(one);
  await now.desk.pass({}, quiet);
  const measured = measurements(one);
  await now.desk.pass({}, quiet);
  expect(measurements(one)).toBe(measured);
  const name = one.git('ls-tree', '-r', '--name-only', FACTS);
  expect(one.git('show', `${FACTS}:${name}`)).toContain('moov atom not found');
  const { diagnostics } = await now.desk.episode('0101');
  expect(diagnostics.map(({ code }) => code)).toContain('CLIP_UNREADABLE');
  expect(await now.desk.list({})).toEqual([]);
});

itWith(FFMPEG)('without ffmpeg nothing is done, and it says why', async () => {
  const one = withClip('film.mp4');
  const missing = async () => {
    throw new Error('never asked');
  };
  const tools = { media: { version: null, facts: missing, measure: missing } };
  const now = await open(one, { steps: [mediaAnalysis], tools });
  const { idle } = await now.desk.pass({}, quiet);
  expect(await now.desk.list({})).toEqual([]);
  expect(JSON.stringify(idle)).toContain('there is no ffmpeg');
});
