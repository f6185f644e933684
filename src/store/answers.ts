// Language model answers and their cost. Rows are only added, so that repeated questions don't erase earlier spending.
import type { EpisodeId, Hash } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { dayOf } from './analytics.ts';
import { parsed, type Sql } from './sql.ts';

export interface AnswerRow {
  readonly key: string;
  readonly contentHash: Hash;
  /** Prompt type and version: `slug-enhancement/segment@1`. */
  readonly promptType: string;
  readonly model: string;
  /** The first episode that needed the answer; null if it is not about a single episode. */
  readonly episode?: EpisodeId | null;
  /** null = the reply was unusable, but cost money. */
  readonly answer: Json;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars; null if the price is unknown. */
  readonly costUsd: number | null;
  readonly atMs: number;
}

export interface AnswerTable {
  /** The newest usable answer for this key, or null. */
  get(key: string): Json | null;
  put(row: AnswerRow): void;
  /** Makes the answers to this key unusable; their cost stays. */
  refuse(key: string): void;
  /** Counts one answer served from the cache, by day and step. */
  reused(promptType: string, atMs: number): void;
  /** Sum of all known costs at or after that time, for one episode or (null) all. */
  spentUsd(sinceMs: number, episode?: EpisodeId | null): number;
}

const PUT = `insert into llm_cache
  (key, content_hash, prompt_type, model, episode, answer_json, input_tokens, output_tokens, cost_usd, at_ms)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const REFUSE = `update llm_cache set answer_json = 'null' where key = ?`;
const REUSED = `insert into llm_reuse values (?, ?, 1) on conflict (day, step) do update set answers = answers + 1`;
const SPENT = 'select total(cost_usd) as usd from llm_cache where at_ms >= ?';
const SPENT_FOR = 'select total(cost_usd) as usd from llm_cache where episode = ? and at_ms >= ?';

export function answerTable(sql: Sql): AnswerTable {
  return {
    get(key) {
      const row = sql.one<{ answer: string }>(
        `select answer_json as answer from llm_cache where key = ? and answer_json <> 'null' order by id desc limit 1`,
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
    refuse: (key) => void sql.run(REFUSE, key),
    reused: (promptType, atMs) => void sql.run(REUSED, dayOf(atMs), stepOfPrompt(promptType)),
    spentUsd(sinceMs, episode = null) {
      const row =
        episode === null
          ? sql.one<{ usd: number }>(SPENT, sinceMs)
          : sql.one<{ usd: number }>(SPENT_FOR, episode, sinceMs);
      return row?.usd ?? 0;
    },
  };
}

/** The step is the part before the slash: `slug-enhancement` in `slug-enhancement/segment@1`. */
function stepOfPrompt(promptType: string): string {
  const end = promptType.indexOf('/');
  return end === -1 ? promptType : promptType.slice(0, end);
}
