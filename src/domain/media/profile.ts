// The shape in which vMix plays clips without trouble, the loudness that programs have, and by how much a file misses
// them. Values that the show's own documents do not give are marked as ours.
import { type MediaFacts, playedTrack } from './facts.ts';

export const VMIX_PROFILE = {
  /** Frames per second. */
  frameRate: [30_000, 1_001],
  mostWidth: 1920,
  crf: 18,
  preset: 'medium',
  /** Ours: a key frame at least every two seconds, so that a mixer can jump. */
  keyFrames: 60,
  audioBitRate: '192k',
  sampleRate: 48_000,
  channels: 2,
} as const;

export interface LoudnessTarget {
  /** LUFS. */
  readonly loudness: number;
  /** dBTP. */
  readonly truePeak: number;
}

export const LOUDNESS = {
  vmix: { loudness: -16, truePeak: -1.5 },
  'ebu-r128': { loudness: -23, truePeak: -1 },
  'atsc-a85': { loudness: -24, truePeak: -2 },
} as const satisfies Readonly<Record<string, LoudnessTarget>>;

/** LU by which a programme may miss its target. */
export const NEAR_LU = 0.5;

/** Each as the end of “it …”; empty if it needs no encoding. */
export function missesProfile(facts: MediaFacts): readonly string[] {
  const { video, container } = facts;
  const track = playedTrack(facts);
  const misses: string[] = [];
  if (!container.split(',').includes('mp4')) misses.push('is no MP4');
  if (video !== null) {
    const [over, under] = VMIX_PROFILE.frameRate;
    if (video.codec !== 'h264') misses.push(`is ${video.codec}, not H.264`);
    if (video.pixelFormat !== 'yuv420p') misses.push(`has ${video.pixelFormat} pixels`);
    if (video.rotation !== 0) misses.push('is turned by a tag');
    if (!video.hasSquarePixels) misses.push('has pixels that are not square');
    if (video.isInterlaced) misses.push('is interlaced');
    if (video.range === 'full') misses.push('has the full range of levels');
    if (video.width > VMIX_PROFILE.mostWidth) misses.push(`is ${video.width} pixels wide`);
    if (!video.isConstantRate) misses.push('has no constant frame rate');
    else if (video.frameRate[0] * under !== over * video.frameRate[1]) misses.push('has another frame rate');
  }
  if (track === null) misses.push('has no sound track');
  else {
    if (track.codec !== 'aac') misses.push(`has ${track.codec} sound`);
    if (track.sampleRate !== VMIX_PROFILE.sampleRate) misses.push(`has ${track.sampleRate} Hz sound`);
    if (track.channels !== VMIX_PROFILE.channels) misses.push('has no stereo sound');
  }
  if (facts.audio.length > 1) misses.push('has several sound tracks');
  return misses;
}
