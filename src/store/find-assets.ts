// Finds assets by any part of their path, newest episode first.
import type { SearchHit } from '../desk/search.ts';
import { isIndexed, likePart, partMatch, type SearchTerms } from './question.ts';
import type { Sql } from './sql.ts';
import { allOf, type Excerpt, excerptOf, partMarked, wantedOf } from './typed-words.ts';

interface AssetFound {
  readonly episode: string;
  readonly path: string;
  readonly durationMs: number | null;
}

export function findAssets(sql: Sql, asked: SearchTerms): readonly SearchHit[] {
  const { words, asset, limit } = asked;
  const parts = [...words, ...(asset === null ? [] : [asset])];
  const match = allOf(parts.filter(isIndexed).map((part) => partMatch('path', part)));
  const short = parts.filter((part) => !isIndexed(part));
  const rows = sql.all<AssetFound>(
    `select a.episode, a.path, m.duration_ms as durationMs
      from ${match === null ? 'assets a' : 'assets_text t cross join assets a on a.id = t.rowid'}
      left join media_metadata m on m.path = a.path
      where ${match === null ? '' : 'assets_text match ? and t.rowid between ? and ? and '}
      ${short.map(() => "a.path like ? escape '\\' and ").join('')} a.id between ? and ?
      order by ${match === null ? 'a.id' : 't.rowid'} desc limit ?`,
    ...(match === null ? [] : [match, asked.segments.first, asked.segments.last]),
    ...short.map(likePart),
    asked.segments.first,
    asked.segments.last,
    limit,
  );
  return rows.map((row) => ({
    kind: 'asset',
    ...row,
    line: null,
    title: null,
    slug: null,
    cueType: null,
    media: row.path,
    excerpt: markedName(row.path, asked),
  }));
}

function markedName(path: string, { words, asset }: SearchTerms): Excerpt {
  if (asset !== null) return partMarked(path, asset);
  const [word] = words;
  const marked = excerptOf(path, wantedOf(words));
  return marked.at === null && word !== undefined ? partMarked(path, word) : marked.excerpt;
}
