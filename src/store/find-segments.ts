// Finds segments by words, best match first; without words, newest first.
import type { SearchHit } from '../desk/search.ts';
import type { SearchTerms } from './question.ts';
import type { Sql } from './sql.ts';
import { allOf, excerptOf, hitsIn, matchOf, phraseOf, type WantedWords, wantedOf } from './typed-words.ts';

/** Columns searched for words. */
export const SEGMENT_WORDS = 'name title slug body people';
/** Columns searched for a person's name. */
export const SEGMENT_NAMES = 'title slug body people';

interface SegmentFound {
  readonly id: number;
  readonly episode: string;
  readonly path: string;
  readonly title: string | null;
  readonly slug: string | null;
  readonly durationMs: number | null;
  readonly body: string;
  readonly people: string | null;
  readonly bodyLines: string | null;
}

/** If more segments match, only this many of the newest are ranked: ranking more makes the order no better and takes
 *  too long. FTS5's own ranking is not used, because it counts every word in all scripts; a sentence of common words
 *  took a tenth of a second. */
const WEIGHED = 500;
const NEWEST_MATCHES = `select r.id, r.title, r.slug from segments_text t cross join rundown_items r on r.id = t.rowid
  where segments_text match ? and t.rowid between ? and ? order by t.rowid desc limit ${WEIGHED}`;
const NEWEST =
  'select r.id, r.title, r.slug from rundown_items r where r.id between ? and ? order by r.id desc limit ?';
const WHOLE = `select r.id, r.episode, r.path, r.title, r.slug, coalesce(r.runtime_ms, r.duration_ms) as durationMs,
  t.body, t.people, r.body_lines as bodyLines
  from json_each(?) wanted cross join rundown_items r on r.id = wanted.value
  cross join segments_text t on t.rowid = r.id`;

interface Candidate {
  readonly id: number;
  readonly title: string | null;
  readonly slug: string | null;
}

export function findSegments(
  sql: Sql,
  { words, person, segments, limit }: SearchTerms,
): readonly SearchHit[] {
  const { first, last } = segments;
  const match = allOf([matchOf(SEGMENT_WORDS, words), phraseOf(SEGMENT_NAMES, person)]);
  const wanted = wantedOf([...words, ...person]);
  const found =
    match === null
      ? sql.all<Candidate>(NEWEST, first, last, limit)
      : bestOf(sql.all<Candidate>(NEWEST_MATCHES, match, first, last), wanted).slice(0, limit);
  return wholeOf(sql, found).map(({ id: _id, body, people, bodyLines, ...row }) => {
    const inBody = excerptOf(body, wanted);
    const shown = inBody.at === null ? excerptOf(elsewhere(row, people, wanted) ?? body, wanted) : inBody;
    return {
      kind: 'segment',
      ...row,
      line: inBody.at === null ? null : lineOf(body, inBody.at, bodyLines),
      cueType: null,
      media: null,
      excerpt: shown.excerpt,
    };
  });
}

/** Matches in the title count double those in the slug; ties keep newest first. */
function bestOf(found: readonly Candidate[], wanted: WantedWords): readonly Candidate[] {
  const weighed = found.map((one) => ({
    one,
    weight: 2 * hitsIn(one.title, wanted) + hitsIn(one.slug, wanted),
  }));
  return weighed.sort((a, b) => b.weight - a.weight).map(({ one }) => one);
}

function wholeOf(sql: Sql, found: readonly Candidate[]): readonly SegmentFound[] {
  const rows = sql.all<SegmentFound>(WHOLE, JSON.stringify(found.map(({ id }) => id)));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap(({ id }) => byId.get(id) ?? []);
}

/** The first text outside the script that contains a searched word. */
function elsewhere(
  { title, slug, path }: Pick<SegmentFound, 'title' | 'slug' | 'path'>,
  people: string | null,
  wanted: WantedWords,
): string | null {
  const all = [title, slug, people?.replaceAll('\n', ', ') ?? null, path.slice(path.lastIndexOf('/') + 1)];
  return all.find((text) => text !== null && excerptOf(text, wanted).at !== null) ?? null;
}

/** Converts an offset in the body to a line in the file. */
function lineOf(body: string, at: number, bodyLines: string | null): number | null {
  const n = body.slice(0, at).split('\n').length - 1;
  const line = Number(bodyLines?.split(' ')[n]);
  return line > 0 ? line : null;
}
