// Search across all episodes: adds full-text indexes for cues, quotes and assets, and a table of people. Deletes the
// old rows, which lack this data, so that all episodes are read again.
//
// Ids encode a row's place (store/place.ts), so that newest first needs no sorting, and one episode is a range of ids.
// Except for `segments_text`, the full-text tables store no text, only word positions: results show text from the rows.

const WORDS = "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'";
// Trigrams match any three letters, because people often remember only the middle of a file name.
const PARTS = "tokenize = 'trigram remove_diacritics 1'";
const NO_TEXT = "content = '', contentless_delete = 1";

export const search = `
  delete from episodes;
  delete from planned_episodes;

  create table indexed_episodes (
    episode text primary key references episodes (episode) on delete cascade, key text not null
  ) strict, without rowid;

  alter table rundown_items add column body_lines text;
  drop trigger segments_text_follows;
  drop table segments_text;
  create virtual table segments_text using fts5 (name, title, slug, body, people, types, ${WORDS});
  create trigger segments_text_follows after delete on rundown_items begin
    delete from segments_text where rowid = old.id;
  end;

  create virtual table cues_text using fts5 (slug, media, said, type, ${NO_TEXT}, ${WORDS});
  create virtual table cue_files using fts5 (file, type, ${NO_TEXT}, ${PARTS});
  create trigger cues_text_follows after delete on cue_blocks begin
    delete from cues_text where rowid = old.id;
    delete from cue_files where rowid = old.id;
  end;

  alter table extracted_quotes add column line integer;
  alter table extracted_quotes add column cue_type text;
  create virtual table quotes_text using fts5 (text, attribution, slug, type, ${NO_TEXT}, ${WORDS});
  create trigger quotes_text_follows after delete on extracted_quotes begin
    delete from quotes_text where rowid = old.id;
  end;

  create table people_named (
    id integer primary key, episode text not null references episodes (episode) on delete cascade,
    rundown_item integer references rundown_items (id) on delete cascade, name text not null collate nocase,
    path text not null, line integer,
    role text not null check (role in ('host', 'speaker', 'guest', 'quoted', 'shown')), words integer
  ) strict;
  create index people_named_by_name on people_named (name);
  create index people_named_by_episode on people_named (episode);
  create index people_named_by_item on people_named (rundown_item);

  drop table media_metadata;
  drop table assets;
  create table assets (
    id integer primary key, path text not null unique, episode text references episodes (episode) on delete cascade,
    kind text not null, bytes integer not null, sha256 text, made_by text not null check (made_by in ('bot', 'person'))
  ) strict;
  create index assets_by_episode on assets (episode);
  create index assets_by_sha256 on assets (sha256);
  create virtual table assets_text using fts5 (path, ${NO_TEXT}, ${PARTS});
  create trigger assets_text_begins after insert on assets begin
    insert into assets_text (rowid, path) values (new.id, new.path);
  end;
  create trigger assets_text_follows after delete on assets begin
    delete from assets_text where rowid = old.id;
  end;
  create table media_metadata (
    path text primary key references assets (path) on delete cascade, sha256 text not null, duration_ms integer,
    width integer, height integer, frames_per_second real, audio_channels integer, sample_rate_hz integer,
    loudness_lufs real, facts_json text not null
  ) strict;
`;
