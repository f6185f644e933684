import { open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EpisodeId } from '../../src/domain/ids.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { openStore, setAside } from '../../src/store/open.ts';
import { driver } from '../needs-database.ts';
import { eachInFolder } from './folder.ts';
import { segment } from './rows.ts';

const at = eachInFolder();

test("a new database has the plan's tables by their names, and keeps what it is given", async () => {
  const file = at('show-build.db');
  const store = await openStore(file);
  store.meta.set('indexed', 'abc');
  store.meta.set('indexed', 'def');
  store.close();

  const again = await openStore(file);
  expect(again.meta.get('indexed')).toBe('def');
  expect(again.meta.get('nothing')).toBeNull();
  again.close();

  const db = new (driver())(file, { readonly: true });
  const names = db.prepare("select name from sqlite_master where type = 'table'").pluck().all();
  expect(names).toEqual(
    expect.arrayContaining(
      `episodes rundown_items cue_blocks assets media_metadata extracted_quotes processing_jobs processing_queue
      llm_cache file_locks processing_history enhancements step_results file_states meta`.split(/\s+/),
    ),
  );
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();
});

test('a newer schema is refused, and left as it is', async () => {
  const file = at('newer.db');
  const db = new (driver())(file);
  db.exec(`create table of_the_future (x); pragma user_version = ${migrations.length + 1}`);
  db.close();
  await expect(openStore(file)).rejects.toMatchObject({ kind: 'configuration', code: 'STORE_NEWER' });
  const after = new (driver())(file, { readonly: true });
  expect(after.prepare('select name from sqlite_master').pluck().all()).toEqual(['of_the_future']);
  after.close();
});

test('what is recorded is recorded whole or not at all, and joins what is around it', async () => {
  const store = await openStore(':memory:');
  expect(() =>
    store.record(() => {
      store.meta.set('a', '1');
      store.index.recordSegments('0101' as EpisodeId, [segment()]);
      throw new RangeError('stop');
    }),
  ).toThrow(RangeError);
  expect(store.meta.get('a')).toBeNull();
  expect(store.index.segments('0101' as EpisodeId)).toEqual([]);
  store.close();
});

test('where there is no room, what is recorded is left out, what is asked is answered, and it goes on later', async () => {
  let limit = (_pages: number): void => {};
  const store = await openStore(
    at('full.db'),
    async () =>
      new Proxy(driver(), {
        construct(Driver, [name]) {
          const db = new Driver(name);
          limit = (pages) => db.pragma(`max_page_count = ${pages}`);
          return db;
        },
      }),
  );
  store.meta.set('a', '1');
  limit(1);
  const large = 'x'.repeat(1 << 20);
  expect(store.hasGaps()).toBe(false);
  expect(
    store.record(() => {
      store.meta.set('a', '2');
      store.record(() => store.meta.set('b', large));
    }),
  ).toBe(false);
  expect([store.meta.get('a'), store.meta.get('b'), store.hasGaps()]).toEqual(['1', null, true]);
  limit(1 << 20);
  expect(store.record(() => store.meta.set('b', large))).toBe(true);
  expect([store.meta.get('b')?.length, store.hasGaps()]).toEqual([large.length, true]);
  store.close();
});

test('two programs may open a new database at the same moment', async () => {
  const stores = await Promise.all([openStore(at('both.db')), openStore(at('both.db'))]);
  stores[0]?.meta.set('a', '1');
  expect(stores[1]?.meta.get('a')).toBe('1');
  for (const store of stores) store.close();
});

describe("where it can't be opened", () => {
  test('a driver that is not installed says what to install', async () => {
    const missing = 'no-such-database-driver';
    await expect(openStore(at('x.db'), () => import(missing))).rejects.toMatchObject({
      kind: 'configuration',
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('npm rebuild better-sqlite3'),
    });
    await expect(stat(at('x.db'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('a driver whose native part does not load is as good as missing', async () => {
    const nativeBinding = at('better_sqlite3.node');
    await writeFile(nativeBinding, 'not a shared library');
    const load = async () =>
      new Proxy(driver(), { construct: (Driver, [name]) => new Driver(name, { nativeBinding }) });
    await expect(openStore(at('x.db'), load)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  test('a folder that is not there, or a path that is no file', async () => {
    await expect(openStore(at('no/such/folder.db'))).rejects.toMatchObject({ code: 'STORE_UNREADABLE' });
    await expect(openStore(dirname(at('x')))).rejects.toMatchObject({ code: 'STORE_UNREADABLE' });
  });
});

describe('a damaged database', () => {
  async function filled(file: string): Promise<void> {
    const store = await openStore(file);
    store.record(() => {
      for (let n = 0; n < 2_000; n++) store.meta.set(`key ${n}`, 'value '.repeat(20));
    });
    store.close();
  }

  async function damage(file: string, position: number, bytes: Uint8Array): Promise<void> {
    const handle = await open(file, 'r+');
    await handle.write(bytes, 0, bytes.length, position);
    await handle.close();
  }

  test('is named, when it is no database at all', async () => {
    const file = at('notes.db');
    await writeFile(file, 'Kevin, this is not a database. '.repeat(500));
    await expect(openStore(file)).rejects.toMatchObject({
      kind: 'configuration',
      code: 'STORE_CORRUPT',
      message: expect.stringContaining(file),
    });
  });

  test('is noticed when it is opened, wherever the damage is', async () => {
    const file = at('damaged.db');
    await filled(file);
    const { size } = await stat(file);
    const page = 4_096 * Math.floor(size / 4_096 / 2);
    await damage(file, page, new Uint8Array(8_192).fill(0x5a));
    await expect(openStore(file)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });

  test('is noticed when it was cut short', async () => {
    const file = at('cut.db');
    await filled(file);
    const handle = await open(file, 'r+');
    await handle.truncate(4_096 * 8);
    await handle.close();
    await expect(openStore(file)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });

  test('is set aside whole, under a name that is free, and a new one takes its place', async () => {
    const file = at('show-build.db');
    for (const [suffix, text] of [
      ['', 'db'],
      ['-wal', 'log'],
      ['-shm', 'shared'],
    ])
      await writeFile(file + suffix, `${text}`);
    await writeFile(`${file}.corrupt-1`, 'an older one');
    const aside = await setAside(file);
    expect(aside).toBe(`${file}.corrupt-2`);
    expect(await readFile(aside, 'utf8')).toBe('db');
    expect(await readFile(`${aside}-wal`, 'utf8')).toBe('log');
    expect(await readFile(`${aside}-shm`, 'utf8')).toBe('shared');
    expect(await readFile(`${file}.corrupt-1`, 'utf8')).toBe('an older one');
    expect((await readdir(dirname(file))).filter((name) => !name.includes('corrupt'))).toEqual([]);
    const fresh = await openStore(file);
    expect(fresh.meta.get('indexed')).toBeNull();
    fresh.close();
  });

  test('without a log is set aside as well', async () => {
    const file = at('alone.db');
    await writeFile(file, 'db');
    expect(await setAside(file)).toBe(`${file}.corrupt-1`);
    expect(await readdir(dirname(file))).toEqual(['alone.db.corrupt-1']);
  });
});
