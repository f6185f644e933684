// Databases of before: what can be read anew goes, what nobody can read again stays and is brought up to date.
import { expect, test } from 'vitest';
import { migrate } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { openStore } from '../../src/store/open.ts';
import { driver } from '../needs-database.ts';
import { eachInFolder } from './folder.ts';
import { EPISODE, segment } from './rows.ts';

const at = eachInFolder();

test('a database of before search is brought up to date, and keeps its jobs, answers and enhancements', async () => {
  const file = at('show-build.db');
  const old = new (driver())(file);
  old.pragma('foreign_keys = ON');
  migrate(old, file, migrations.slice(0, 2));
  old.exec(`
    insert into episodes (episode, title) values ('0101', 'Old');
    insert into planned_episodes values ('0101', 'key');
    insert into rundown_items (path, episode, position, words) values ('episodes/0101/rundown/10 A.md', '0101', 0, 3);
    insert into segments_text (rowid, path, title, slug, body) values (1, 'a.md', 'Old', null, 'an old kettle');
    insert into cue_blocks (rundown_item, episode, position, line, fields_json) values (1, '0101', 0, 4, '{}');
    insert into assets values ('episodes/0101/preshow/a.png', '0101', 'image', 9, null, 'person');
    insert into enhancements values ('e1', '0101', 's', 1, 'landed', 'x', 't', 'w', 'safe', 'c', '[]', '{}', '[]',
      null, null, null, null, 1);
  `);
  old.close();
  const store = await openStore(file);
  expect(store.index.find({ words: 'kettle' }).hits).toEqual([]);
  expect([store.index.episodes(), store.index.allPlannedKeys().size, store.index.countIndexed()]).toEqual([
    [],
    0,
    0,
  ]);
  expect(store.index.listEnhancements()).toHaveLength(1);
  store.index.recordSegments(EPISODE, [segment({ body: 'a new kettle' })]);
  expect(store.index.find({ words: 'kettle' }).hits).toHaveLength(1);
  store.close();
});

test('lines of a job’s log that bore no time get that of their job', async () => {
  const file = at('show-build.db');
  const old = new (driver())(file);
  migrate(old, file, migrations.slice(0, 4));
  const insert = old.prepare(`
    insert into processing_jobs (id, seq, key, step, step_version, episode, subject, fingerprint, input, payload_json,
      after_json, state, priority, attempts, max_attempts, created_ms, log_json)
    values (?, ?, ?, 's', 1, '0101', 'info.md', 'f', 'i', '{}', '[]', 'failed', 0, 1, 3, 7000, ?)`);
  insert.run('a', 1, 'a', '["asking","no answer"]');
  insert.run('b', 2, 'b', '[]');
  old.close();
  const store = await openStore(file);
  expect(store.jobs.get('a')?.log).toEqual([
    { atMs: 7000, text: 'asking' },
    { atMs: 7000, text: 'no answer' },
  ]);
  expect(store.jobs.get('b')?.log).toEqual([]);
  store.close();
});
