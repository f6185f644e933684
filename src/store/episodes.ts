// The index of episodes, segments and cues, as last read from main. Rows are always replaced for a whole episode.
import { type BlobId, type EpisodeId, nameOf, type TreePath } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { type CueRow, insertCue } from './cues.ts';
import { insertPerson, type PersonRow } from './people.ts';
import { segmentId } from './place.ts';
import { parsed, type Sql } from './sql.ts';

export interface EpisodeEntry {
  readonly episode: EpisodeId;
  /** Its `info.md`; null if there is none. */
  readonly path: TreePath | null;
  readonly blob: BlobId | null;
  readonly title: string | null;
  readonly subtitle: string | null;
  readonly slug: string | null;
  readonly type: string | null;
  readonly status: string | null;
  /** `2025-06-29`. */
  readonly airDate: string | null;
  readonly description: string | null;
  /** Duration given in `info.md`. */
  readonly durationMs: number | null;
  /** Computed duration. */
  readonly runtimeMs: number | null;
}

export interface SegmentRow {
  readonly path: TreePath;
  readonly blob: BlobId | null;
  /** 0-based place in the rundown. */
  readonly position: number;
  /** The front matter's own `order`. */
  readonly order: number | null;
  readonly type: string | null;
  readonly slug: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly status: string | null;
  /** `A`, `B`, …; null if unknown. */
  readonly block: string | null;
  readonly durationMs: number | null;
  readonly runtimeMs: number | null;
  readonly words: number;
  readonly cues: readonly CueRow[];
}

/** A segment with its text for the full-text index, which is not read back. */
export interface SegmentEntry extends SegmentRow {
  readonly body: string;
  /** For each line of the body, its 1-based line in the file. */
  readonly bodyLines: readonly number[];
  readonly people: readonly PersonRow[];
}

export interface EpisodeTables {
  recordEpisode(row: EpisodeEntry): void;
  recordSegments(episode: EpisodeId, segments: readonly SegmentEntry[]): void;
  /** Replaces the people named by the episode itself (its guests). Those in segments come with `recordSegments`. */
  recordPeople(episode: EpisodeId, path: TreePath, people: readonly PersonRow[]): void;
  /** Removes the episode with its segments, cues, assets and quotes; keeps enhancements and history. */
  removeEpisode(episode: EpisodeId): void;
  episodes(): readonly EpisodeEntry[];
  /** In rundown order. */
  segments(episode: EpisodeId): readonly SegmentRow[];
  plannedKey(episode: EpisodeId): string | null;
  /** Null forgets the key, so that the episode is planned again. */
  setPlannedKey(episode: EpisodeId, key: string | null): void;
  allPlannedKeys(): Map<EpisodeId, string>;
  /** Identifies the input that the episode's rows were computed from; null = they must be computed. */
  indexedKey(episode: EpisodeId): string | null;
  /** The episode must have been recorded. */
  setIndexedKey(episode: EpisodeId, key: string): void;
  indexedKeys(): ReadonlyMap<EpisodeId, string>;
  /** Forgets all keys, so that all rows are computed again. */
  forgetIndexed(): void;
  countIndexed(): number;
}

const EPISODE_COLUMNS = `episode, path, blob, title, subtitle, slug, type, status, air_date as airDate, description,
  duration_ms as durationMs, runtime_ms as runtimeMs`;
// An update, not `insert or replace`: replacing the row would delete the episode's segments by cascade.
const RECORD_EPISODE = `insert into episodes values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict do update set path = excluded.path, blob = excluded.blob, title = excluded.title,
  subtitle = excluded.subtitle, slug = excluded.slug, type = excluded.type, status = excluded.status,
  air_date = excluded.air_date, description = excluded.description, duration_ms = excluded.duration_ms,
  runtime_ms = excluded.runtime_ms`;
