// The media index: asset files, their technical metadata (from ffprobe and similar tools), and extracted quotes.
import type { EpisodeId, TreePath } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { requireEpisode } from './episodes.ts';
import { NOWHERE, segmentId, segmentRange } from './place.ts';
import { parsed, type Sql } from './sql.ts';

export interface AssetRow {
  readonly path: TreePath;
  /** `video`, `audio`, `image`, … */
  readonly kind: string;
  readonly bytes: number;
  readonly sha256: string | null;
  readonly madeBy: 'bot' | 'person';
}

export interface MediaRow {
  readonly path: TreePath;
  /** Hash of the bytes that were analysed. */
  readonly sha256: string;
  readonly durationMs: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly framesPerSecond: number | null;
  readonly audioChannels: number | null;
  readonly sampleRateHz: number | null;
  readonly loudnessLufs: number | null;
  readonly facts: Json;
}

export interface QuoteRow {
  /** The segment or asset that contains the quote. */
  readonly subject: TreePath;
  readonly slug: string | null;
  readonly text: string;
  readonly attribution: string | null;
  readonly source: 'cue' | 'transcript';
  /** Position in the media; null for quotes from cues. */
  readonly atMs: number | null;
  /** 1-based line of the cue; null for quotes from transcripts. */
  readonly line: number | null;
  readonly cueType: string | null;
}

export interface AssetTables {
  /** Replaces all assets of an episode, or of `lib/` (null). Keeps the media metadata of assets that remain. */
  recordAssets(episode: EpisodeId | null, assets: readonly AssetRow[]): void;
  /** The asset must have been recorded. */
  recordMedia(row: MediaRow): void;
  recordQuotes(episode: EpisodeId, quotes: readonly QuoteRow[]): void;
  assets(episode: EpisodeId | null): readonly AssetRow[];
  media(path: TreePath): MediaRow | null;
  quotes(episode: EpisodeId): readonly QuoteRow[];
}

// One above the highest id in the range; assets of `lib/` belong to no episode and get negative ids, below all others.
const NEXT_ASSET = 'select max(id) + 1 as id from assets where id between ? and ?';
const SAVE_ASSET = `insert into assets (id, path, episode, kind, bytes, sha256, made_by) values (?, ?, ?, ?, ?, ?, ?)
  on conflict (path) do update set episode = excluded.episode, kind = excluded.kind, bytes = excluded.bytes,
  sha256 = excluded.sha256, made_by = excluded.made_by`;
const REMOVE_OTHERS =
  'delete from assets where episode is ? and path not in (select value from json_each(?))';
const SAVE_MEDIA = 'insert or replace into media_metadata values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';
const SELECT_MEDIA = `select path, sha256, duration_ms as durationMs, width, height,
  frames_per_second as framesPerSecond, audio_channels as audioChannels, sample_rate_hz as sampleRateHz,
  loudness_lufs as loudnessLufs, facts_json as facts from media_metadata where path = ?`;
const INSERT_QUOTE = `insert into extracted_quotes
  (id, episode, subject, position, slug, text, attribution, source, at_ms, line, cue_type)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_QUOTE_TEXT =
  'insert into quotes_text (rowid, text, attribution, slug, type) values (?, ?, ?, ?, ?)';

export function assetTables(sql: Sql): AssetTables {
  return {
    recordAssets(episode, assets) {
      sql.atomically(() => {
        if (episode !== null) requireEpisode(sql, episode);
        sql.run(REMOVE_OTHERS, episode, JSON.stringify(assets.map((asset) => asset.path)));
        const { first, last } = episode === null ? NOWHERE : segmentRange(episode);
        const next = BigInt(sql.one<{ id: number | null }>(NEXT_ASSET, first, last)?.id ?? first);
        assets.forEach(({ path, kind, bytes, sha256, madeBy }, n) => {
          sql.run(SAVE_ASSET, next + BigInt(n), path, episode, kind, bytes, sha256, madeBy);
        });
      });
    },
    recordMedia(row) {
      sql.run(
        SAVE_MEDIA,
        row.path,
        row.sha256,
        row.durationMs,
        row.width,
        row.height,
        row.framesPerSecond,
        row.audioChannels,
        row.sampleRateHz,
        row.loudnessLufs,
        JSON.stringify(row.facts),
      );
    },
    recordQuotes(episode, quotes) {
      sql.atomically(() => {
        requireEpisode(sql, episode);
        sql.run('delete from extracted_quotes where episode = ?', episode);
        quotes.forEach((quote, position) => {
          const { subject, slug, text, attribution, source, atMs, line, cueType } = quote;
          const id = segmentId(episode, position);
          const place = [subject, position, slug] as const;
          sql.run(INSERT_QUOTE, id, episode, ...place, text, attribution, source, atMs, line, cueType);
          sql.run(INSERT_QUOTE_TEXT, id, text, attribution, slug, cueType);
        });
      });
    },
    assets: (episode) =>
      sql.all<AssetRow>(
        'select path, kind, bytes, sha256, made_by as madeBy from assets where episode is ? order by path',
        episode,
      ),
    media(path) {
      const row = sql.one<Omit<MediaRow, 'facts'> & { facts: string }>(SELECT_MEDIA, path);
      return row === null ? null : { ...row, facts: parsed<Json>(row.facts) };
    },
    quotes: (episode) =>
      sql.all<QuoteRow>(
        `select subject, slug, text, attribution, source, at_ms as atMs, line, cue_type as cueType from extracted_quotes
          where episode = ? order by position`,
        episode,
      ),
  };
}
