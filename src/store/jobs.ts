// The job table on SQLite. processing_jobs holds all jobs; queued and running ones are also in processing_queue, so
// that finding work stays fast. The rules are in src/queue.

import type { EpisodeId, Hash, TreePath } from '../domain/ids.ts';
import { JOB_STATES, type JobState } from '../domain/job.ts';
import type { Json } from '../domain/json.ts';
import type { Reason } from '../domain/reason.ts';
import type { Job, JobFilter, JobLine, JobProgress, JobTable, Paused } from './job.ts';
import { conditions, jsonOrNull, parsed, parsedOrNull, type Sql } from './sql.ts';

interface Stored {
  readonly seq: number;
  readonly id: string;
  readonly key: string;
  readonly step: string;
  readonly step_version: number;
  readonly episode: EpisodeId;
  readonly subject: TreePath;
  readonly fingerprint: Hash;
  readonly input: Hash;
  readonly priority: number;
  readonly not_before_ms: number | null;
  readonly after_json: string;
  readonly payload_json: string;
  readonly state: JobState;
  readonly attempts: number;
  readonly max_attempts: number;
  readonly reason_json: string | null;
  readonly result_json: string | null;
  readonly created_ms: number;
  readonly started_ms: number | null;
  readonly finished_ms: number | null;
  readonly progress_json: string | null;
  readonly log_json: string;
  readonly worker: string | null;
  readonly lease_until_ms: number | null;
  readonly prioritised: number;
  readonly cancel_requested: number | null;
}

const SELECT = `select j.*, q.worker, q.lease_until_ms, q.cancel_requested
  from processing_jobs j left join processing_queue q on q.seq = j.seq`;
const SAVE_JOB = `insert into processing_jobs values
  (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict (seq) do update set priority = excluded.priority, not_before_ms = excluded.not_before_ms,
  state = excluded.state, attempts = excluded.attempts, reason_json = excluded.reason_json,
  result_json = excluded.result_json, started_ms = excluded.started_ms, finished_ms = excluded.finished_ms,
  progress_json = excluded.progress_json, log_json = excluded.log_json, prioritised = excluded.prioritised`;
const SAVE_LIVE = `insert into processing_queue
  (seq, key, step, priority, due_ms, worker, lease_until_ms, cancel_requested, waits) values (?, ?, ?, ?, ?, ?, ?, ?, 0)
  on conflict (seq) do update set priority = excluded.priority, due_ms = excluded.due_ms, worker = excluded.worker,
  lease_until_ms = excluded.lease_until_ms, cancel_requested = excluded.cancel_requested`;
// The same condition as `unhindered` in src/queue/rules.ts, for one index to answer: `save` maintains `waits`.
const UNHINDERED = `q.worker is null and q.waits = 0
  and (? = 0 and q.step not in (select value from json_each(?)))
  and not exists (select 1 from processing_queue r where r.key = q.key and r.worker is not null)`;
const FIRST_READY = `select j.*, q.worker, q.lease_until_ms, q.cancel_requested
  from processing_queue q indexed by processing_queue_by_turn join processing_jobs j on j.seq = q.seq
  where ${UNHINDERED} and q.due_ms <= ? order by q.priority desc, q.seq limit 1`;
const NEXT_DUE = `select q.due_ms as atMs from processing_queue q indexed by processing_queue_by_due
  where ${UNHINDERED} order by q.due_ms limit 1`;
const NEXT_EXPIRY = `select min(lease_until_ms) as atMs from processing_queue indexed by processing_queue_by_lease
  where worker is not null`;
const REFRESH_WAITS = `update processing_queue set waits = exists (
  select 1 from processing_prerequisites p where p.seq = processing_queue.seq
  and (select state from processing_jobs n where n.key = p.key order by n.seq desc limit 1) not in ('done', 'skipped')
)`;
const OF_JOB = 'where seq = ?';
const AFTER_KEY = 'where seq in (select seq from processing_prerequisites where key = ?)';
const EXPIRED = `select j.*, q.worker, q.lease_until_ms, q.cancel_requested
  from processing_queue q indexed by processing_queue_by_lease join processing_jobs j on j.seq = q.seq
  where q.worker is not null and q.lease_until_ms <= ? order by q.seq`;
// The same condition as `isMadeGood` in src/queue/rules.ts.
const MADE_GOOD = `state = 'failed' and exists (select 1 from processing_jobs n
  where n.key = processing_jobs.key and n.seq > processing_jobs.seq and n.state in ('done', 'skipped', 'failed'))`;
const COUNTS = `select state, count(*) as n from processing_jobs where not (${MADE_GOOD}) group by 1`;
const FORGET_MADE_GOOD = `delete from processing_jobs where finished_ms < ? and ${MADE_GOOD}`;
const FORGETTABLE = `state in ('done', 'skipped', 'cancelled')`;
const FORGET = `delete from processing_jobs where ${FORGETTABLE} and finished_ms < ?`;
const COUNT_ENDED = `select count(*) as n from processing_jobs
  where finished_ms < ? and (${FORGETTABLE} or ${MADE_GOOD})`;