const INSERT_SEGMENT = `insert into rundown_items (id, path, episode, position, item_order, blob, type, slug, title,
  description, status, block, duration_ms, runtime_ms, words, body_lines)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_TEXT =
  'insert into segments_text (rowid, name, title, slug, body, people, types) values (?, ?, ?, ?, ?, ?, ?)';
const SELECT_SEGMENTS = `select id, path, blob, position, item_order as "order", type, slug, title, description, status,
  block, duration_ms as durationMs, runtime_ms as runtimeMs, words from rundown_items
  where episode = ? order by position, path`;
const SELECT_CUES = `select rundown_item as segment, line, type, asset_id as assetId, slug, media_url as mediaUrl,
  media_path as mediaPath, duration_ms as durationMs, fields_json as fields from cue_blocks
  where episode = ? order by rundown_item, position`;

export function episodeTables(sql: Sql): EpisodeTables {
  return {
    recordEpisode(row) {
      sql.run(
        RECORD_EPISODE,
        row.episode,
        row.path,
        row.blob,
        row.title,
        row.subtitle,
        row.slug,
        row.type,
        row.status,
        row.airDate,
        row.description,
        row.durationMs,
        row.runtimeMs,
      );
    },
    recordSegments(episode, segments) {
      sql.atomically(() => {
        requireEpisode(sql, episode);
        sql.run('delete from rundown_items where episode = ?', episode);
        segments.forEach((segment, n) => {
          insertSegment(sql, episode, segmentId(episode, n), segment);
        });
      });
    },
    recordPeople(episode, path, people) {
      sql.atomically(() => {
        requireEpisode(sql, episode);
        sql.run('delete from people_named where episode = ? and rundown_item is null', episode);
        for (const person of people) insertPerson(sql, { episode, segment: null, path }, person);
      });
    },
    removeEpisode(episode) {
      sql.atomically(() => {
        sql.run('delete from episodes where episode = ?', episode);
        sql.run('delete from planned_episodes where episode = ?', episode);
      });
    },
    episodes: () => sql.all<EpisodeEntry>(`select ${EPISODE_COLUMNS} from episodes order by episode`),
    segments: (episode) => segmentsOf(sql, episode),
    ...plannedKeys(sql),
    ...indexedKeys(sql),
  };
}

/** Inserts an empty row if needed: segments, assets and quotes may be recorded before the episode itself. */
export function requireEpisode(sql: Sql, episode: EpisodeId): void {
  sql.run('insert into episodes (episode) values (?) on conflict do nothing', episode);
}

function insertSegment(sql: Sql, episode: EpisodeId, id: bigint, segment: SegmentEntry): void {
  const { path, title, slug, body, cues, people } = segment;
  sql.run(
    INSERT_SEGMENT,
    id,
    path,
    episode,
    segment.position,
    segment.order,
    segment.blob,
    segment.type,
    slug,
    title,
    segment.description,
    segment.status,
    segment.block,
    segment.durationMs,
    segment.runtimeMs,
    segment.words,
    segment.bodyLines.join(' '),
  );
  const name = `${episode} ${nameOf(path).replace(/\.md$/, '')}`;
  const names = people.map((person) => person.name).join('\n');
  const types = [...new Set(cues.map(({ type }) => type))].join(' ');
  sql.run(INSERT_TEXT, id, name, title, slug, body, names, types);
  cues.forEach((cue, position) => {
    insertCue(sql, { episode, segment: id, position }, cue);
  });
  for (const person of people) insertPerson(sql, { episode, segment: id, path }, person);
}

function segmentsOf(sql: Sql, episode: EpisodeId): readonly SegmentRow[] {
  const cues = new Map<number, CueRow[]>();
  for (const { segment, fields, ...cue } of sql.all<
    Omit<CueRow, 'fields'> & { segment: number; fields: string }
  >(SELECT_CUES, episode)) {
    const row = { ...cue, fields: parsed<Json>(fields) };
    const present = cues.get(segment);
    if (present === undefined) cues.set(segment, [row]);
    else present.push(row);
  }
  return sql
    .all<Omit<SegmentRow, 'cues'> & { id: number }>(SELECT_SEGMENTS, episode)
    .map(({ id, ...segment }) => ({ ...segment, cues: cues.get(id) ?? [] }));
}

function plannedKeys(sql: Sql): Pick<EpisodeTables, 'plannedKey' | 'setPlannedKey' | 'allPlannedKeys'> {
  return {
    plannedKey: (episode) =>
      sql.one<{ key: string }>('select key from planned_episodes where episode = ?', episode)?.key ?? null,
    setPlannedKey(episode, key) {
      if (key === null) sql.run('delete from planned_episodes where episode = ?', episode);
      else sql.run('insert or replace into planned_episodes values (?, ?)', episode, key);
    },
    allPlannedKeys() {
      const rows = sql.all<{ episode: EpisodeId; key: string }>('select episode, key from planned_episodes');
      return new Map(rows.map((row) => [row.episode, row.key]));
    },
  };
}

function indexedKeys(
  sql: Sql,
): Pick<EpisodeTables, 'indexedKey' | 'setIndexedKey' | 'indexedKeys' | 'forgetIndexed' | 'countIndexed'> {
  return {
    indexedKey: (episode) =>
      sql.one<{ key: string }>('select key from indexed_episodes where episode = ?', episode)?.key ?? null,
    setIndexedKey(episode, key) {
      sql.run('insert or replace into indexed_episodes values (?, ?)', episode, key);
    },
    indexedKeys() {
      const rows = sql.all<{ episode: EpisodeId; key: string }>('select episode, key from indexed_episodes');
      return new Map(rows.map((row) => [row.episode, row.key]));
    },
    forgetIndexed() {
      sql.run('delete from indexed_episodes');
    },
    countIndexed: () => sql.one<{ n: number }>('select count(*) as n from indexed_episodes')?.n ?? 0,
  };
}
