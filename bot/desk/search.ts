// Search over all episodes, and people’s own SQL queries, in the program that has the show open. Saved queries are
// decisions: they are stored in Git and outlive the database.
import type { SavedQuery, SearchDesk } from '../../src/desk.ts';
import type { DecisionKind } from '../../src/domain/decision.ts';
import { type CommitId, type TreeId, treePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { queryStore, type Store } from '../../src/store/open.ts';
import { listEpisodes } from '../plan/episodes.ts';
import { reviewer } from '../record/authors.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { BUILT_IN } from './built-in-queries.ts';
import { copySearch } from './copy-search.ts';

/** Each query runs in its own process; more would slow down the show. */
const MOST_AT_ONCE = 3;

export function searchDesk(show: Show): SearchDesk {
  const episodeCount = countingEpisodes(show);
  const inCopies = copySearch(show);
  let asking = 0;

  async function query(sql: string, limit: number | null) {
    const { file } = storeOf(show);
    await mainOf(show);
    if (asking >= MOST_AT_ONCE)
      throw new Fault(
        'refused',
        'QUERIES_BUSY',
        `${MOST_AT_ONCE} other questions in SQL are being answered; ask again in a moment.`,
      );
    const begun = performance.now();
    asking += 1;
    try {
      const answer = await queryStore(file, sql, limit === null ? {} : { limit });
      return { ...answer, tookMs: since(begun) };
    } finally {
      asking -= 1;
    }
  }

  return {
    async search(filter) {
      const { index } = storeOf(show);
      const { limit: _limit, ...asked } = filter;
      if (Object.values(asked).every((part) => part === undefined))
        throw new Fault('usage', 'NOTHING_ASKED', 'Say what to look for: words, a type of cue, a name.');
      const total = await episodeCount();
      const begun = performance.now();
      const found = index.find(padded(filter));
      const copies = await inCopies(padded(filter));
      const tookMs = since(begun);
      return {
        hits: found.hits,
        copies: copies.hits,
        cut: found.cut || copies.cut,
        tookMs,
        indexed: { done: Math.min(index.countIndexed(), total), total },
      };
    },

    query,

    savedQueries: async () => [...BUILT_IN, ...savedBy(show)],

    async saveQuery(name, sql, who) {
      const saying: DecisionKind = { kind: 'save-query', name: checkedName(name), sql: checkedSql(sql) };
      const by = reviewer(show.settings(), who);
      refuseTaken(show, saying.name, by.name);
      // Report bad SQL now, not to the person who opens it next week. Without a database it can't be checked.
      if (show.store !== null) await queryStore(show.store.file, saying.sql, { check: true });
      await show.exclusively(() => show.decisions.add({ atMs: show.nowMs(), by, why: null, saying }));
    },

    async forgetQuery(name, who) {
      if (BUILT_IN.some((query) => query.name === name)) throw taken(name, null);
      if (!show.decisions.memory().queries.has(name))
        throw new Fault('usage', 'NO_QUERY', `No query is saved as “${name}”.`);
      const by = reviewer(show.settings(), who);
      const saying: DecisionKind = { kind: 'forget-query', name };
      await show.exclusively(() => show.decisions.add({ atMs: show.nowMs(), by, why: null, saying }));
    },
  };
}

function storeOf({ store, notices }: Show): Store {
  if (store !== null) return store;
  const why = notices()[0] ?? 'The database can not be used.';
  throw new Fault(
    'configuration',
    'NO_DATABASE',
    `Search and SQL need the database: ${why} "show-build doctor" says what is missing.`,
  );
}

async function mainOf({ repo }: Show): Promise<CommitId> {
  const main = await repo.ref(MAIN);
  if (main !== null) return main;
  throw new Fault('refused', 'NOTHING_YET', 'There is no database yet');
}

function padded<F extends { readonly episode?: string }>(filter: F): F {
  return filter.episode === undefined ? filter : { ...filter, episode: filter.episode.padStart(4, '0') };
}

function since(begun: number): number {
  return Math.round((performance.now() - begun) * 10) / 10;
}

/** Recounts only if episodes may have been added or removed. */
function countingEpisodes(show: Show): () => Promise<number> {
  let known: { readonly folder: TreeId | null; readonly count: number } | null = null;
  return async () => {
    const { tree } = await show.repo.readCommit(await mainOf(show));
    const folder = await show.repo.treeAt(tree, treePath('episodes'));
    if (known === null || known.folder !== folder)
      known = { folder, count: (await listEpisodes(show, tree)).size };
    return known.count;
  };
}

// ---- saved ----

function savedBy({ decisions }: Show): readonly SavedQuery[] {
  const saved = [...decisions.memory().queries].map(([name, { sql, by }]) => ({ name, sql, by }));
  return saved.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const LONGEST_NAME = 80;
const LONGEST_SQL = 20_000;

function checkedName(name: string): string {
  const short = name.trim();
  if (short !== '' && [...short].length <= LONGEST_NAME && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(short)) return short;
  throw new Fault('usage', 'QUERY_NAME', `A query's name is one line of 1 to ${LONGEST_NAME} characters.`);
}

function checkedSql(sql: string): string {
  if (sql.trim() !== '' && sql.length <= LONGEST_SQL) return sql.trim();
  throw new Fault('usage', 'QUERY_TEXT', `A query is SQL of 1 to ${LONGEST_SQL} characters.`);
}

function refuseTaken(show: Show, name: string, by: string): void {
  if (BUILT_IN.some((query) => query.name === name)) throw taken(name, null);
  const present = show.decisions.memory().queries.get(name);
  if (present !== undefined && present.by !== by) throw taken(name, present.by);
}

function taken(name: string, by: string | null): Fault {
  const sentence =
    by === null
      ? `“${name}” comes with the program and stays; save yours under another name.`
      : `“${name}” is ${by}'s; save yours under another name.`;
  return new Fault('refused', 'QUERY_TAKEN', sentence);
}
