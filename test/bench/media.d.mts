import type { MediaFile, MediaShelf, MediaWanted } from '../../src/domain/media/shelf.ts';

export type Half = 'tune' | 'held-out';

export interface Pair extends MediaWanted {
  /** Below the episode; null: none may be chosen. */
  readonly expect: string | null;
  /** Several would do: they are to be named. */
  readonly unclear?: true;
  readonly why: string;
}

export interface Labelled extends Readonly<Record<Half, readonly Pair[]>> {
  readonly episode: string;
  readonly about: string;
  readonly files: readonly string[];
}

export interface Report {
  readonly pairs: number;
  /** Right among all that were chosen; 1 where none was. */
  readonly precision: number;
  /** Right among all that there was one for. */
  readonly recall: number;
  /** Named the choices, among the pairs that ask for that. */
  readonly asked: number;
  /** A line for each pair that was not answered as labelled. */
  readonly misses: readonly string[];
}

export const labelled: readonly Labelled[];
export function filesOf(episode: string, paths: readonly string[]): readonly MediaFile[];
export function reportOf(half: Half, mediaShelf: (files: readonly MediaFile[]) => MediaShelf): Report;
