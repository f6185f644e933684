// Checks a clip that was made: an exit code of zero proves nothing. Every stream is decoded to its end, and the result is
// compared with what was asked for and with its source.
import { basename } from 'node:path';
import { execa } from 'execa';
import { type Cut, type MediaFacts, playedTrack, type VideoFacts } from '../../domain/media/facts.ts';
import { missesProfile, VMIX_PROFILE } from '../../domain/media/profile.ts';
import { Fault } from '../../errors.ts';
import { pictureFilters } from './picture.ts';
import { probeMedia } from './probe.ts';
import type { FfmpegPrograms } from './programs.ts';
import { cutArguments, inputArguments, runProgram } from './running.ts';

export interface VerifyRequest {
  readonly source: string;
  readonly facts: MediaFacts;
  readonly cut: Cut;
  readonly lengthMs: number;
  readonly result: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

const NEAR_MS = 100;
const FRAME_MS = (1000 * VMIX_PROFILE.frameRate[1]) / VMIX_PROFILE.frameRate[0];

/** Each as the end of “it …”; empty if all is well. */
export async function verifyClip(
  programs: FfmpegPrograms,
  request: VerifyRequest,
): Promise<{ readonly facts: MediaFacts; readonly failures: readonly string[] }> {
  const { result, signal, lengthMs } = request;
  const facts = await probeMedia(programs, result, signal);
  const failures = [...missesProfile(facts), ...(await undecodable(programs, request))];
  const length = facts.durationMs ?? 0;
  if (Math.abs(length - lengthMs) > NEAR_MS) failures.push(`lasts ${length} ms, not ${lengthMs}`);
  const track = playedTrack(facts);
  if (facts.video && track && Math.abs(facts.video.startMs - track.startMs) > FRAME_MS)
    failures.push('begins with picture and sound apart');
  if (request.facts.video !== null && failures.length === 0)
    failures.push(...(await framesApart(programs, request, request.facts.video)));
  return { facts, failures };
}

async function undecodable(
  { ffmpeg }: FfmpegPrograms,
  { result, signal, timeoutMs }: VerifyRequest,
): Promise<readonly string[]> {
  const strict = ['-v', 'error', '-nostdin', '-xerror', '-err_detect', 'explode'];
  const args = [...strict, ...inputArguments(result), '-map', '0', '-f', 'null', '-'];
  try {
    await runProgram(ffmpeg, args, { name: basename(result), signal, timeoutMs });
    return [];
  } catch (error) {
    if (error instanceof Fault && error.code === 'MEDIA_UNREADABLE')
      return [`can’t be decoded: ${error.message}`];
    throw error;
  }
}

/** Mean difference of grey levels that encoding makes; another frame of a moving picture differs by more. */
const MOST_GREY = 10;
const SIDE = 24;

async function framesApart(
  programs: FfmpegPrograms,
  { source, cut, result, lengthMs, signal }: VerifyRequest,
  video: VideoFacts,
): Promise<readonly string[]> {
  const last = Math.max(0, lengthMs - 2 * FRAME_MS);
  const apart: string[] = [];
  for (const [name, atMs] of [
    ['first', 0],
    ['last', last],
  ] as const) {
    const [was, is] = [
      await greyFrame(programs, {
        file: source,
        atMs: cut.startMs + atMs,
        filters: pictureFilters(video),
        signal,
      }),
      await greyFrame(programs, { file: result, atMs, filters: 'null', signal }),
    ];
    if (was.length === 0 || is.length === 0) apart.push(`has no ${name} frame`);
    else if (difference(was, is) > MOST_GREY) apart.push(`has another ${name} frame than its source`);
  }
  return apart;
}

interface FrameRequest {
  readonly file: string;
  readonly atMs: number;
  readonly filters: string;
  readonly signal: AbortSignal;
}

async function greyFrame(
  { ffmpeg }: FfmpegPrograms,
  { file, atMs, filters, signal }: FrameRequest,
): Promise<Uint8Array> {
  const args = [
    ...['-v', 'error', '-nostdin', ...cutArguments({ startMs: Math.round(atMs), endMs: null })],
    ...inputArguments(file),
    ...['-frames:v', '1', '-an', '-vf', `${filters},scale=${SIDE}:${SIDE}:flags=area,format=gray`],
    ...['-f', 'rawvideo', 'pipe:1'],
  ];
  const { stdout } = await execa(ffmpeg, args, {
    encoding: 'buffer',
    stdin: 'ignore',
    cancelSignal: signal,
    reject: false,
  });
  return stdout;
}

function difference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, level, i) => sum + Math.abs(level - (b[i] ?? 0)), 0) / a.length;
}
