// What is told of clips of every shape, by the real ffmpeg.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished } from 'vitest';
import { type Cut, oneSide, orientationOf, WHOLE } from '../../../src/domain/media/facts.ts';
import { measureMedia } from '../../../src/tools/ffmpeg/measure.ts';
import { probeMedia } from '../../../src/tools/ffmpeg/probe.ts';
import { type FfmpegPrograms, findFfmpeg } from '../../../src/tools/ffmpeg/programs.ts';
import { itWith } from '../../needs.ts';
import { brokenOff, FFMPEG, made } from './made.ts';

const folder = mkdtempSync(join(tmpdir(), 'show-build-clips-'));
afterAll(() => rmSync(folder, { recursive: true }));
const never = new AbortController().signal;

function programs(): FfmpegPrograms {
  const found = findFfmpeg();
  if (found === null) throw new Error('no ffmpeg');
  return found;
}

const probed = (file: string) => probeMedia(programs(), file, never);

async function measured(file: string, cut: Cut = WHOLE) {
  const facts = await probed(file);
  return { facts, ...(await measureMedia(programs(), { file, facts, cut, signal: never })) };
}

describe('a clip', () => {
  itWith(FFMPEG)('of picture and sound', async () => {
    const { facts, sound, picture, durationMs } = await measured(made(folder, 'film.mp4'));
    expect(facts).toMatchObject({
      durationMs: 2000,
      video: {
        codec: 'h264',
        width: 320,
        height: 180,
        frameRate: [30, 1],
        isConstantRate: true,
        bitDepth: 8,
      },
      audio: [{ codec: 'aac', channels: 1, sampleRate: 48_000 }],
    });
    expect(durationMs).toBeGreaterThan(1_950);
    expect(sound?.loudness).toBeLessThan(-15);
    expect(picture).toEqual({ black: [], frozen: [] });
  });

  itWith(FFMPEG)('is as loud as an independent measurement says', async () => {
    const file = made(folder, 'film.mp4');
    const { sound } = await measured(file);
    const args = ['-nostats', '-i', file, '-af', 'loudnorm=print_format=json', '-f', 'null', '-'];
    const said = execFileSync('sh', ['-c', `ffmpeg ${args.map((one) => `'${one}'`).join(' ')} 2>&1`], {
      encoding: 'utf8',
    });
    const loudness = Number(/"input_i" : "(-?[\d.]+)"/.exec(said)?.[1]);
    expect(Math.abs((sound?.loudness ?? 0) - loudness)).toBeLessThan(0.2);
  });

  itWith(FFMPEG)('without sound, and with a silent one', async () => {
    expect(await measured(made(folder, 'mute.mp4'))).toMatchObject({ facts: { audio: [] }, sound: null });
    const { sound } = await measured(made(folder, 'silent.mp4'));
    expect(sound).toMatchObject({ loudness: null, truePeak: null, peaks: [null, null] });
    expect(sound?.silent).toHaveLength(1);
  });

  itWith(FFMPEG)('that is heard on one side, or too short to be measured', async () => {
    const { sound } = await measured(made(folder, 'left.wav'));
    expect(sound && oneSide(sound)).toBe('left');
    const short = await measured(made(folder, 'short.wav'));
    expect(short.sound?.loudness).toBe(null);
    expect(short.sound?.truePeak).not.toBe(null);
  });

  itWith(FFMPEG)('of every shape', async () => {
    expect(orientationOf((await probed(made(folder, 'upright.mp4'))).video ?? never_())).toBe('vertical');
    expect((await probed(made(folder, 'full-range.mp4'))).video).toMatchObject({ range: 'full' });
    expect((await probed(made(folder, 'odd.mkv'))).video).toMatchObject({ pixelFormat: 'yuv444p' });
    expect((await probed(made(folder, 'interlaced.ts'))).video).toMatchObject({
      isInterlaced: true,
      hasSquarePixels: false,
      width: 384,
    });
    expect((await probed(made(folder, 'two-tracks.mp4'))).audio).toHaveLength(2);
    expect((await probed(made(folder, 'surround.mkv'))).audio).toMatchObject([{ channels: 6, codec: 'ac3' }]);
    expect((await probed(made(folder, 'variable.mp4'))).video).toMatchObject({ isConstantRate: false });
  });

  itWith(FFMPEG)('that is black, and frozen in that', async () => {
    const { picture } = await measured(made(folder, 'black.mp4'));
    expect(picture?.black).toMatchObject([{ startMs: 0 }]);
    expect(picture?.frozen).toHaveLength(1);
  });

  itWith(FFMPEG)('of which only a part is read', async () => {
    const { durationMs } = await measured(made(folder, 'film.mp4'), { startMs: 500, endMs: 1_500 });
    expect(durationMs).toBeGreaterThan(900);
    expect(durationMs).toBeLessThan(1_100);
  });

  itWith(FFMPEG)('of any name', async () => {
    for (const name of ["a & b's “100%” clip.mp4", '-dash.mp4', 'new\nline.mp4', 'a:b.mp4', '%03d.mp4'])
      expect((await probed(made(folder, 'film.mp4', name))).durationMs).toBe(2000);
  });
});

