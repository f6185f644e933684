// Adds a cue to the index: its row, its words, and its file name (searchable by any three letters).
import { isOneLineLabel, labelName } from '../domain/cue.ts';
import { type EpisodeId, nameOf, type TreePath } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { cueId } from './place.ts';
import type { Sql } from './sql.ts';

export interface CueRow {
  /** 1-based line of its Begin marker. */
  readonly line: number;
  readonly type: string | null;
  readonly assetId: string | null;
  readonly slug: string | null;
  readonly mediaUrl: string | null;
  /** The asset that the MediaURL resolves to; joins `assets.path`. */
  readonly mediaPath: TreePath | null;
  readonly durationMs: number | null;
  /** All its fields, label → value. */
  readonly fields: Json;
}

export interface CuePlace {
  readonly episode: EpisodeId;
  readonly segment: bigint;
  readonly position: number;
}

const INSERT_CUE = `insert into cue_blocks (id, rundown_item, episode, position, line, type, asset_id, slug, media_url,
  media_path, duration_ms, fields_json) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

export function insertCue(sql: Sql, { episode, segment, position }: CuePlace, cue: CueRow): void {
  const id = cueId(segment, position);
  sql.run(
    INSERT_CUE,
    id,
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
  sql.run(
    'insert into cues_text (rowid, slug, media, said, type) values (?, ?, ?, ?, ?)',
    id,
    cue.slug,
    mediaOf(cue),
    saidIn(cue.fields),
    cue.type,
  );
  const file = [cue.assetId, cue.mediaUrl, cue.mediaPath].filter((each) => each !== null).join('\n');
  sql.run('insert into cue_files (rowid, file, type) values (?, ?, ?)', id, file, typePart(cue.type));
}

/** The type as indexed in `cue_files`. The delimiters make it at least three characters, so that the trigram index can
 *  match it, and keep it from matching as part of another type. */
export function typePart(type: string | null): string {
  return `=${type ?? ''}=`;
}

function mediaOf({ mediaUrl, mediaPath }: CueRow): string {
  return [mediaUrl, mediaPath === null ? null : nameOf(mediaPath)].filter((each) => each !== null).join('\n');
}

/** The text that people wrote in the cue's fields, without one-line fields meant for machines. */
export function saidIn(fields: Json): string {
  if (fields === null || typeof fields !== 'object' || Array.isArray(fields)) return '';
  return Object.entries(fields)
    .filter(([label, value]) => typeof value === 'string' && !isOneLineLabel(labelName(label)))
    .map(([, value]) => String(value))
    .join('\n');
}
