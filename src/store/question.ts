// A search as it is put to the index: words apart, types as they are stored, an episode as a range of rows.
import type { SearchFilter } from '../desk/search.ts';
import { cueRange, EVERYWHERE, type IdRange, segmentRange } from './place.ts';
import { wordsIn } from './words.ts';

export interface Asked {
  readonly words: readonly string[];
  readonly person: readonly string[];
  readonly quote: readonly string[];
  /** Part of an asset's name, in small letters; null where none is asked for. */
  readonly asset: string | null;
  /** In capitals. */
  readonly cueType: string | null;
  /** Cues are what is looked for: what their segments say finds them too. */
  readonly cuesWanted: boolean;
  readonly segments: IdRange;
  readonly cues: IdRange;
  readonly limit: number;
}

const LONGEST_PART = 200;

/** Null where something is asked for in which there is no word: nothing holds that. */
export function askedOf(filter: SearchFilter, limit: number): Asked | null {
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

/** Controls stand in no name, and end a question to the index early. */
function partOf(text: string): string {
  return text
    .slice(0, LONGEST_PART)
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, '')
    .normalize('NFC')
    .trim()
    .toLowerCase();
}

/** The trigram index knows nothing shorter. */
const SHORTEST_INDEXED = 3;

export function isIndexed(part: string): boolean {
  return [...part].length >= SHORTEST_INDEXED;
}

/** A part of a name for the trigram index. */
export function partMatch(column: string, part: string): string {
  return `{${column}} : "${part.replaceAll('"', '""')}"`;
}

/** A part of a name for `like … escape '\'`. */
export function likePart(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`;
}

/** A cue's type as a word of its own; null where there is none in it. */
export function typeMatch(column: string, type: string | null): string | null {
  const words = type === null ? [] : wordsIn(type);
  return words.length === 0 ? null : `{${column}} : "${words.join(' ')}"`;
}