function never_(): never {
  throw new Error('it has no picture');
}

describe('the programs that packages bring', () => {
  itWith(FFMPEG)('measure the same, where the system has none', async () => {
    const files = (['film.mp4', 'left.wav', 'silent.mp4'] as const).map((clip) => made(folder, clip));
    const usual = await Promise.all(files.map((file) => measured(file)));
    const path = process.env['PATH'];
    process.env['PATH'] = '/nonexistent';
    onTestFinished(() => {
      process.env['PATH'] = path;
    });
    expect(programs()).toMatchObject({ isBundled: true });
    const bundled = await Promise.all(files.map((file) => measured(file)));
    for (const [n, { sound }] of bundled.entries()) {
      const was = usual[n]?.sound;
      expect(sound?.loudness ?? -99).toBeCloseTo(was?.loudness ?? -99, 0);
      expect(sound?.peaks.map((peak) => peak === null)).toEqual(was?.peaks.map((peak) => peak === null));
    }
  });
});

describe('no clip', () => {
  itWith(FFMPEG)('but a copy that broke off, an empty file, words, or a picture', async () => {
    const words = join(folder, 'words.mp4');
    writeFileSync(words, 'This is no film.\n'.repeat(100));
    const empty = join(folder, 'empty.mp4');
    writeFileSync(empty, '');
    for (const [file, why] of [
      [brokenOff(folder, 'film.mp4', 'broken.mp4'), 'moov atom not found'],
      [empty, 'can’t be read'],
      [words, 'can’t be read'],
    ] as const) {
      const failing = probed(file);
      await expect(failing).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE', kind: 'refused' });
      await expect(failing).rejects.toThrow(why);
      await expect(failing).rejects.toThrow(/^[^\n]*$/);
    }
  });

  itWith(FFMPEG)('but a list named like one opens nothing outside', async () => {
    const secret = made(folder, 'film.mp4', 'outside.ts');
    const list = join(folder, 'list.mp4');
    writeFileSync(list, `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${secret}\n#EXT-X-ENDLIST\n`);
    await expect(probed(list)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
    const concat = join(folder, 'concat.mp4');
    writeFileSync(concat, `ffconcat version 1.0\nfile '${secret}'\n`);
    await expect(probed(concat)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
  });

  itWith(FFMPEG)('is left running when it is cancelled', async () => {
    const file = made(folder, 'film.mp4', 'looked-at.mp4');
    const facts = await probed(file);
    const ending = new AbortController();
    const running = measureMedia(programs(), { file, facts, cut: WHOLE, signal: ending.signal });
    ending.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    const left = execFileSync('sh', ['-c', "ps -eo args | grep '[l]ooked-at.mp4' || true"], {
      encoding: 'utf8',
    });
    expect(left).toBe('');
  });
});
