// Finds cues by words, type, and the file they play, newest first. If the search asks for cues, it also matches the
// text of their segment, because a guest's clip seldom names the guest.
import type { SearchHit } from '../desk/search.ts';
import type { Json } from '../domain/json.ts';
import { saidIn, typePart } from './cues.ts';
import { SEGMENT_NAMES, SEGMENT_WORDS } from './find-segments.ts';
import { isIndexed, likePart, partMatch, type SearchTerms, typeMatch } from './question.ts';
import { parsed, type Sql, type SqlValue } from './sql.ts';
import {
  allOf,
  type Excerpt,
  excerptOf,
  matchOf,
  NOTHING_WANTED,
  partMarked,
  phraseOf,
  wantedOf,
} from './typed-words.ts';

const CUE_WORDS = 'slug media said';

interface CueFound {
  readonly id: number;
  readonly segment: number;
  readonly episode: string;
  readonly path: string;
  readonly line: number;
  readonly title: string | null;
  readonly slug: string | null;
  readonly cueType: string | null;
  readonly assetId: string | null;
  readonly mediaUrl: string | null;
  readonly mediaPath: string | null;
  readonly durationMs: number | null;
  readonly fields: string;
}

const COLUMNS = `c.id, c.rundown_item as segment, c.episode, r.path, c.line, r.title, c.slug, c.type as cueType,
  c.asset_id as assetId, c.media_url as mediaUrl, c.media_path as mediaPath, c.duration_ms as durationMs,
  c.fields_json as fields`;
// `cross join` fixes the join order, because the planner does not know how rare a word is.
const CUE = 'cross join rundown_items r on r.id = c.rundown_item';

/** One query for cues: its tables, conditions and order. */
interface Way {
  readonly from: string;
  readonly where: readonly Condition[];
  readonly newest: string;
}

type Condition = readonly [text: string, ...values: readonly SqlValue[]];

export function findCues(sql: Sql, asked: SearchTerms): readonly SearchHit[] {
  const found = new Map<number, CueFound>();
  for (const { from, where, newest } of waysTo(asked)) {
    const conditions = where.map(([text]) => text).join(' and ');
    const values = where.flatMap(([, ...given]) => given);
    const rows = sql.all<CueFound>(
      `select ${COLUMNS} from ${from} ${CUE} where ${conditions} order by ${newest} limit ?`,
      ...values,
      asked.limit,
    );
    for (const row of rows) found.set(row.id, row);
  }
  const newest = [...found.values()].sort((a, b) => b.id - a.id).slice(0, asked.limit);
  return newest.map((row) => hitOf(sql, asked, row));
}

/** Queries whose union finds the cues. Words and person must each match in the cue itself or, if cues are wanted, in
 *  its segment; a quote must match in the cue. */
function waysTo(asked: SearchTerms): readonly Way[] {
  const { words, person, quote, cuesWanted } = asked;
  const own = { words: matchOf(CUE_WORDS, words), person: phraseOf(CUE_WORDS, person) };
  const around = { words: matchOf(SEGMENT_WORDS, words), person: phraseOf(SEGMENT_NAMES, person) };
  const quoted = matchOf('said', quote);
  if (allOf([own.words, own.person]) === null || !cuesWanted)
    return [way(asked, allOf([own.words, own.person, quoted]), null)];
  if (own.words === null || own.person === null)
    return [
      way(asked, allOf([own.words, own.person, quoted]), null),
      way(asked, quoted, allOf([around.words, around.person])),
    ];
  return [
    way(asked, allOf([own.words, own.person, quoted]), null),
    way(asked, allOf([own.words, quoted]), around.person),
    way(asked, allOf([own.person, quoted]), around.words),
    way(asked, quoted, allOf([around.words, around.person])),
  ];
}

