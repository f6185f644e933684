import { beforeEach, expect, test } from 'vitest';
import { openStore, queryStore, type Store } from '../../src/store/open.ts';
import { eachInFolder } from './folder.ts';
import { cue, EPISODE, episode, segment } from './rows.ts';

const at = eachInFolder();
let file: string;

async function filled(): Promise<Store> {
  const store = await openStore(file);
  store.index.recordEpisode(episode());
  store.index.recordSegments(EPISODE, [segment({ cues: [cue(), cue({ type: 'FSQ' })] })]);
  return store;
}

beforeEach(() => {
  file = at('show-build.db');
});

test('a question over related tables is answered, beside an open store and without one', async () => {
  const question = `select e.title, r.slug, c.type from episodes e join rundown_items r using (episode)
    join cue_blocks c on c.rundown_item = r.id order by c.position`;
  const answer = {
    columns: ['title', 'slug', 'type'],
    rows: [
      ['The Great Teapot Debate', 'opening', 'SOT'],
      ['The Great Teapot Debate', 'opening', 'FSQ'],
    ],
    cut: false,
  };
  const store = await filled();
  expect(await queryStore(file, question)).toEqual(answer);
  store.close();
  expect(await queryStore(file, question)).toEqual(answer);
  expect(await queryStore(file, question, { limit: 1 })).toEqual({
    ...answer,
    rows: answer.rows.slice(0, 1),
    cut: true,
  });
});

test.each([
  'delete from episodes',
  'drop table episodes',
  'pragma user_version = 99',
  "attach 'other.db' as other",
  'vacuum',
  "insert into episodes (episode) values ('0102') returning episode",
])('nothing is changed by %s', async (text) => {
  (await filled()).close();
  await expect(queryStore(file, text)).rejects.toMatchObject({ kind: 'usage' });
  const store = await openStore(file);
  expect(store.index.episodes()).toHaveLength(1);
  store.close();
});

test("what is not understood is the asker's to mend", async () => {
  (await filled()).close();
  for (const text of ['selekt', 'select nothing from nowhere', '', 'select 1; select 2'])
    await expect(queryStore(file, text)).rejects.toMatchObject({ kind: 'usage', code: 'STORE_QUERY_WRONG' });
});

test.each([
  ["select load_extension('/tmp/x')", 'usage', 'STORE_QUERY_WRONG'],
  ["select json('x')", 'usage', 'STORE_QUERY_WRONG'],
  ['select abs(-9223372036854775808)', 'usage', 'STORE_QUERY_WRONG'],
  ['select zeroblob(5000000000)', 'refused', 'QUERY_TOO_LARGE'],
  ['select zeroblob(300000000)', 'refused', 'QUERY_TOO_LARGE'],
  ["select replace(hex(zeroblob(100000)), '0', hex(zeroblob(10000)))", 'refused', 'QUERY_TOO_LARGE'],
])('what the database will not do is refused in a sentence: %s', async (text, kind, code) => {
  (await filled()).close();
  await expect(queryStore(file, text, { timeoutMs: 60_000 })).rejects.toMatchObject({ kind, code });
});

test('a database that is not there is not made by asking', async () => {
  await expect(queryStore(at('none.db'), 'select 1')).rejects.toMatchObject({ code: 'STORE_UNREADABLE' });
});
