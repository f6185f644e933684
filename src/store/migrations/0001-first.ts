// The first schema. All of it can be rebuilt from Git, except waiting jobs, which are planned again.
// Columns named `…_json` hold JSON as text; `…_ms` is milliseconds (points in time: since 1970), `…_ns` nanoseconds.

const BOOKKEEPING = `
  create table meta (key text primary key, value text not null) strict, without rowid;
  create table file_states (
    path text primary key, blob text, bytes integer not null, mtime_ns integer not null, ctime_ns integer not null,
    inode integer not null, sha256 text, by_bot integer not null check (by_bot in (0, 1)), arrived_ms integer not null
  ) strict, without rowid;
  create table planned_episodes (episode text primary key, key text not null) strict, without rowid;
  create table file_locks (
    id integer primary key autoincrement, path text not null,
    kind text not null check (kind in ('read', 'write', 'processing')),
    holder text not null, acquired_ms integer not null, expires_at_ms integer not null, unique (path, kind, holder)
  ) strict;
`;

const SHOW = `
  create table episodes (
    episode text primary key, path text, blob text, title text, subtitle text, slug text, type text, status text,
    air_date text, description text, duration_ms integer, runtime_ms integer
  ) strict;
  create index episodes_by_air_date on episodes (air_date);
  create index episodes_by_status on episodes (status);

  create table rundown_items (
    id integer primary key, path text not null unique,
    episode text not null references episodes (episode) on delete cascade,
    position integer not null, item_order real, blob text, type text, slug text, title text, description text,
    status text, block text, duration_ms integer, runtime_ms integer, words integer not null
  ) strict;
  create index rundown_items_by_episode on rundown_items (episode, position);
  create index rundown_items_by_type on rundown_items (type, status);
  create index rundown_items_by_slug on rundown_items (slug);

  create table cue_blocks (
    id integer primary key, rundown_item integer not null references rundown_items (id) on delete cascade,
    episode text not null references episodes (episode) on delete cascade,
    position integer not null, line integer not null, type text, asset_id text, slug text, media_url text,
    media_path text, duration_ms integer, fields_json text not null
  ) strict;
  create index cue_blocks_by_item on cue_blocks (rundown_item, position);
  create index cue_blocks_by_episode on cue_blocks (episode);
  create index cue_blocks_by_type on cue_blocks (type);
  create index cue_blocks_by_asset_id on cue_blocks (asset_id);
  create index cue_blocks_by_media on cue_blocks (media_path);

  create table assets (
    path text primary key, episode text references episodes (episode) on delete cascade,
    kind text not null, bytes integer not null, sha256 text, made_by text not null check (made_by in ('bot', 'person'))
  ) strict;
  create index assets_by_episode on assets (episode);
  create index assets_by_sha256 on assets (sha256);

  create table media_metadata (
    path text primary key references assets (path) on delete cascade, sha256 text not null, duration_ms integer,
    width integer, height integer, frames_per_second real, audio_channels integer, sample_rate_hz integer,
    loudness_lufs real, facts_json text not null
  ) strict;

  create table extracted_quotes (
    id integer primary key, episode text not null references episodes (episode) on delete cascade,
    subject text not null, position integer not null, slug text, text text not null, attribution text,
    source text not null check (source in ('cue', 'transcript')), at_ms integer
  ) strict;
  create index extracted_quotes_by_episode on extracted_quotes (episode, position);

  create virtual table segments_text using fts5 (
    path, title, slug, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
  );
  create trigger segments_text_follows after delete on rundown_items begin
    delete from segments_text where rowid = old.id;
  end;
`;

const WORK = `
  create table step_results (
    fingerprint text primary key, step text not null, step_version integer not null, episode text not null,
    subject text not null, input text not null, result_json text not null
  ) strict;
  create index step_results_by_subject on step_results (step, subject);

  create table llm_cache (
    id integer primary key, key text not null, content_hash text not null, prompt_type text not null,
    model text not null, episode text, answer_json text not null, input_tokens integer not null,
    output_tokens integer not null, cost_usd real, at_ms integer not null
  ) strict;
  create index llm_cache_by_key on llm_cache (key, id);
  create index llm_cache_by_time on llm_cache (at_ms);

  create table processing_jobs (
    seq integer primary key, id text not null unique, key text not null, step text not null,
    step_version integer not null, episode text not null, subject text not null, fingerprint text not null,
    input text not null, priority real not null, not_before_ms integer, after_json text not null,
    payload_json text not null,
    state text not null check (state in ('queued', 'running', 'done', 'skipped', 'blocked', 'failed', 'cancelled')),
    attempts integer not null, max_attempts integer not null, reason_json text, result_json text,
    created_ms integer not null, started_ms integer, finished_ms integer, progress_json text, log_json text not null
  ) strict;
  create index processing_jobs_by_key on processing_jobs (key, seq);
  create index processing_jobs_by_state on processing_jobs (state, seq);
  create index processing_jobs_by_episode on processing_jobs (episode, seq);
  create index processing_jobs_by_subject on processing_jobs (subject);

  create table processing_queue (
    seq integer primary key references processing_jobs (seq) on delete cascade, key text not null, step text not null,
    priority real not null, due_ms integer not null, worker text, lease_until_ms integer,
    cancel_requested integer not null check (cancel_requested in (0, 1)),
    waits integer not null check (waits in (0, 1))
  ) strict;
  create index processing_queue_by_turn on processing_queue (priority desc, seq) where worker is null and waits = 0;
  create index processing_queue_by_due on processing_queue (due_ms) where worker is null and waits = 0;
  create index processing_queue_by_lease on processing_queue (lease_until_ms) where worker is not null;
  create index processing_queue_by_key on processing_queue (key);

  create table processing_prerequisites (
    seq integer not null references processing_queue (seq) on delete cascade, key text not null,
    primary key (seq, key)
  ) strict, without rowid;
  create index processing_prerequisites_by_key on processing_prerequisites (key);
`;

const RECORD = `
  create table enhancements (
    id text primary key, episode text not null, step text not null, step_version integer not null,
    state text not null, subject text not null, title text not null, why text not null, applicability text not null,
    commit_id text not null, paths_json text not null, base_json text not null, reasons_json text not null,
    model text, prompt text, cost_usd real, confidence real, proposed_ms integer not null
  ) strict;
  create index enhancements_by_episode on enhancements (episode, state);
  create index enhancements_by_state on enhancements (state);
  create index enhancements_by_step on enhancements (step, state);

  create table processing_history (
    id integer primary key, at_ms integer not null, event text not null, episode text, step text, subject text,
    path text, enhancement text, commit_id text, who text not null, hash_before text, hash_after text,
    detail_json text not null
  ) strict;
  create unique index processing_history_once on processing_history (
    commit_id, event, coalesce(path, ''), coalesce(enhancement, '')
  ) where commit_id is not null;
  create index processing_history_by_time on processing_history (at_ms);
  create index processing_history_by_episode on processing_history (episode, at_ms);
  create index processing_history_by_enhancement on processing_history (enhancement);
`;

export const first = BOOKKEEPING + SHOW + WORK + RECORD;