function way(asked: SearchTerms, own: string | null, around: string | null): Way {
  const type = asked.cueType;
  const beside: readonly Condition[] = [
    ...(type === null ? [] : [[OF_TYPE, type] as const]),
    ...fileConditions(asked),
  ];
  if (own !== null) {
    const match = allOf([own, typeMatch('type', type)]) ?? '';
    return {
      from: 'cues_text t cross join cue_blocks c on c.id = t.rowid',
      where: [
        ['cues_text match ?', match],
        ['t.rowid between ? and ?', asked.cues.first, asked.cues.last],
        ...(around === null ? [] : [[IN_SEGMENTS, around] as const]),
        ...beside,
      ],
      newest: 't.rowid desc',
    };
  }
  if (around !== null)
    return {
      from: 'segments_text t cross join cue_blocks c on c.rundown_item = t.rowid',
      where: [
        ['segments_text match ?', allOf([around, typeMatch('types', type)]) ?? ''],
        ['t.rowid between ? and ?', asked.segments.first, asked.segments.last],
        ...beside,
      ],
      newest: 't.rowid desc',
    };
  if (asked.asset !== null && isIndexed(asked.asset))
    return {
      from: 'cue_files t cross join cue_blocks c on c.id = t.rowid',
      where: [
        ['cue_files match ?', fileMatch(asked.asset, type)],
        ['t.rowid between ? and ?', asked.cues.first, asked.cues.last],
        ...(type === null ? [] : [[OF_TYPE, type] as const]),
      ],
      newest: 't.rowid desc',
    };
  return {
    from: 'cue_blocks c',
    where: [
      ['c.id between ? and ?', asked.cues.first, asked.cues.last],
      ...(type === null ? [] : [['c.type = ?', type] as const]),
      ...fileConditions(asked),
    ],
    newest: 'c.id desc',
  };
}

/** The plus stops the planner from using the type index, which would scan all cues of that type. */
const OF_TYPE = '+c.type = ?';
const IN_SEGMENTS = 'c.rundown_item in (select s.rowid from segments_text s where s.segments_text match ?)';

function fileMatch(part: string, type: string | null): string {
  const ofType = type === null ? null : partMatch('type', typePart(type));
  return allOf([partMatch('file', part), ofType]) ?? '';
}

function fileConditions({ asset, cueType }: SearchTerms): readonly Condition[] {
  if (asset === null) return [];
  if (isIndexed(asset))
    return [
      ['c.id in (select f.rowid from cue_files f where f.cue_files match ?)', fileMatch(asset, cueType)],
    ];
  const part = likePart(asset);
  return [
    [
      `(c.asset_id like ? escape '\\' or c.media_url like ? escape '\\' or c.media_path like ? escape '\\')`,
      part,
      part,
      part,
    ],
  ];
}

function hitOf(sql: Sql, asked: SearchTerms, row: CueFound): SearchHit {
  const media = row.mediaPath ?? row.mediaUrl;
  return {
    kind: 'cue',
    episode: row.episode,
    path: row.path,
    line: row.line,
    title: row.title,
    slug: row.slug,
    cueType: row.cueType,
    media,
    durationMs: row.durationMs,
    excerpt: excerptFor(sql, asked, row),
  };
}

function excerptFor(sql: Sql, { words, person, quote, asset }: SearchTerms, row: CueFound): Excerpt {
  const asked = [...words, ...person, ...quote];
  const said = [row.slug, row.mediaUrl, saidIn(parsed<Json>(row.fields))];
  const text = said.filter((each) => each !== null && each !== '').join(' · ');
  if (asked.length === 0) {
    const file = [row.assetId, row.mediaUrl, row.mediaPath].find((each) =>
      each?.toLowerCase().includes(asset ?? ''),
    );
    return asset === null || file == null ? excerptOf(text, NOTHING_WANTED).excerpt : partMarked(file, asset);
  }
  const wanted = wantedOf(asked);
  const own = excerptOf(text, wanted);
  if (own.at !== null) return own.excerpt;
  const around = sql.one<{ title: string | null; body: string; people: string }>(
    'select title, body, people from segments_text where rowid = ?',
    row.segment,
  );
  const elsewhere = [around?.body, around?.title, around?.people].map((each) =>
    excerptOf(each ?? '', wanted),
  );
  return (elsewhere.find(({ at }) => at !== null) ?? own).excerpt;
}
