// Converts a search filter to the form that the index needs: split words, types as stored, an episode as a range of
// ids.
import type { SearchFilter } from '../desk/search.ts';
import { cueRange, EVERYWHERE, type IdRange, segmentRange } from './place.ts';
import { wordsIn } from './typed-words.ts';

export interface SearchTerms {
  readonly words: readonly string[];
  readonly person: readonly string[];
  readonly quote: readonly string[];
  /** Part of an asset's name, in lower case; null if not searched for. */
  readonly asset: string | null;
  /** In upper case. */
  readonly cueType: string | null;
  /** The search is for cues, so matches in their segments count too. */
  readonly cuesWanted: boolean;
  readonly segments: IdRange;
  readonly cues: IdRange;
  readonly limit: number;
}

const LONGEST_PART = 200;

/** Null if a given part contains no words, because nothing can match it. */
export function askedOf(filter: SearchFilter, limit: number): SearchTerms | null {
  const [words, person, quote] = [filter.words, filter.person, filter.quote].map(wordsAsked);
  const asset = filter.asset === undefined ? null : partOf(filter.asset);
  if (words == null || person == null || quote == null || asset === '') return null;
  const { episode, kind } = filter;
  return {
    words,
    person,
    quote,
    asset,
    cueType: filter.cueType?.trim().toUpperCase() ?? null,
    cuesWanted: kind === 'cue' || (filter.cueType !== undefined && kind === undefined),
    segments: episode === undefined ? EVERYWHERE : segmentRange(episode),
    cues: episode === undefined ? EVERYWHERE : cueRange(episode),
    limit,
  };
}

function wordsAsked(text: string | undefined): readonly string[] | null {
  if (text === undefined) return [];
  const words = wordsIn(text);
  return words.length === 0 ? null : words;
}

/** Normalizes a part of a name. Control characters occur in no name and would cut a full-text query short. */
function partOf(text: string): string {
  return text
    .slice(0, LONGEST_PART)
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, '')
    .normalize('NFC')
    .trim()
    .toLowerCase();
}

/** The trigram index can't match shorter text. */
const SHORTEST_INDEXED = 3;

export function isIndexed(part: string): boolean {
  return [...part].length >= SHORTEST_INDEXED;
}

/** Trigram query for a part of a name. */
export function partMatch(column: string, part: string): string {
  return `{${column}} : "${part.replaceAll('"', '""')}"`;
}

/** Pattern for a part of a name, for `like … escape '\'`. */
export function likePart(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`;
}

/** Full-text query for a cue type; null if it contains no words. */
export function typeMatch(column: string, type: string | null): string | null {
  const words = type === null ? [] : wordsIn(type);
  return words.length === 0 ? null : `{${column}} : "${words.join(' ')}"`;
}
