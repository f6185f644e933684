// Measures a clip or a cut of it in one pass: loudness, peaks, silence, black and frozen pictures.
import { basename } from 'node:path';
import {
  type Cut,
  type MediaFacts,
  type MediaMeasure,
  playedTrack,
  type SoundMeasure,
  type TimeRange,
} from '../../domain/media/facts.ts';
import type { FfmpegPrograms } from './programs.ts';
import { cutArguments, inputArguments, runProgram } from './running.ts';

export interface Measuring {
  readonly file: string;
  readonly facts: MediaFacts;
  readonly cut: Cut;
  readonly signal: AbortSignal;
  /** 0 to 1; not called if the length is not known. */
  readonly onProgress?: (fraction: number) => void;
}

/** Reading is quicker than playing, by far; a disk that stalls is not waited for. */
const LEAST_MS = 120_000;

/** Rejects with a Fault MEDIA_UNREADABLE. Times are those of the cut. */
export async function measureMedia(
  { ffmpeg }: FfmpegPrograms,
  { file, facts, cut, signal, onProgress = () => {} }: Measuring,
): Promise<MediaMeasure> {
  const track = playedTrack(facts);
  const asked = cut.endMs === null ? facts.durationMs : cut.endMs - cut.startMs;
  const lines = linesOf(asked, onProgress);
  const args = [
    ...['-hide_banner', '-nostdin', '-nostats', '-v', 'info', '-progress', 'pipe:2'],
    ...cutArguments(cut),
    ...inputArguments(file),
    ...(facts.video === null ? [] : ['-map', `0:${facts.video.stream}`, '-vf', PICTURE_FILTERS]),
    ...(track === null ? [] : ['-map', `0:${track.stream}`, '-af', SOUND_FILTERS]),
    ...['-f', 'null', '-'],
  ];
  const timeoutMs = LEAST_MS + 2 * (asked ?? 3_600_000);
  await runProgram(ffmpeg, args, { name: basename(file), signal, timeoutMs, onLine: lines.read });
  const durationMs = lines.endMs();
  return {
    durationMs,
    sound: track === null ? null : lines.sound(durationMs),
    picture:
      facts.video === null
        ? null
        : { black: lines.ranges('black', durationMs), frozen: lines.ranges('freeze', durationMs) },
  };
}

/** Small pictures tell as much, and take a fraction of the time. */
const PICTURE_FILTERS = 'scale=320:-2,blackdetect=d=0.5:pix_th=0.10,freezedetect=n=-60dB:d=2';
const SOUND_FILTERS = 'astats,ebur128=peak=true:framelog=verbose,silencedetect=n=-50dB:d=1';

type Kind = 'black' | 'freeze' | 'silence';

interface Read {
  read(line: string): void;
  endMs(): number;
  sound(endMs: number): SoundMeasure;
  ranges(kind: Kind, endMs: number): readonly TimeRange[];
}

/** Parses the lines of stderr as they come. */
function linesOf(askedMs: number | null, onProgress: (fraction: number) => void): Read {
  const starts = new Map<Kind, number[]>();
  const ends = new Map<Kind, number[]>();
  const peaks: (number | null)[] = [];
  const summary = new Map<string, number | null>();
  let endMs = 0;
  const add = (to: Map<Kind, number[]>, kind: Kind, at: string) => {
    to.set(kind, [...(to.get(kind) ?? []), Math.max(0, Math.round(Number(at) * 1000))]);
  };
  const read = (line: string): void => {
    const [, at = ''] = /^out_time_us=(\d+)/.exec(line) ?? [];
    if (at !== '') {
      endMs = Math.max(endMs, Math.round(Number(at) / 1000));
      if (askedMs) onProgress(Math.min(1, endMs / askedMs));
      return;
    }
    for (const [, kind = '', side = '', time = ''] of line.matchAll(EVENT))
      add(side === 'start' ? starts : ends, kind as Kind, time);
    const [, peak = ''] = /Parsed_astats.*\] Peak level dB: (\S+)/.exec(line) ?? [];
    if (peak !== '') peaks.push(decibels(peak));
    const [, label = '', value = ''] = /^\s+(I|LRA|Peak):\s+(\S+) (?:LUFS|LU|dBFS)$/.exec(line) ?? [];
    if (label !== '') summary.set(label, decibels(value));
  };
  const ranges = (kind: Kind, lastMs: number): readonly TimeRange[] =>
    (starts.get(kind) ?? []).map((startMs, i) => ({ startMs, endMs: ends.get(kind)?.[i] ?? lastMs }));
  return {
    read,
    endMs: () => endMs,
    ranges,
    sound(lastMs) {
      const [loudness, range, truePeak] = [
        summary.get('I') ?? null,
        summary.get('LRA') ?? 0,
        summary.get('Peak'),
      ];
      return {
        // The gate of the measurement lies at -70 LUFS, and shorter than a block of 400 ms there is none.
        loudness: loudness === null || loudness <= UNMEASURED_LUFS ? null : loudness,
        range: range ?? 0,
        truePeak: truePeak ?? null,
        // The last one is that of all channels together.
        peaks: peaks.slice(0, -1),
        silent: ranges('silence', lastMs),
      };
    },
  };
}

const UNMEASURED_LUFS = -70;
const EVENT = /\b(black|freeze|silence)_(start|end): ?(-?[\d.]+)/g;

/** Lower than any recording. */
const SILENCE_DB = -300;

/** Null for digital silence, which is `-inf`, or in old builds a number far below. */
function decibels(said: string): number | null {
  const value = Number(said);
  return Number.isFinite(value) && value > SILENCE_DB ? value : null;
}
