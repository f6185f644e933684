// Finds quotes by words and speaker, newest first.
import type { SearchHit } from '../desk/search.ts';
import { type SearchTerms, typeMatch } from './question.ts';
import type { Sql } from './sql.ts';
import { allOf, excerptOf, matchOf, phraseOf, wantedOf } from './typed-words.ts';

interface QuoteFound {
  readonly episode: string;
  readonly path: string;
  readonly line: number | null;
  readonly title: string | null;
  readonly slug: string | null;
  readonly cueType: string | null;
  readonly text: string;
  readonly attribution: string | null;
}

const WORDS = 'text attribution slug';
const COLUMNS = `q.episode, q.subject as path, q.line, r.title, q.slug, q.cue_type as cueType, q.text, q.attribution`;
const FOUND = `select ${COLUMNS} from quotes_text t cross join extracted_quotes q on q.id = t.rowid
  left join rundown_items r on r.path = q.subject
  where quotes_text match ? and t.rowid between ? and ? order by t.rowid desc limit ?`;
const NEWEST = `select ${COLUMNS} from extracted_quotes q left join rundown_items r on r.path = q.subject
  where q.id between ? and ? order by q.id desc limit ?`;

export function findQuotes(sql: Sql, asked: SearchTerms): readonly SearchHit[] {
  const { words, person, quote, cueType, limit } = asked;
  const { first, last } = asked.segments;
  const match = allOf([
    matchOf(WORDS, words),
    matchOf(WORDS, quote),
    phraseOf('attribution', person),
    typeMatch('type', cueType),
  ]);
  const found =
    match === null
      ? sql.all<QuoteFound>(NEWEST, first, last, limit)
      : sql.all<QuoteFound>(FOUND, match, first, last, limit);
  const wanted = wantedOf([...words, ...quote, ...person]);
  return found.map(({ text, attribution, ...row }) => ({
    kind: 'quote',
    ...row,
    media: null,
    durationMs: null,
    excerpt: excerptOf(attribution === null ? `“${text}”` : `“${text}” — ${attribution}`, wanted).excerpt,
  }));
}
