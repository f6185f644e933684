// Row numbers that say where something stands: the newest episode has the highest, so that what is newest is found
// first without sorting, and an episode is a range. All of them fit into 53 bits, so that they can be read as numbers;
// they are bound as bigints, because the driver binds a large number as a fraction, which is no row.
import type { EpisodeId } from '../domain/ids.ts';

/** Files in a rundown. */
const SEGMENTS = 2n ** 18n;
/** A file that is read has at most 2 MiB; a cue has more than 16 letters. */
const CUES = 2n ** 17n;

export interface IdRange {
  readonly first: bigint;
  readonly last: bigint;
}

export const EVERYWHERE: IdRange = { first: 0n, last: BigInt(Number.MAX_SAFE_INTEGER) };
/** Of what belongs to no episode. */
export const NOWHERE: IdRange = { first: BigInt(Number.MIN_SAFE_INTEGER), last: -1n };

export function segmentId(episode: EpisodeId, position: number): bigint {
  return BigInt(episode) * SEGMENTS + BigInt(position);
}

export function cueId(segment: bigint, position: number): bigint {
  return segment * CUES + BigInt(position);
}

/** Quotes and assets of an episode are counted as its segments are. */
export function segmentRange(episode: string): IdRange {
  return { first: BigInt(episode) * SEGMENTS, last: (BigInt(episode) + 1n) * SEGMENTS - 1n };
}

export function cueRange(episode: string): IdRange {
  const { first, last } = segmentRange(episode);
  return { first: first * CUES, last: (last + 1n) * CUES - 1n };
}
