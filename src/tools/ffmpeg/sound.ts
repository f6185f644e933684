// Makes the sound of a clip ready for air: stereo at 48 kHz, both sides heard, at the target loudness and under its true
// peak. The gain is one number for the whole clip, so that nothing pumps. What counts is the measurement of the encoded
// sound, decoded again: AAC overshoots.
import { rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { type AudioFacts, type Cut, oneSide, type SoundMeasure, WHOLE } from '../../domain/media/facts.ts';
import { type LoudnessTarget, NEAR_LU, VMIX_PROFILE } from '../../domain/media/profile.ts';
import { Fault } from '../../errors.ts';
import { measureMedia } from './measure.ts';
import { probeMedia } from './probe.ts';
import type { FfmpegPrograms } from './programs.ts';
import { cutArguments, inputArguments, runProgram } from './running.ts';

export interface SoundRequest {
  readonly file: string;
  /** Null: silence. */
  readonly track: AudioFacts | null;
  /** Of the cut, as it is in the file; null without sound. */
  readonly measure: SoundMeasure | null;
  readonly cut: Cut;
  /** Of the result. */
  readonly lengthMs: number;
  /** Null: as loud as it is. */
  readonly target: LoudnessTarget | null;
  /** Must not exist. */
  readonly out: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** Corrections after the first attempt. */
const CORRECTIONS = 3;
/** AAC turns corners into overshoots; the first guess leaves it room. */
const ROOM_DB = 1;

/** Resolves with the measurement of the result. Rejects with a Fault LOUDNESS_MISSED if it can't be brought to the
 *  target. */
export async function makeSound(programs: FfmpegPrograms, request: SoundRequest): Promise<SoundMeasure> {
  const { target, out, signal } = request;
  const plain = `${out}.wav`;
  try {
    await flatten(programs, request, plain);
    const before = await measured(programs, plain, signal);
    const isMeasured = target !== null && before.loudness !== null;
    let [gain, ceiling] = isMeasured
      ? [target.loudness - (before.loudness ?? 0), target.truePeak - ROOM_DB]
      : [0, null];
    for (let attempt = 0; ; attempt++) {
      await encode(programs, { from: plain, to: out, gain, ceiling, signal, timeoutMs: request.timeoutMs });
      const after = await measured(programs, out, signal);
      if (!isMeasured || isOnTarget(after, target)) return after;
      if (attempt === CORRECTIONS) throw missed(request, after, target);
      gain += target.loudness - (after.loudness ?? target.loudness);
      ceiling = (ceiling ?? 0) - Math.max(0, (after.truePeak ?? target.truePeak) - target.truePeak + 0.1);
      await rm(out);
    }
  } finally {
    await rm(plain, { force: true });
  }
}

function isOnTarget({ loudness, truePeak }: SoundMeasure, target: LoudnessTarget): boolean {
  const isNear = loudness !== null && Math.abs(loudness - target.loudness) <= NEAR_LU;
  return isNear && (truePeak === null || truePeak <= target.truePeak);
}

/** Two channels that both say something, as long as the picture, from its first moment on. */
async function flatten(
  { ffmpeg }: FfmpegPrograms,
  { file, track, measure, cut, lengthMs, signal, timeoutMs }: SoundRequest,
  out: string,
): Promise<void> {
  const { sampleRate } = VMIX_PROFILE;
  const seconds = (lengthMs / 1000).toFixed(3);
  const source =
    track === null
      ? ['-f', 'lavfi', '-i', `anullsrc=channel_layout=stereo:sample_rate=${sampleRate}`]
      : [...cutArguments(cut), ...inputArguments(file), '-map', `0:${track.stream}`, '-vn'];
  const filters = [
    // Sound that begins late is moved to its place with silence before it.
    'aresample=async=1:first_pts=0',
    ...(track === null ? [] : [downmix(track, measure)]),
    `aresample=${sampleRate}`,
    'apad',
    `atrim=0:${seconds}`,
  ];
  const args = [
    ...['-hide_banner', '-nostdin', '-nostats', '-v', 'error'],
    ...source,
    ...['-af', filters.join(','), '-t', seconds, '-c:a', 'pcm_f32le', '-f', 'wav', `file:${out}`],
  ];
  await runProgram(ffmpeg, args, { name: basename(file), signal, timeoutMs });
}

/** Said here, not left to the encoder: a downmix after the measurement would change it by several LU. */
function downmix({ channels }: AudioFacts, measure: SoundMeasure | null): string {
  const side = measure === null ? null : oneSide(measure);
  if (side !== null) return `pan=stereo|c0=${side === 'left' ? 'c0|c1=c0' : 'c1|c1=c1'}`;
  if (channels === 1) return 'pan=stereo|c0=c0|c1=c0';
  return 'aformat=channel_layouts=stereo';
}

interface Encoding {
  readonly from: string;
  readonly to: string;
  /** In dB. */
  readonly gain: number;
  /** In dBTP; null: no limiter. */
  readonly ceiling: number | null;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

async function encode(
  { ffmpeg }: FfmpegPrograms,
  { from, to, gain, ceiling, signal, timeoutMs }: Encoding,
): Promise<void> {
  const { sampleRate, audioBitRate } = VMIX_PROFILE;
  // True peaks lie between samples: the limiter sees them at four times the rate.
  const limiter =
    ceiling === null
      ? []
      : [
          `aresample=${4 * sampleRate}`,
          `alimiter=limit=${amplitude(ceiling)}:level=false:attack=1:release=50`,
        ];
  const filters = [`volume=${gain.toFixed(2)}dB`, ...limiter, `aresample=${sampleRate}`];
  const writing = `${to}.writing`;
  const args = [
    ...['-hide_banner', '-nostdin', '-nostats', '-v', 'error', ...inputArguments(from)],
    ...['-af', filters.join(','), '-c:a', 'aac', '-b:a', audioBitRate, '-ar', String(sampleRate)],
    ...['-f', 'mp4', `file:${writing}`],
  ];
  try {
    await runProgram(ffmpeg, args, { name: basename(to), signal, timeoutMs });
    await rename(writing, to);
  } finally {
    await rm(writing, { force: true });
  }
}

function amplitude(decibels: number): string {
  return Math.max(0.0625, Math.min(1, 10 ** (decibels / 20))).toFixed(5);
}

async function measured(programs: FfmpegPrograms, file: string, signal: AbortSignal): Promise<SoundMeasure> {
  const facts = await probeMedia(programs, file, signal);
  const { sound } = await measureMedia(programs, { file, facts, cut: WHOLE, signal });
  if (sound === null) throw new Fault('bug', 'MEDIA_NOT_MADE', 'The sound of a clip was made without sound.');
  return sound;
}

function missed({ file }: SoundRequest, { loudness, truePeak }: SoundMeasure, target: LoudnessTarget): Fault {
  const is = `${loudness} LUFS and ${truePeak} dBTP`;
  const wanted = `${target.loudness} LUFS and at most ${target.truePeak} dBTP`;
  const sentence = `The sound of ${basename(file)} can’t be brought to ${wanted}; it comes out at ${is}.`;
  return new Fault('refused', 'LOUDNESS_MISSED', sentence);
}
