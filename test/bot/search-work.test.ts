// Search and SQL while people work: what was just typed is found, what was deleted is not, what is old is read in the
// background; and a question that never ends holds nobody up.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openIndexing } from '../../bot/index/background-index.ts';
import { rebuild } from '../../bot/index/rebuild.ts';
import { type Service, startService } from '../../bot/service/service.ts';
import { queryStore } from '../../src/store/open.ts';
import { INFO, type Opened, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { inTrials, quiet } from './trials.ts';

const { trial, open, close } = inTrials();

const OLD_INFO = INFO.replace('status: production', 'status: completed');
const OLD_PATH = 'episodes/0007/rundown/10 A Bench.md';
const OLD = SEGMENT.replaceAll('glove', 'bench').replaceAll('Glove', 'Bench').replaceAll('AAAA', 'BBBB');

/** One open episode, and one that was over long ago. */
function twoEpisodes(): Trial {
  const one = trial();
  one.write('episodes/0007/info.md', OLD_INFO);
  one.write(OLD_PATH, OLD);
  return one;
}

async function served(act: (one: Trial, service: Service, opened: Opened) => Promise<void>): Promise<void> {
  const one = twoEpisodes();
  const opened = await open(one);
  const service = await startService(opened.show, { localWork: true });
  try {
    await act(one, service, opened);
  } finally {
    await service.close();
  }
}

/** As soon as it is so: asked again after every turn of the program. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise<void>((resume) => setImmediate(resume));
}

const countOf = async ({ desk }: Pick<Service, 'desk'>, words: string) =>
  (await desk.search({ words, kind: 'segment' })).hits.length;

describe('the service', () => {
  it('reads the episodes that are over in the background, and says how far it is', () =>
    served(async (_one, service) => {
      await until(async () => {
        const { indexed } = await service.desk.search({ words: 'bench' });
        expect(indexed.total).toBe(2);
        return indexed.done === 2;
      });
      expect(await countOf(service, 'bench')).toBe(1);
    }));

  it.each([
    ['in an open episode', SEGMENT_PATH, SEGMENT],
    ['in one that is over', OLD_PATH, OLD],
  ])('finds what somebody has just typed, and no longer what he took out, %s', (_where, path, text) =>
    served(async (one, service) => {
      await until(async () => (await countOf(service, 'friday')) === 2);
      one.write(path, text.replace('by Friday', 'by Wednesday'));
      await until(async () => (await countOf(service, 'wednesday')) === 1);
      expect(await countOf(service, 'friday')).toBe(1);
      const [hit] = (await service.desk.search({ words: 'wednesday' })).hits;
      expect(one.read(path).split('\n')[(hit?.line ?? 0) - 1]).toContain('Wednesday');
    }));

  it.each(['0101', '0007'])('no longer finds episode %s when it has been deleted', (episode) =>
    served(async (one, service) => {
      await until(async () => (await countOf(service, 'neighbour')) === 2);
      one.remove(`episodes/${episode}`);
      await until(async () => (await countOf(service, 'neighbour')) === 1);
      await until(async () => (await service.desk.search({ words: 'x' })).indexed.done === 1);
      expect((await service.desk.search({ cueType: 'SOT', episode })).hits).toEqual([]);
      expect(
        (await service.desk.query(`select * from episodes where episode = '${episode}'`, null)).rows,
      ).toEqual([]);
    }));

  it('answers others while a question in SQL goes on and on, and stops that one', () =>
    served(async (_one, service, { show }) => {
      let isStopped = false;
      const asked = queryStore(show.store?.file ?? '', ENDLESS, { timeoutMs: 1000 });
      const stopped = expect(asked).rejects.toMatchObject({ kind: 'refused', code: 'QUERY_TOO_LONG' });
      void stopped.finally(() => {
        isStopped = true;
      });
      await service.desk.search({ words: 'bench' });
      await service.desk.list({});
      expect(isStopped).toBe(false);
      expect((await service.desk.query('select 1 as one', null)).rows).toEqual([[1]]);
      await stopped;
    }));
});

/** In one single step of the database. */
const ENDLESS = 'with recursive n (i) as (select 1 union all select i + 1 from n) select count(*) from n';

describe('without a service', () => {
  it('a pass reads what is over, once; a rebuild all of it', async () => {
    const one = twoEpisodes();
    const opened = await open(one);
    await opened.desk.pass({}, quiet);
    expect(await countOf(opened, 'neighbour')).toBe(2);
    one.remove('episodes/0007');
    await opened.desk.pass({}, quiet);
    expect(await countOf(opened, 'neighbour')).toBe(1);
    await rebuild(opened.show, quiet);
    expect(await countOf(opened, 'neighbour')).toBe(1);
    expect((await opened.desk.search({ words: 'x' })).indexed).toEqual({ done: 1, total: 1 });
  });

  it('reads a database that is new beside an old history', async () => {
    const one = twoEpisodes();
    const first = await open(one);
    await first.desk.pass({}, quiet);
    await close(first);
    rmSync(join(one.state, 'show-build.db'));
    const again = await open(one);
    expect((await again.desk.search({ words: 'bench' })).indexed).toEqual({ done: 0, total: 2 });
    await rebuild(again.show, quiet);
    expect(await countOf(again, 'bench')).toBe(1);
  });

  it('going through all of them, writes nothing old over what somebody has typed meanwhile', async () => {
    const one = twoEpisodes();
    const opened = await open(one);
    await opened.desk.pass({}, quiet);
    const { repo, store } = opened.show;
    store?.index.forgetIndexed();
    let typed = false;
    const treeAt: typeof repo.treeAt = async (tree, path) => {
      const found = await repo.treeAt(tree, path);
      // While the first of them is read; the other one's turn comes later.
      if (!typed && path === 'episodes/0101') {
        typed = true;
        one.write(OLD_PATH, OLD.replace('by Friday', 'by Wednesday'));
        await opened.desk.pass({ episode: '0007' }, quiet);
      }
      return found;
    };
    const troubles: unknown[] = [];
    const show = { ...opened.show, repo: { ...repo, treeAt } };
    const indexing = openIndexing(show, { onTrouble: (error) => void troubles.push(error) });
    indexing.wake(null);
    indexing.begin();
    await indexing.idle();
    expect([typed, troubles, await countOf(opened, 'wednesday')]).toEqual([true, [], 1]);
  });

  it('says what to do where there is no database, and where nothing is asked', async () => {
    const opened = await open(trial());
    const { searchDesk } = await import('../../bot/desk/search.ts');
    const without = searchDesk({ ...opened.show, store: null });
    const both = (desk: typeof without) => [
      () => desk.search({ words: 'x' }),
      () => desk.query('select 1', null),
    ];
    for (const asked of both(without))
      await expect(asked()).rejects.toMatchObject({ kind: 'configuration', code: 'NO_DATABASE' });
    await expect(opened.desk.search({ limit: 3 })).rejects.toMatchObject({ code: 'NOTHING_ASKED' });
    for (const asked of both(opened.desk))
      await expect(asked()).rejects.toMatchObject({ kind: 'refused', code: 'NOTHING_YET' });
  });
});

describe('questions in SQL', () => {
  it('are only questions, one at a time, and their mistakes are told in SQLite’s words', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const secret = join(one.dir, 'other.db');
    for (const text of [
      'delete from episodes',
      'select 1; select 2',
      `attach '${secret}' as other`,
      `vacuum into '${secret}'`,
      "select load_extension('libm')",
      'pragma user_version = 3',
      'pragma journal_mode = delete',
      'pragma writable_schema = on',
      'begin immediate',
      '',
    ])
      await expect(desk.query(text, null), text).rejects.toMatchObject({
        kind: expect.stringMatching(/usage|bug/),
      });
    await expect(desk.query('select nope', null)).rejects.toThrow('no such column: nope');
    expect((await desk.query('select count(*) from episodes', null)).rows).toEqual([[1]]);
    const many =
      'with recursive n (i) as (select 1 union all select i + 1 from n limit 20000) select i from n';
    const all = await desk.query(many, null);
    expect([all.rows.length, all.cut]).toEqual([10_000, true]);
    const large = await desk.query(`select hex(zeroblob(3000000)) from (${many})`, null);
    expect([large.rows.length < 5, large.cut]).toEqual([true, true]);
  });

  it('see nothing of the environment', async () => {
    const { desk } = await open(trial());
    await desk.pass({}, quiet);
    const { rows } = await desk.query('select name from pragma_module_list', null);
    expect(rows.flat()).not.toContain('fileio');
  });
});

