// Searches segments, cues, quotes and assets of all episodes, by words and by type, person, quote or asset name. Input
// is plain words, never a query language, so no input is an error.
import type { FoundKind, SearchFilter, SearchHit } from '../desk/search.ts';
import { findAssets } from './find-assets.ts';
import { findCues } from './find-cues.ts';
import { findQuotes } from './find-quotes.ts';
import { findSegments } from './find-segments.ts';
import { askedOf, type SearchTerms } from './question.ts';
import type { Sql } from './sql.ts';

export interface Findings {
  readonly hits: readonly SearchHit[];
  /** More than `limit` hits were found. */
  readonly cut: boolean;
}

export interface SearchTable {
  /** Grouped by kind; within a kind, best or newest first. A kind with many hits leaves room for the others. */
  find(filter: SearchFilter): Findings;
}

const DEFAULT_LIMIT = 50;
const KINDS: readonly FoundKind[] = ['segment', 'cue', 'quote', 'asset'];

const FINDERS: Readonly<Record<FoundKind, (sql: Sql, asked: SearchTerms) => readonly SearchHit[]>> = {
  segment: findSegments,
  cue: findCues,
  quote: findQuotes,
  asset: findAssets,
};

export function searchTable(sql: Sql): SearchTable {
  return {
    find(filter) {
      const limit = filter.limit ?? DEFAULT_LIMIT;
      const asked = askedOf(filter, limit + 1);
      if (asked === null) return { hits: [], cut: false };
      return shared(
        KINDS.filter((kind) => canBe(kind, filter)).map((kind) => FINDERS[kind](sql, asked)),
        limit,
      );
    },
  };
}

/** Whether a kind can match every part of the filter: an asset has no quotes, and a segment has no cue type. */
function canBe(kind: FoundKind, { kind: wanted, cueType, asset, quote, person }: SearchFilter): boolean {
  if (wanted !== undefined && wanted !== kind) return false;
  switch (kind) {
    case 'segment':
      return cueType === undefined && asset === undefined && quote === undefined;
    case 'cue':
      // A quote is reported as a quote, unless the search is for cues.
      return quote === undefined || wanted === 'cue';
    case 'quote':
      return asset === undefined && (cueType === undefined || quote !== undefined || wanted === 'quote');
    case 'asset':
      return cueType === undefined && quote === undefined && person === undefined;
  }
}

/** Takes hits from each kind in turn until the limit, then groups them by kind. */
function shared(found: readonly (readonly SearchHit[])[], limit: number): Findings {
  const total = found.reduce((sum, hits) => sum + hits.length, 0);
  const taken = found.map(() => 0);
  for (let left = Math.min(limit, total); left > 0; ) {
    for (const [i, hits] of found.entries()) {
      const count = taken[i] ?? 0;
      if (left === 0 || count >= hits.length) continue;
      taken[i] = count + 1;
      left -= 1;
    }
  }
  return { hits: found.flatMap((hits, i) => hits.slice(0, taken[i])), cut: total > limit };
}
