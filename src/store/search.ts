// Full-text search over all segments. What people type are words, never a query language: nothing they type is an error.
import type { EpisodeId, TreePath } from '../domain/ids.ts';
import type { Sql } from './sql.ts';

export interface Found {
  readonly episode: EpisodeId;
  readonly path: TreePath;
  readonly title: string | null;
  readonly slug: string | null;
  /** Where it stands, in pieces: those that match are hits. */
  readonly excerpt: readonly { readonly text: string; readonly hit: boolean }[];
}

export interface SearchTable {
  /** Segments that hold all the words, or words that begin so; best first. */
  search(words: string, limit?: number): readonly Found[];
}

const DEFAULT_LIMIT = 50;
// Control characters that no script holds mark the hits; a title counts most, then the slug, then the path.
const SEARCH = `select r.episode, r.path, r.title, r.slug,
  snippet(segments_text, -1, char(2), char(3), '…', 24) as marked
  from segments_text join rundown_items r on r.id = segments_text.rowid
  where segments_text match ? order by bm25(segments_text, 2, 8, 4, 1), r.path limit ?`;

export function searchTable(sql: Sql): SearchTable {
  return {
    search(words, limit = DEFAULT_LIMIT) {
      const query = wordsQuery(words);
      if (query === null) return [];
      return sql
        .all<Omit<Found, 'excerpt'> & { marked: string }>(SEARCH, query, limit)
        .map(({ marked, ...found }) => ({ ...found, excerpt: excerptOf(marked) }));
    },
  };
}

/** Each run of letters and digits as a quoted beginning of a word; null where there is none. */
export function wordsQuery(words: string): string | null {
  const runs = words.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu);
  return runs === null ? null : runs.map((run) => `"${run}"*`).join(' ');
}

function excerptOf(marked: string): Found['excerpt'] {
  return marked
    .split(/(\u0002[^\u0003]*\u0003?)/)
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece.replace(/[\u0002\u0003]/g, ''), hit: piece.startsWith('\u0002') }));
}