describe('saved queries', () => {
  const SQL = 'select episode, title from episodes';

  it('are kept by name with who saved them, outlive the database, and are forgotten', async () => {
    const one = trial();
    const first = await open(one);
    await first.desk.saveQuery('  Titles – all ', SQL, 'josh');
    await first.desk.saveQuery('Titles – all', `${SQL} limit 3`, 'josh');
    await close(first);
    rmSync(join(one.state, 'show-build.db'));
    const { desk } = await open(one);
    const own = async () => (await desk.savedQueries()).filter(({ by }) => by !== null);
    expect(await own()).toEqual([{ name: 'Titles – all', sql: `${SQL} limit 3`, by: 'Josh' }]);
    expect(one.git('log', '-1', '--format=%an: %s', 'refs/show-build/decisions')).toBe(
      'Josh: save the query Titles – all',
    );
    await desk.forgetQuery('Titles – all', null);
    expect(await own()).toEqual([]);
    await expect(desk.forgetQuery('Titles – all', null)).rejects.toMatchObject({ code: 'NO_QUERY' });
  });

  it.each([
    ['a name of two lines', 'a\nb', SQL, 'QUERY_NAME'],
    ['no name', '  ', SQL, 'QUERY_NAME'],
    ['a name that goes on', 'x'.repeat(81), SQL, 'QUERY_NAME'],
    ['the name of one that comes with the program', 'Money by episode', SQL, 'QUERY_TAKEN'],
    ['what is no SQL', 'Mine', 'selekt', 'STORE_QUERY_WRONG'],
    ['what would write', 'Mine', 'drop table episodes', 'STORE_READ_ONLY'],
    ['nothing', 'Mine', ' ', 'QUERY_TEXT'],
  ])('refuse %s', async (_what, name, sql, code) => {
    const { desk } = await open(trial());
    await expect(desk.saveQuery(name, sql, null)).rejects.toMatchObject({ code });
    expect((await desk.savedQueries()).every(({ by }) => by === null)).toBe(true);
  });

  it('another person’s name is not taken over', async () => {
    const one = trial();
    one.write(
      'show-build.yaml',
      'people: { josh: { name: Josh, email: j@example.org }, ada: { name: Ada, email: a@example.org } }\n',
    );
    const { desk } = await open(one);
    await desk.saveQuery('Mine', SQL, 'ada');
    await expect(desk.saveQuery('Mine', 'select 1', 'josh')).rejects.toMatchObject({ code: 'QUERY_TAKEN' });
    await expect(desk.forgetQuery('Money by episode', 'josh')).rejects.toMatchObject({ code: 'QUERY_TAKEN' });
  });
});
