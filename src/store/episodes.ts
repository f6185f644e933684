// The index of episodes, segments and cues, as last read from main. Each episode's rows are replaced as a whole.
import type { BlobId, EpisodeId, TreePath } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { parsed, type Sql } from './sql.ts';

export interface EpisodeRow {
  readonly episode: EpisodeId;
  /** Its `info.md`; null where there is none. */
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
  /** What `info.md` says. */
  readonly durationMs: number | null;
  /** What was computed. */
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
  /** `A`, `B`, …; null where no block is known. */
  readonly block: string | null;
  readonly durationMs: number | null;
  readonly runtimeMs: number | null;
  readonly words: number;
  readonly cues: readonly CueRow[];
}

/** With the text that the full-text index searches; it is not read back. */
export interface SegmentEntry extends SegmentRow {
  readonly body: string;
}

export interface CueRow {
  /** 1-based line of its Begin. */
  readonly line: number;
  readonly type: string | null;
  readonly assetId: string | null;
  readonly slug: string | null;
  readonly mediaUrl: string | null;
  /** The asset that the MediaURL was found to mean; joins `assets.path`. */
  readonly mediaPath: TreePath | null;
  readonly durationMs: number | null;
  /** All its fields, label → value. */
  readonly fields: Json;
}

export interface EpisodeTables {
  recordEpisode(row: EpisodeRow): void;
  recordSegments(episode: EpisodeId, segments: readonly SegmentEntry[]): void;
  /** With its segments, cues, assets and quotes; enhancements and history stay. */
  removeEpisode(episode: EpisodeId): void;
  episodes(): readonly EpisodeRow[];
  /** In rundown order. */
  segments(episode: EpisodeId): readonly SegmentRow[];
  plannedKey(episode: EpisodeId): string | null;
  /** Null forgets it, so that the episode is planned again. */
  setPlannedKey(episode: EpisodeId, key: string | null): void;
  allPlannedKeys(): Map<EpisodeId, string>;
}

const EPISODE_COLUMNS = `episode, path, blob, title, subtitle, slug, type, status, air_date as airDate, description,
  duration_ms as durationMs, runtime_ms as runtimeMs`;
// An update, not a replacement: replacing the row would take the episode's segments with it.
const RECORD_EPISODE = `insert into episodes values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict do update set path = excluded.path, blob = excluded.blob, title = excluded.title,
  subtitle = excluded.subtitle, slug = excluded.slug, type = excluded.type, status = excluded.status,
  air_date = excluded.air_date, description = excluded.description, duration_ms = excluded.duration_ms,
  runtime_ms = excluded.runtime_ms`;
const INSERT_SEGMENT = `insert into rundown_items (path, episode, position, item_order, blob, type, slug, title,
  description, status, block, duration_ms, runtime_ms, words) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_TEXT = 'insert into segments_text (rowid, path, title, slug, body) values (?, ?, ?, ?, ?)';
const INSERT_CUE = `insert into cue_blocks (rundown_item, episode, position, line, type, asset_id, slug, media_url,
  media_path, duration_ms, fields_json) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
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
        for (const segment of segments) insertSegment(sql, episode, segment);
      });
    },
    removeEpisode(episode) {
      sql.atomically(() => {
        sql.run('delete from episodes where episode = ?', episode);
        sql.run('delete from planned_episodes where episode = ?', episode);
      });
    },
    episodes: () => sql.all<EpisodeRow>(`select ${EPISODE_COLUMNS} from episodes order by episode`),
    segments: (episode) => segmentsOf(sql, episode),
    ...plannedKeys(sql),
  };
}

/** Segments, assets and quotes may be recorded before the episode's own facts are known. */
export function requireEpisode(sql: Sql, episode: EpisodeId): void {
  sql.run('insert into episodes (episode) values (?) on conflict do nothing', episode);
}

function insertSegment(sql: Sql, episode: EpisodeId, segment: SegmentEntry): void {
  const id = sql.insert(
    INSERT_SEGMENT,
    segment.path,
    episode,
    segment.position,
    segment.order,
    segment.blob,
    segment.type,
    segment.slug,
    segment.title,
    segment.description,
    segment.status,
    segment.block,
    segment.durationMs,
    segment.runtimeMs,
    segment.words,
  );
  sql.run(INSERT_TEXT, id, segment.path, segment.title, segment.slug, segment.body);
  segment.cues.forEach((cue, position) => {
    insertCue(sql, episode, id, position, cue);
  });
}

function insertCue(sql: Sql, episode: EpisodeId, segment: number, position: number, cue: CueRow): void {
  sql.run(
    INSERT_CUE,
    segment,
    episode,
    position,
    cue.line,
    cue.type,
    cue.assetId,
    cue.slug,
    cue.mediaUrl,
    cue.mediaPath,
    cue.durationMs,
    JSON.stringify(cue.fields),
  );
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
