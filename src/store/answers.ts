// What language models answered and what it cost. Rows are only added: what was spent stays counted when asked anew.
import type { EpisodeId, Hash } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { parsed, type Sql } from './sql.ts';

export interface AnswerRow {
  readonly key: string;
  readonly contentHash: Hash;
  /** Prompt type and version: `slug-enhancement/segment@1`. */
  readonly promptType: string;
  readonly model: string;
  /** For whom it was asked first; null where no one episode is meant. */
  readonly episode?: EpisodeId | null;
  readonly answer: Json;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars; null where the price is not known. */
  readonly costUsd: number | null;
  readonly atMs: number;
}

export interface AnswerTable {
  /** The newest answer under this key. */
  get(key: string): Json | null;
  put(row: AnswerRow): void;
  /** The sum of all known costs at or after that time. */
  spentUsd(sinceMs: number, episode?: EpisodeId): number;
}

const PUT = `insert into llm_cache
  (key, content_hash, prompt_type, model, episode, answer_json, input_tokens, output_tokens, cost_usd, at_ms)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const SPENT = 'select total(cost_usd) as usd from llm_cache where at_ms >= ? and (? is null or episode = ?)';

export function answerTable(sql: Sql): AnswerTable {
  return {
    get(key) {
      const row = sql.one<{ answer: string }>(
        'select answer_json as answer from llm_cache where key = ? order by id desc limit 1',
        key,
      );
      return row === null ? null : parsed<Json>(row.answer);
    },
    put(row) {
      sql.run(
        PUT,
        row.key,
        row.contentHash,
        row.promptType,
        row.model,
        row.episode ?? null,
        JSON.stringify(row.answer),
        row.inputTokens,
        row.outputTokens,
        row.costUsd,
        row.atMs,
      );
    },
    spentUsd: (sinceMs, episode = undefined) =>
      sql.one<{ usd: number }>(SPENT, sinceMs, episode ?? null, episode ?? null)?.usd ?? 0,
  };
}
