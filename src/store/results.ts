// Caches step results by fingerprint, so that equal input is not processed twice.
import type { EpisodeId, Hash, TreePath } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { parsed, type Sql } from './sql.ts';

export interface StepResultRow {
  readonly fingerprint: Hash;
  readonly step: string;
  readonly stepVersion: number;
  readonly episode: EpisodeId;
  readonly subject: TreePath;
  readonly input: Hash;
  readonly result: Json;
}

export interface ResultTable {
  get(fingerprint: Hash): Json | null;
  put(row: StepResultRow): void;
  /** Forgets results, so that `redo` runs the step again. */
  forget(step: string, subject: TreePath): void;
  /** True if any answer holds this hash. */
  mentions(hash: string): boolean;
  /** Forgets all answers that hold this hash. */
  forgetMentioning(hash: string): void;
}

const MENTIONING = 'step_results where instr(result_json, ?) > 0';

export function resultTable(sql: Sql): ResultTable {
  return {
    get(fingerprint) {
      const row = sql.one<{ result: string }>(
        'select result_json as result from step_results where fingerprint = ?',
        fingerprint,
      );
      return row === null ? null : parsed<Json>(row.result);
    },
    put(row) {
      sql.run(
        'insert or replace into step_results values (?, ?, ?, ?, ?, ?, ?)',
        row.fingerprint,
        row.step,
        row.stepVersion,
        row.episode,
        row.subject,
        row.input,
        JSON.stringify(row.result),
      );
    },
    forget(step, subject) {
      sql.run('delete from step_results where step = ? and subject = ?', step, subject);
    },
    mentions: (hash) => sql.one(`select 1 from ${MENTIONING} limit 1`, hash) !== null,
    forgetMentioning(hash) {
      sql.run(`delete from ${MENTIONING}`, hash);
    },
  };
}
