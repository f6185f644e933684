// Encodes the picture of a clip as vMix takes it: constant rate, upright, square pixels, progressive, 8 bit, limited
// range, a key frame every two seconds. Sound is made apart, so that correcting it costs no second encode.
import { basename } from 'node:path';
import type { Cut, VideoFacts } from '../../domain/media/facts.ts';
import { VMIX_PROFILE } from '../../domain/media/profile.ts';
import type { FfmpegPrograms } from './programs.ts';
import { cutArguments, inputArguments, runProgram } from './running.ts';

export interface PictureRequest {
  readonly file: string;
  readonly video: VideoFacts;
  readonly cut: Cut;
  /** Must not exist. */
  readonly out: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Of the film, in milliseconds from its beginning. */
  readonly onTime?: (ms: number) => void;
}

export async function encodePicture(
  { ffmpeg }: FfmpegPrograms,
  { file, video, cut, out, signal, timeoutMs, onTime = () => {} }: PictureRequest,
): Promise<void> {
  const args = [
    ...['-hide_banner', '-nostdin', '-nostats', '-v', 'error', '-progress', 'pipe:2'],
    ...cutArguments(cut),
    ...inputArguments(file),
    ...['-map', `0:${video.stream}`, '-an', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...['-vf', pictureFilters(video)],
    ...['-c:v', 'libx264', '-preset', VMIX_PROFILE.preset, '-crf', String(VMIX_PROFILE.crf)],
    ...['-profile:v', 'high', '-pix_fmt', 'yuv420p'],
    ...['-g', String(VMIX_PROFILE.keyFrames), '-flags', '+cgop'],
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'],
    ...['-movflags', '+faststart', '-f', 'mp4', `file:${out}`],
  ];
  const onLine = (line: string) => {
    const [, at = ''] = /^out_time_us=(\d+)/.exec(line) ?? [];
    if (at !== '') onTime(Number(at) / 1000);
  };
  await runProgram(ffmpeg, args, { name: basename(file), signal, timeoutMs, onLine });
}

/** In this order: frames are made whole before they are scaled, and their colours are settled last. */
export function pictureFilters(video: VideoFacts): string {
  const [over, under] = VMIX_PROFILE.frameRate;
  const isHdr = video.transfer === 'smpte2084' || video.transfer === 'arib-std-b67';
  const light = 'zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0';
  return [
    ...(video.isInterlaced ? ['bwdif=mode=send_frame'] : []),
    // The option of the output would move picture against sound where the rate varies.
    `fps=${over}/${under}:start_time=0`,
    // Square pixels, then no wider than the profile, then even sides; never larger.
    `scale=w='trunc(min(iw*sar,${VMIX_PROFILE.mostWidth})/2)*2':h='trunc(ih*min(1,${VMIX_PROFILE.mostWidth}/(iw*sar))/2)*2':flags=lanczos`,
    'setsar=1',
    ...(isHdr ? [light, 'zscale=t=bt709:m=bt709:r=tv'] : []),
    ...(isHdr
      ? []
      : [
          `scale=in_range=${video.range === 'full' ? 'full' : 'limited'}:out_range=limited:out_color_matrix=bt709`,
        ]),
    'format=yuv420p',
  ].join(',');
}
