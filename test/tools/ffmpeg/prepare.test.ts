// Clips of every shape are made ready for air by the real ffmpeg, and looked at by other means than its own.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { type Cut, WHOLE } from '../../../src/domain/media/facts.ts';
import { LOUDNESS, missesProfile } from '../../../src/domain/media/profile.ts';
import { measureMedia } from '../../../src/tools/ffmpeg/measure.ts';
import { prepareClip } from '../../../src/tools/ffmpeg/prepare.ts';
import { probeMedia } from '../../../src/tools/ffmpeg/probe.ts';
import { type FfmpegPrograms, findFfmpeg } from '../../../src/tools/ffmpeg/programs.ts';
import { itWith } from '../../needs.ts';
import { type Clip, FFMPEG, made } from './made.ts';

const folder = mkdtempSync(join(tmpdir(), 'show-build-prepared-'));
const work = join(folder, 'work');
mkdirSync(work);
afterAll(() => rmSync(folder, { recursive: true }));
const never = new AbortController().signal;

function programs(): FfmpegPrograms {
  const found = findFfmpeg();
  if (found === null) throw new Error('no ffmpeg');
  return found;
}

let count = 0;

async function prepared(clip: Clip, cut: Cut = WHOLE) {
  const file = made(folder, clip);
  const facts = await probeMedia(programs(), file, never);
  const measure = await measureMedia(programs(), { file, facts, cut, signal: never });
  count += 1;
  const out = join(folder, `ready-${count}.mp4`);
  const request = { file, facts, cut, measure, target: LOUDNESS.vmix, out, folder: work, signal: never };
  const result = await prepareClip(programs(), request);
  expect(readdirSync(work)).toEqual([]);
  return { file, out, ...result };
}

/** Independent of the program's own measurement. */
function loudnessOf(file: string): { readonly i: number; readonly tp: number } {
  const command = `ffmpeg -nostats -i '${file}' -af loudnorm=print_format=json -f null - 2>&1`;
  const said = execFileSync('sh', ['-c', command], { encoding: 'utf8' });
  const value = (name: string) => Number(new RegExp(`"${name}" : "(-?[\\d.]+)"`).exec(said)?.[1]);
  return { i: value('input_i'), tp: value('input_tp') };
}

function shown(file: string, entries: string): string {
  const args = ['-v', 'error', '-select_streams', 'v', '-show_entries', entries, '-of', 'csv=p=0', file];
  return execFileSync('ffprobe', args, { encoding: 'utf8' }).trim();
}

describe('a clip made ready for air', () => {
  itWith(FFMPEG)('has the profile and the loudness', async () => {
    const { out, facts } = await prepared('film.mp4');
    expect(missesProfile(facts)).toEqual([]);
    const { i, tp } = loudnessOf(out);
    expect(Math.abs(i - -16)).toBeLessThan(0.6);
    expect(tp).toBeLessThanOrEqual(-1.4);
    expect(shown(out, 'stream=color_range,color_space,color_transfer,color_primaries')).toBe(
      'tv,bt709,bt709,bt709',
    );
    expect(shown(out, 'stream=r_frame_rate')).toBe('30000/1001');
  });

  itWith(FFMPEG)('that has no sound gets a silent track', async () => {
    const { facts, sound } = await prepared('mute.mp4');
    expect(missesProfile(facts)).toEqual([]);
    expect(sound.truePeak).toBe(null);
  });

  itWith(FFMPEG)('that is silent stays so', async () => {
    expect((await prepared('silent.mp4')).sound.loudness).toBe(null);
  });

  itWith(FFMPEG)('that is heard on one side is heard on both', async () => {
    const { facts, sound } = await prepared('left.wav');
    expect(facts.video).toBe(null);
    const [left, right] = sound.peaks;
    expect(Math.abs((left ?? 0) - (right ?? -99))).toBeLessThan(0.5);
    expect(Math.abs((sound.loudness ?? 0) - -16)).toBeLessThanOrEqual(0.5);
  });

  itWith(FFMPEG)('of every shape has the profile', async () => {
    const sizes: [Clip, number, number][] = [
      ['upright.mp4', 180, 320],
      ['odd.mkv', 160, 90],
      ['full-range.mp4', 320, 180],
      ['interlaced.ts', 384, 288],
      ['two-tracks.mp4', 320, 180],
      ['variable.mp4', 320, 180],
    ];
    for (const [clip, width, height] of sizes) {
      const { facts } = await prepared(clip);
      expect([clip, ...missesProfile(facts)]).toEqual([clip]);
      expect([clip, facts.video?.width, facts.video?.height]).toEqual([clip, width, height]);
    }
  });

  itWith(FFMPEG)('is cut to the frame, at no key frame and past the end', async () => {
    const { facts } = await prepared('film.mp4', { startMs: 700, endMs: 1_700 });
    expect(Math.abs((facts.durationMs ?? 0) - 1_000)).toBeLessThanOrEqual(100);
    const past = await prepared('film.mp4', { startMs: 1_000, endMs: 9_000 });
    expect(Math.abs((past.facts.durationMs ?? 0) - 1_000)).toBeLessThanOrEqual(100);
  });
});

itWith(FFMPEG)('leaves nothing behind, and nothing running, when it is cancelled', async () => {
  const file = made(folder, 'film.mp4', 'given-up.mp4');
  const facts = await probeMedia(programs(), file, never);
  const measure = await measureMedia(programs(), { file, facts, cut: WHOLE, signal: never });
  const ending = new AbortController();
  const request = { file, facts, cut: WHOLE, measure, target: LOUDNESS.vmix, folder: work };
  const out = join(folder, 'never.mp4');
  const running = prepareClip(programs(), {
    ...{ ...request, out, signal: ending.signal },
    onProgress: () => ending.abort(new Error('enough')),
  });
  await expect(running).rejects.toThrow('enough');
  expect([readdirSync(work), existsSync(out)]).toEqual([[], false]);
  const left = execFileSync('sh', ['-c', "ps -eo args | grep '[g]iven-up.mp4' || true"], {
    encoding: 'utf8',
  });
  expect(left).toBe('');
});
