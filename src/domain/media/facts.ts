// Describes a media file, and the measurements of it or of a cut of it. They hold for every file with the same bytes.

export interface MediaFacts {
  /** As ffprobe names it: `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly container: string;
  readonly bytes: number;
  /** Null if the file does not say. */
  readonly durationMs: number | null;
  /** Null for sound, even if a cover picture lies in the file. */
  readonly video: VideoFacts | null;
  /** All tracks, in the order of the file; the first one marked as default, or else the first, is played. */
  readonly audio: readonly AudioFacts[];
  readonly hasCover: boolean;
}

export interface VideoFacts {
  /** Index among all streams of the file. */
  readonly stream: number;
  readonly codec: string;
  readonly profile: string | null;
  /** As it is seen: with square pixels, and turned. */
  readonly width: number;
  readonly height: number;
  /** Clockwise degrees by which a player turns the picture: 0, 90, 180 or 270. */
  readonly rotation: number;
  readonly hasSquarePixels: boolean;
  /** Frames per second as numerator and denominator: `[30000, 1001]`. */
  readonly frameRate: readonly [number, number];
  /** False if the file's average rate differs from the rate that it states. */
  readonly isConstantRate: boolean;
  readonly pixelFormat: string;
  readonly bitDepth: number;
  readonly range: 'limited' | 'full' | null;
  readonly primaries: string | null;
  readonly transfer: string | null;
  readonly isInterlaced: boolean;
  readonly startMs: number;
}

export interface AudioFacts {
  readonly stream: number;
  readonly codec: string;
  readonly channels: number;
  readonly layout: string | null;
  readonly sampleRate: number;
  readonly isDefault: boolean;
  readonly startMs: number;
}

/** Part of a file, from its beginning if `startMs` is 0, to its end if `endMs` is null. */
export interface Cut {
  readonly startMs: number;
  readonly endMs: number | null;
}

export const WHOLE: Cut = { startMs: 0, endMs: null };

/** `0-`: the whole file; `5000-7000`. */
export function cutKey({ startMs, endMs }: Cut): string {
  return `${startMs}-${endMs ?? ''}`;
}

/** How much of a file of this length a cut plays; null if neither says. */
export function playedMs({ startMs, endMs }: Cut, length: number | null): number | null {
  if (endMs === null) return length === null ? null : Math.max(0, length - startMs);
  return Math.max(0, Math.min(endMs, length ?? endMs) - startMs);
}

export interface TimeRange {
  readonly startMs: number;
  readonly endMs: number;
}

export interface MediaMeasure {
  /** Of what was read. */
  readonly durationMs: number;
  /** Null without sound. */
  readonly sound: SoundMeasure | null;
  /** Null without picture. */
  readonly picture: { readonly black: readonly TimeRange[]; readonly frozen: readonly TimeRange[] } | null;
}

export interface SoundMeasure {
  /** EBU R128, in LUFS; null if it is too quiet or too short to be measured. */
  readonly loudness: number | null;
  /** Loudness range in LU. */
  readonly range: number;
  /** In dBTP; null for digital silence. */
  readonly truePeak: number | null;
  /** Highest sample of each channel in dBFS; null for digital silence. */
  readonly peaks: readonly (number | null)[];
  readonly silent: readonly TimeRange[];
}

export type Orientation = 'horizontal' | 'vertical' | 'square';

export function orientationOf({ width, height }: Pick<VideoFacts, 'width' | 'height'>): Orientation {
  return width > height ? 'horizontal' : width < height ? 'vertical' : 'square';
}

/** The track that is played. */
export function playedTrack({ audio }: Pick<MediaFacts, 'audio'>): AudioFacts | null {
  return audio.find(({ isDefault }) => isDefault) ?? audio[0] ?? null;
}

/** Left and right differ by more than a microphone that hangs askew. */
const ONE_SIDED_DB = 10;

/** The side that is heard, if the other is as good as silent. */
export function oneSide({ peaks }: Pick<SoundMeasure, 'peaks'>): 'left' | 'right' | null {
  if (peaks.length !== 2) return null;
  const [left, right] = peaks.map((peak) => peak ?? Number.NEGATIVE_INFINITY) as [number, number];
  if (left === right || Math.abs(left - right) <= ONE_SIDED_DB) return null;
  return left > right ? 'left' : 'right';
}

/** All that is known of some bytes. */
export interface MediaReport {
  readonly facts: MediaFacts | null;
  /** In the words of this version of ffmpeg; null if it can read them, or was not asked. */
  readonly unreadable: { readonly why: string; readonly version: string } | null;
  /** By `cutKey`. */
  readonly cuts: Readonly<Record<string, MediaMeasure>>;
}
