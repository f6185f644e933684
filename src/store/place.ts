// Row ids that encode a row's place: the newest episode has the highest ids, so that newest first needs no sorting, and
// an episode is a range of ids. All ids fit into 53 bits, so they can be read as numbers. They are bound as bigints,
// because the driver binds large numbers as floating-point values, which match no row.
import type { EpisodeId } from '../domain/ids.ts';

/** Ids per episode: more than the files in any rundown. */
const SEGMENTS = 2n ** 18n;
/** Ids per segment: files are read up to 2 MiB, and a cue is longer than 16 characters. */
const CUES = 2n ** 17n;

export interface IdRange {
  readonly first: bigint;
  readonly last: bigint;
}

export const EVERYWHERE: IdRange = { first: 0n, last: BigInt(Number.MAX_SAFE_INTEGER) };
/** Ids of rows that belong to no episode. */
export const NOWHERE: IdRange = { first: BigInt(Number.MIN_SAFE_INTEGER), last: -1n };

export function segmentId(episode: EpisodeId, position: number): bigint {
  return BigInt(episode) * SEGMENTS + BigInt(position);
}

export function cueId(segment: bigint, position: number): bigint {
  return segment * CUES + BigInt(position);
}

/** Ids of an episode's segments; its quotes and assets use the same range in their own tables. */
export function segmentRange(episode: string): IdRange {
  return { first: BigInt(episode) * SEGMENTS, last: (BigInt(episode) + 1n) * SEGMENTS - 1n };
}

export function cueRange(episode: string): IdRange {
  const { first, last } = segmentRange(episode);
  return { first: first * CUES, last: (last + 1n) * CUES - 1n };
}
