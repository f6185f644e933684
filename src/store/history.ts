// The audit trail: each automated change and each decision, with the hash before and after. Append-only.
import type { CommitId, EnhancementId, EpisodeId, TreePath } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { conditions, parsed, type Sql } from './sql.ts';

export interface HistoryRow {
  readonly atMs: number;
  /** `proposed`, `landed`, `reverted`, … */
  readonly event: string;
  readonly episode: EpisodeId | null;
  readonly step: string | null;
  readonly subject: TreePath | null;
  readonly path: TreePath | null;
  readonly enhancement: EnhancementId | null;
  /** The commit that records the event; null for events outside Git, such as a failed job. */
  readonly commit: CommitId | null;
  readonly who: string;
  readonly hashBefore: string | null;
  readonly hashAfter: string | null;
  readonly detail: Json;
}

export interface AuditFilter {
  readonly episode?: EpisodeId;
  readonly step?: string;
  readonly path?: TreePath;
  readonly enhancement?: EnhancementId;
  readonly event?: string;
  readonly sinceMs?: number;
  readonly limit?: number;
}

export interface HistoryTable {
  /** Returns false if this commit's event is already recorded, so that a rebuild creates no duplicates. */
  append(row: HistoryRow): boolean;
  /** Newest first. */
  list(filter?: AuditFilter): readonly HistoryRow[];
}

const DEFAULT_LIMIT = 1_000;
const APPEND = `insert into processing_history
  (at_ms, event, episode, step, subject, path, enhancement, commit_id, who, hash_before, hash_after, detail_json)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`;
const SELECT = `select at_ms as atMs, event, episode, step, subject, path, enhancement, commit_id as "commit", who,
  hash_before as hashBefore, hash_after as hashAfter, detail_json as detail from processing_history`;

export function historyTable(sql: Sql): HistoryTable {
  return {
    append: (row) =>
      sql.run(
        APPEND,
        row.atMs,
        row.event,
        row.episode,
        row.step,
        row.subject,
        row.path,
        row.enhancement,
        row.commit,
        row.who,
        row.hashBefore,
        row.hashAfter,
        JSON.stringify(row.detail),
      ) > 0,
    list(filter = {}) {
      const { where, values } = conditions([
        ['episode = ?', filter.episode],
        ['step = ?', filter.step],
        ['path = ?', filter.path],
        ['enhancement = ?', filter.enhancement],
        ['event = ?', filter.event],
        ['at_ms >= ?', filter.sinceMs],
      ]);
      const text = `${SELECT} ${where} order by at_ms desc, id desc limit ?`;
      const rows = sql.all<Omit<HistoryRow, 'detail'> & { detail: string }>(
        text,
        ...values,
        filter.limit ?? DEFAULT_LIMIT,
      );
      return rows.map((row) => ({ ...row, detail: parsed<Json>(row.detail) }));
    },
  };
}
