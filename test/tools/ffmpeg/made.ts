// Clips and sounds made with the system's ffmpeg, short and small.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const FFMPEG = {
  name: 'ffmpeg',
  probe: ['ffmpeg', '-version'],
  install: 'sudo apt-get install ffmpeg',
} as const;

const generated = (source: string): readonly string[] => ['-f', 'lavfi', '-i', source];
const FILM = generated('testsrc2=s=320x180:r=30:d=2');
const TONE = generated('sine=440:r=48000:d=2');
const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const AAC = ['-c:a', 'aac'];

const RECIPES = {
  'film.mp4': [...FILM, ...TONE, ...X264, ...AAC],
  'mute.mp4': [...FILM, ...X264],
  'silent.mp4': [...FILM, ...generated('anullsrc=r=44100:cl=stereo'), '-t', '2', ...X264, ...AAC],
  'left.wav': [...TONE, '-af', 'pan=stereo|c0=c0|c1=0*c0'],
  'short.wav': [...generated('sine=440:d=0.2')],
  'upright.mp4': [...generated('testsrc2=s=180x320:r=30:d=1'), ...TONE, '-t', '1', ...X264, ...AAC],
  'odd.mkv': [...generated('testsrc2=s=161x91:r=30:d=1'), '-c:v', 'libx264', '-pix_fmt', 'yuv444p'],
  'full-range.mp4': [
    ...FILM,
    '-vf',
    'scale=out_range=full,format=yuvj420p',
    '-c:v',
    'libx264',
    '-color_range',
    'pc',
  ],
  'interlaced.ts': [
    ...generated('testsrc2=s=360x288:r=50:d=1'),
    ...['-vf', 'tinterlace=interleave_top,fieldorder=tff,setsar=16/15', '-r', '25'],
    ...['-c:v', 'mpeg2video', '-flags', '+ildct+ilme', '-top', '1'],
  ],
  'two-tracks.mp4': [
    ...FILM,
    ...TONE,
    ...generated('sine=880:d=2'),
    ...['-map', '0', '-map', '1', '-map', '2', ...X264, ...AAC],
  ],
  'surround.mkv': [
    ...generated('sine=440:d=1'),
    '-af',
    'pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0',
    '-c:a',
    'ac3',
  ],
  'variable.mp4': [
    ...generated('testsrc2=s=320x180:r=30:d=3'),
    ...['-vf', "select='not(mod(n,3))+lt(n,30)'", '-vsync', 'vfr', ...X264],
  ],
  'black.mp4': [...generated('color=black:s=320x180:r=30:d=3'), ...X264],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Clip = keyof typeof RECIPES;

/** Makes it under this name, or one of a test's own. Returns its place. */
export function made(folder: string, clip: Clip, name: string = clip): string {
  const place = join(folder, name);
  const format = clip.split('.').at(-1) ?? '';
  const container = { mkv: 'matroska', ts: 'mpegts' }[format] ?? format;
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...RECIPES[clip], '-f', container, `file:${place}`]);
  return place;
}

/** The beginning of it, as a copy that broke off leaves it. */
export function brokenOff(folder: string, clip: Clip, name: string): string {
  const whole = readFileSync(made(folder, clip));
  const place = join(folder, name);
  writeFileSync(place, whole.subarray(0, Math.floor(whole.length * 0.6)));
  return place;
}
