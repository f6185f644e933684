// Asks ffprobe what a media file is, without decoding it.
import { basename } from 'node:path';
import { z } from 'zod';
import type { AudioFacts, MediaFacts, VideoFacts } from '../../domain/media/facts.ts';
import type { FfmpegPrograms } from './programs.ts';
import { inputArguments, runProgram, unreadable } from './running.ts';

const TIMEOUT_MS = 60_000;
const SHOWN =
  'format=format_name,duration,size:stream=index,codec_type,codec_name,profile,width,height,pix_fmt,' +
  'bits_per_raw_sample,r_frame_rate,avg_frame_rate,sample_aspect_ratio,field_order,color_range,color_primaries,' +
  'color_transfer,start_time,duration,channels,channel_layout,sample_rate:stream_disposition=default,attached_pic:' +
  'stream_tags=rotate:stream_side_data=rotation';

/** Rejects with a Fault MEDIA_UNREADABLE. `file`: its place on this machine. */
export async function probeMedia(
  { ffprobe }: FfmpegPrograms,
  file: string,
  signal: AbortSignal,
): Promise<MediaFacts> {
  const name = basename(file);
  const args = ['-v', 'error', '-of', 'json', '-show_entries', SHOWN, ...inputArguments(file)];
  const stdout = await runProgram(ffprobe, args, { name, signal, timeoutMs: TIMEOUT_MS });
  const parsed = shape.safeParse(JSON.parse(stdout));
  if (!parsed.success) throw unreadable(name, 'ffprobe told nothing of use', z.prettifyError(parsed.error));
  const { format, streams } = parsed.data;
  const pictures = streams.filter((stream) => stream.codec_type === 'video');
  const film = pictures.find((stream) => stream.disposition?.attached_pic !== 1) ?? null;
  const audio = streams.flatMap((stream) => (stream.codec_type === 'audio' ? [audioOf(stream)] : []));
  const video = film && videoOf(film);
  if (video === null && audio.length === 0)
    throw unreadable(name, 'it has neither picture nor sound', stdout);
  return {
    container: format.format_name,
    bytes: Number(format.size),
    durationMs: milliseconds(format.duration),
    video,
    audio,
    hasCover: pictures.some((stream) => stream.disposition?.attached_pic === 1),
  };
}

const text = z.string().optional();
const streamShape = z.object({
  index: z.number(),
  codec_type: text,
  codec_name: text,
  profile: z.union([z.string(), z.number()]).optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  pix_fmt: text,
  bits_per_raw_sample: text,
  r_frame_rate: text,
  avg_frame_rate: text,
  sample_aspect_ratio: text,
  field_order: text,
  color_range: text,
  color_primaries: text,
  color_transfer: text,
  start_time: text,
  channels: z.number().optional(),
  channel_layout: text,
  sample_rate: text,
  disposition: z.object({ default: z.number(), attached_pic: z.number() }).optional(),
  tags: z.object({ rotate: text }).optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
});
const shape = z.object({
  format: z.object({ format_name: z.string(), duration: text, size: z.string() }),
  streams: z.array(streamShape),
});

type Stream = z.infer<typeof streamShape>;

/** Null without the sizes that a picture has. */
function videoOf(stream: Stream): VideoFacts | null {
  const { width, height } = stream;
  if (!width || !height) return null;
  const rotation = rotationOf(stream);
  const [across, down] = ratio(stream.sample_aspect_ratio) ?? [1, 1];
  const seen = [Math.round((width * across) / down), height] as const;
  const [wide, high] = rotation % 180 === 0 ? seen : [seen[1], seen[0]];
  const stated = ratio(stream.r_frame_rate);
  const average = ratio(stream.avg_frame_rate);
  const frameRate = average ?? stated ?? [0, 1];
  return {
    stream: stream.index,
    codec: stream.codec_name ?? 'unknown',
    profile: stream.profile === undefined ? null : String(stream.profile),
    width: wide,
    height: high,
    rotation,
    hasSquarePixels: across === down,
    frameRate,
    isConstantRate: stated !== null && average !== null && isSameRate(stated, average),
    pixelFormat: stream.pix_fmt ?? 'unknown',
    bitDepth: bitDepthOf(stream),
    range:
      stream.color_range === 'pc' || /^yuvj/.test(stream.pix_fmt ?? '')
        ? 'full'
        : stream.color_range === 'tv'
          ? 'limited'
          : null,
    primaries: known(stream.color_primaries),
    transfer: known(stream.color_transfer),
    isInterlaced: /^(?:tt|bb|tb|bt)$/.test(stream.field_order ?? ''),
    startMs: milliseconds(stream.start_time) ?? 0,
  };
}

function audioOf(stream: Stream): AudioFacts {
  return {
    stream: stream.index,
    codec: stream.codec_name ?? 'unknown',
    channels: stream.channels ?? 0,
    layout: known(stream.channel_layout),
    sampleRate: Number(stream.sample_rate ?? 0),
    isDefault: stream.disposition?.default === 1,
    startMs: milliseconds(stream.start_time) ?? 0,
  };
}

/** A phone's film says by how much it is to be turned back; players turn it the other way. */
function rotationOf({ side_data_list: sides, tags }: Stream): number {
  const turned = sides?.find(({ rotation }) => rotation !== undefined)?.rotation;
  const degrees = turned === undefined ? Number(tags?.rotate ?? 0) : -turned;
  return (((Math.round(degrees / 90) * 90) % 360) + 360) % 360;
}

function bitDepthOf({ bits_per_raw_sample: bits, pix_fmt: format = '' }: Stream): number {
  const named = /(?:p|gray)(9|10|12|14|16)(?:le|be)?$/.exec(format)?.[1];
  return Number(named ?? bits ?? 8) || 8;
}

/** Containers store times in whole ticks, so that rates come out a little off. */
function isSameRate(a: readonly [number, number], b: readonly [number, number]): boolean {
  return Math.abs(a[0] / a[1] - b[0] / b[1]) < 0.005 * (a[0] / a[1]);
}

/** `30000/1001`, `4:3`; null if unknown or zero. */
function ratio(said: string | undefined): readonly [number, number] | null {
  const [, over = '0', under = '0'] = /^(\d+)[/:](\d+)$/.exec(said ?? '') ?? [];
  return Number(over) > 0 && Number(under) > 0 ? [Number(over), Number(under)] : null;
}

function known(said: string | undefined): string | null {
  return said === undefined || said === 'unknown' || said === '' ? null : said;
}

/** From seconds; null if it is not said. */
function milliseconds(said: string | undefined): number | null {
  const seconds = Number(said ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.round(seconds * 1000) : null;
}
