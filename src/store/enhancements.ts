// Caches the list of enhancements, as last computed from Git, decisions and disk, for fast queries.
import type { Applicability } from '../domain/change.ts';
import type { EnhancementState } from '../domain/enhancement.ts';
import type { BlobId, CommitId, EnhancementId, EpisodeId, TreePath } from '../domain/ids.ts';
import type { Reason } from '../domain/reason.ts';
import { conditions, parsed, type Sql } from './sql.ts';

export interface EnhancementEntry {
  readonly id: EnhancementId;
  readonly step: string;
  readonly stepVersion: number;
  readonly state: EnhancementState;
  readonly subject: TreePath;
  readonly title: string;
  readonly why: string;
  readonly applicability: Applicability;
  /** Its newest rendering. */
  readonly commit: CommitId;
  readonly paths: readonly TreePath[];
  /** The base blob of each changed file; null if the file is new. */
  readonly base: Readonly<Record<string, BlobId | null>>;
  /** The closed gates. */
  readonly reasons: readonly Reason[];
  readonly model: string | null;
  readonly prompt: string | null;
  readonly costUsd: number | null;
  readonly confidence: number | null;
  readonly proposedMs: number;
}

export interface ListedEnhancement extends EnhancementEntry {
  readonly episode: EpisodeId;
}

export interface EnhancementFilter {
  readonly id?: EnhancementId;
  readonly episode?: EpisodeId;
  readonly step?: string;
  readonly state?: EnhancementState;
  readonly subject?: TreePath;
}

export interface EnhancementTable {
  /** Replaces all rows of the episode. */
  recordEnhancements(episode: EpisodeId, rows: readonly EnhancementEntry[]): void;
  /** Sorted by episode, then oldest first. */
  listEnhancements(filter?: EnhancementFilter): readonly ListedEnhancement[];
}

interface Stored extends Omit<ListedEnhancement, 'paths' | 'base' | 'reasons'> {
  readonly paths: string;
  readonly base: string;
  readonly reasons: string;
}

const INSERT = 'insert into enhancements values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';
const SELECT = `select id, episode, step, step_version as stepVersion, state, subject, title, why, applicability,
  commit_id as "commit", paths_json as paths, base_json as base, reasons_json as reasons, model, prompt,
  cost_usd as costUsd, confidence, proposed_ms as proposedMs from enhancements`;

export function enhancementTable(sql: Sql): EnhancementTable {
  return {
    recordEnhancements(episode, rows) {
      sql.atomically(() => {
        sql.run('delete from enhancements where episode = ?', episode);
        for (const row of rows) insert(sql, episode, row);
      });
    },
    listEnhancements(filter = {}) {
      const { where, values } = conditions([
        ['id = ?', filter.id],
        ['episode = ?', filter.episode],
        ['step = ?', filter.step],
        ['state = ?', filter.state],
        ['subject = ?', filter.subject],
      ]);
      return sql
        .all<Stored>(`${SELECT} ${where} order by episode, proposed_ms, rowid`, ...values)
        .map(listed);
    },
  };
}

function insert(sql: Sql, episode: EpisodeId, row: EnhancementEntry): void {
  sql.run(
    INSERT,
    row.id,
    episode,
    row.step,
    row.stepVersion,
    row.state,
    row.subject,
    row.title,
    row.why,
    row.applicability,
    row.commit,
    JSON.stringify(row.paths),
    JSON.stringify(row.base),
    JSON.stringify(row.reasons),
    row.model,
    row.prompt,
    row.costUsd,
    row.confidence,
    row.proposedMs,
  );
}

function listed(row: Stored): ListedEnhancement {
  return {
    ...row,
    paths: parsed<readonly TreePath[]>(row.paths),
    base: parsed<Readonly<Record<string, BlobId | null>>>(row.base),
    reasons: parsed<readonly Reason[]>(row.reasons),
  };
}
