// Adds counts of cached answers, priorities set by people, and indexes for statistics over time. Proposal times are
// read from Git only when the tip of an episode's records has moved (`kept_tips`).
export const work = `
  alter table processing_jobs add column prioritised integer not null default 0 check (prioritised in (0, 1));
  create index processing_jobs_by_end on processing_jobs (finished_ms, state) where finished_ms is not null;

  create table llm_reuse (
    day integer not null, step text not null, answers integer not null, primary key (day, step)
  ) strict, without rowid;

  create table kept_tips (episode text primary key, tip text not null) strict, without rowid;
  create table kept_proposals (
    id text primary key, episode text not null, step text not null, proposed_ms integer not null
  ) strict, without rowid;
  create index kept_proposals_by_episode on kept_proposals (episode);
  create index kept_proposals_by_time on kept_proposals (proposed_ms, step);
`;
