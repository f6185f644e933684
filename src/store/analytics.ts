// Counts jobs, model questions and cached answers by step and UTC day. Reads existing tables only.
import type { Sql } from './sql.ts';

/** `sinceMs` is inclusive, `untilMs` exclusive. */
export interface Period {
  readonly sinceMs: number;
  readonly untilMs: number;
}

interface OfStepAndDay {
  readonly step: string;
  /** Days since 1970. */
  readonly day: number;
}

/** Done and failed jobs, by the day they ended. */
export interface Worked extends OfStepAndDay {
  readonly jobs: number;
  readonly failed: number;
  readonly workedMs: number;
}

/** Questions sent to a model. */
export interface AskedModel extends OfStepAndDay {
  readonly asked: number;
  /** Sum of the known prices. */
  readonly costUsd: number;
}

/** Questions answered from the cache. Counted for whole days, so the span is widened to days. */
export interface Reused extends OfStepAndDay {
  readonly cached: number;
}

export interface AnalyticsTable {
  worked(span: Period): readonly Worked[];
  asked(span: Period): readonly AskedModel[];
  reused(span: Period): readonly Reused[];
}

export const DAY_MS = 86_400_000;

export function dayOf(atMs: number): number {
  return Math.floor(atMs / DAY_MS);
}

const WORKED = `select step, finished_ms / ${DAY_MS} as day, count(*) as jobs, total(state = 'failed') as failed,
  total(max(finished_ms - coalesce(started_ms, finished_ms), 0)) as workedMs
  from processing_jobs indexed by processing_jobs_by_end
  where finished_ms is not null and finished_ms >= ? and finished_ms < ? and state in ('done', 'failed') group by 1, 2`;
const ASKED = `select case instr(prompt_type, '/') when 0 then prompt_type
    else substr(prompt_type, 1, instr(prompt_type, '/') - 1) end as step,
  at_ms / ${DAY_MS} as day, count(*) as asked, total(cost_usd) as costUsd
  from llm_cache where at_ms >= ? and at_ms < ? group by 1, 2`;
const REUSED = 'select step, day, answers as cached from llm_reuse where day >= ? and day < ?';

export function analyticsTable(sql: Sql): AnalyticsTable {
  return {
    worked: ({ sinceMs, untilMs }) => sql.all<Worked>(WORKED, sinceMs, untilMs),
    asked: ({ sinceMs, untilMs }) => sql.all<AskedModel>(ASKED, sinceMs, untilMs),
    reused: ({ sinceMs, untilMs }) => sql.all<Reused>(REUSED, dayOf(sinceMs), Math.ceil(untilMs / DAY_MS)),
  };
}
