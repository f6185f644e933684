// Makes one clip ready for air: picture and sound encoded once, joined, verified, and only then given its name. Writes in
// the given folder alone, and leaves nothing half-made there.
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Cut, MediaFacts, MediaMeasure, SoundMeasure } from '../../domain/media/facts.ts';
import { playedMs, playedTrack } from '../../domain/media/facts.ts';
import type { LoudnessTarget } from '../../domain/media/profile.ts';
import { Fault } from '../../errors.ts';
import { encodePicture } from './picture.ts';
import type { FfmpegPrograms } from './programs.ts';
import { runProgram } from './running.ts';
import { makeSound } from './sound.ts';
import { verifyClip } from './verify.ts';

export interface PrepareRequest {
  readonly file: string;
  readonly facts: MediaFacts;
  readonly cut: Cut;
  /** Of the cut. */
  readonly measure: MediaMeasure;
  readonly target: LoudnessTarget | null;
  /** The result; must not exist. */
  readonly out: string;
  /** Of the disk that has room for the clip. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

export interface PreparedClip {
  readonly facts: MediaFacts;
  readonly sound: SoundMeasure;
  readonly encodeMs: number;
  readonly verifyMs: number;
}

/** A slow machine encodes at a fifth of the speed of the film. */
const SLOWEST = 20;
const LEAST_MS = 120_000;

/** Rejects with a Fault: MEDIA_UNREADABLE, LOUDNESS_MISSED, or MEDIA_NOT_MADE with all that is wrong with the result. */
export async function prepareClip(programs: FfmpegPrograms, request: PrepareRequest): Promise<PreparedClip> {
  const { file, facts, cut, measure, target, out, signal, onProgress = () => {} } = request;
  const lengthMs = playedMs(cut, facts.durationMs) ?? measure.durationMs;
  const timeoutMs = LEAST_MS + SLOWEST * lengthMs;
  const folder = await mkdtemp(join(request.folder, 'prepare-'));
  try {
    const begunMs = performance.now();
    const [picture, sound, whole] = ['picture.mp4', 'sound.m4a', 'whole.mp4'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    const { video } = facts;
    if (video !== null)
      await encodePicture(programs, {
        ...{ file, video, cut, out: picture, signal, timeoutMs },
        onTime: (ms) => onProgress(Math.min(1, ms / lengthMs)),
      });
    const track = playedTrack(facts);
    const heard = await makeSound(programs, {
      ...{ file, track, cut, lengthMs, target, signal, timeoutMs },
      ...{ measure: measure.sound, out: sound },
    });
    await joinParts(programs, { picture: video === null ? null : picture, sound, whole, signal, timeoutMs });
    const encodeMs = performance.now() - begunMs;
    const verified = await verifyClip(programs, {
      ...{ source: file, facts, cut, lengthMs, result: whole, signal, timeoutMs },
    });
    if (verified.failures.length > 0) throw notMade(file, verified.failures);
    await rename(whole, out);
    return {
      facts: verified.facts,
      sound: heard,
      encodeMs,
      verifyMs: performance.now() - begunMs - encodeMs,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Joining {
  readonly picture: string | null;
  readonly sound: string;
  readonly whole: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

async function joinParts(
  { ffmpeg }: FfmpegPrograms,
  { picture, sound, whole, signal, timeoutMs }: Joining,
): Promise<void> {
  const inputs = [picture, sound].flatMap((one) => (one === null ? [] : ['-i', `file:${one}`]));
  const args = [
    ...['-hide_banner', '-nostdin', '-nostats', '-v', 'error', ...inputs],
    ...(picture === null ? ['-map', '0:a'] : ['-map', '0:v', '-map', '1:a']),
    ...['-c', 'copy', '-movflags', '+faststart', '-f', 'mp4', `file:${whole}`],
  ];
  await runProgram(ffmpeg, args, { name: basename(whole), signal, timeoutMs });
}

function notMade(file: string, failures: readonly string[]): Fault {
  const sentence = `${basename(file)} could not be made ready for air: the result ${failures.join(', and it ')}.`;
  return new Fault('refused', 'MEDIA_NOT_MADE', sentence);
}