export function jobTable(sql: Sql): JobTable {
  return {
    atomically: (act) => sql.atomically(act),
    nextSeq: () =>
      sql.one<{ seq: number }>('select coalesce(max(seq), 0) + 1 as seq from processing_jobs')?.seq ?? 1,
    get: (id) => firstOf(sql.all<Stored>(`${SELECT} where j.id = ?`, id)),
    save(job) {
      sql.atomically(() => {
        saveJob(sql, job);
        saveLive(sql, job);
        sql.run(`${REFRESH_WAITS} ${AFTER_KEY}`, job.key);
      });
    },
    live: (key) => sql.all<Stored>(`${SELECT} where q.key = ? order by q.seq`, key).map(jobOf),
    newest: (key) => firstOf(sql.all<Stored>(`${SELECT} where j.key = ? order by j.seq desc limit 1`, key)),
    expired: (nowMs) => sql.all<Stored>(EXPIRED, nowMs).map(jobOf),
    firstReady: (nowMs, paused) => firstOf(sql.all<Stored>(FIRST_READY, ...pausedValues(paused), nowMs)),
    nextDueMs: (paused) => nextDueMs(sql, paused),
    list: (filter) => list(sql, filter),
    counts: () => counts(sql),
    countEnded: (beforeMs) => sql.one<{ n: number }>(COUNT_ENDED, beforeMs)?.n ?? 0,
    forgetEnded: (beforeMs) =>
      sql.atomically(() => {
        // First those that failed: they are told by the later jobs, which go next.
        const forgotten = sql.run(FORGET_MADE_GOOD, beforeMs) + sql.run(FORGET, beforeMs);
        // A deleted cancelled job no longer blocks the jobs that waited for it.
        if (forgotten > 0) sql.run(REFRESH_WAITS);
        return forgotten;
      }),
  };
}

function firstOf(rows: readonly Stored[]): Job | null {
  const row = rows[0];
  return row === undefined ? null : jobOf(row);
}

function pausedValues(paused: Paused): readonly [number, string] {
  return paused === 'all' ? [1, '[]'] : [0, JSON.stringify(paused)];
}

function nextDueMs(sql: Sql, paused: Paused): number | null {
  const due = sql.one<{ atMs: number }>(NEXT_DUE, ...pausedValues(paused))?.atMs ?? null;
  const expiry = sql.one<{ atMs: number | null }>(NEXT_EXPIRY)?.atMs ?? null;
  return due === null || expiry === null ? (due ?? expiry) : Math.min(due, expiry);
}

function list(sql: Sql, filter: JobFilter): readonly Job[] {
  const { where, values } = conditions([
    ['j.state in (select value from json_each(?))', filter.states && JSON.stringify(filter.states)],
    ['j.episode = ?', filter.episode],
    ['j.step = ?', filter.step],
    ['j.subject = ?', filter.subject],
    ['j.key = ?', filter.key],
    // A range, so that the index on id is used. Ids are hexadecimal, so `~` sorts after all of them.
    ['j.id >= ?', filter.idBegins],
    ['j.id < ?', filter.idBegins && `${filter.idBegins}~`],
  ]);
  // In SQLite, a limit of -1 means no limit.
  return sql
    .all<Stored>(`${SELECT} ${where} order by j.seq desc limit ?`, ...values, filter.limit ?? -1)
    .map(jobOf);
}

function counts(sql: Sql): Readonly<Record<JobState, number>> {
  const found = sql.all<{ state: JobState; n: number }>(COUNTS);
  const byState = new Map(found.map((row) => [row.state, row.n]));
  return Object.fromEntries(JOB_STATES.map((state) => [state, byState.get(state) ?? 0])) as Record<
    JobState,
    number
  >;
}

function saveJob(sql: Sql, job: Job): void {
  sql.run(
    SAVE_JOB,
    job.seq,
    job.id,
    job.key,
    job.step,
    job.stepVersion,
    job.episode,
    job.subject,
    job.fingerprint,
    job.input,
    job.priority,
    job.notBeforeMs,
    JSON.stringify(job.after),
    JSON.stringify(job.payload),
    job.state,
    job.attempts,
    job.maxAttempts,
    jsonOrNull(job.reason),
    jsonOrNull(job.result),
    job.createdMs,
    job.startedMs,
    job.finishedMs,
    jsonOrNull(job.progress),
    JSON.stringify(job.log),
    job.prioritised ? 1 : 0,
  );
}

function saveLive(sql: Sql, job: Job): void {
  if (job.state !== 'queued' && job.state !== 'running') {
    sql.run('delete from processing_queue where seq = ?', job.seq);
    return;
  }
  sql.run(
    SAVE_LIVE,
    job.seq,
    job.key,
    job.step,
    job.priority,
    job.notBeforeMs ?? 0,
    job.lease?.worker ?? null,
    job.lease?.untilMs ?? null,
    job.cancelRequested ? 1 : 0,
  );
  for (const key of job.after)
    sql.run('insert into processing_prerequisites values (?, ?) on conflict do nothing', job.seq, key);
  sql.run(`${REFRESH_WAITS} ${OF_JOB}`, job.seq);
}

function jobOf(row: Stored): Job {
  return {
    id: row.id,
    seq: row.seq,
    key: row.key,
    step: row.step,
    stepVersion: row.step_version,
    episode: row.episode,
    subject: row.subject,
    fingerprint: row.fingerprint,
    input: row.input,
    priority: row.priority,
    notBeforeMs: row.not_before_ms,
    after: parsed<readonly string[]>(row.after_json),
    payload: parsed<Json>(row.payload_json),
    state: row.state,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    lease:
      row.worker === null || row.lease_until_ms === null
        ? null
        : { worker: row.worker, untilMs: row.lease_until_ms },
    prioritised: row.prioritised === 1,
    cancelRequested: row.cancel_requested === 1,
    reason: parsedOrNull<Reason>(row.reason_json),
    result: parsedOrNull<Json>(row.result_json),
    createdMs: row.created_ms,
    startedMs: row.started_ms,
    finishedMs: row.finished_ms,
    progress: parsedOrNull<JobProgress>(row.progress_json),
    log: parsed<readonly JobLine[]>(row.log_json),
  };
}
