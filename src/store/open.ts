// Opens the database: a cache and an index, which can be deleted at any time and rebuilt from Git.
import type Database from 'better-sqlite3';
import { Fault } from '../errors.ts';
import { type AnalyticsTable, analyticsTable } from './analytics.ts';
import { type AnswerTable, answerTable } from './answers.ts';
import { type AssetTables, assetTables } from './assets.ts';
import { configure, connect, type LoadDriver, loadBetterSqlite } from './driver.ts';
import { type EnhancementTable, enhancementTable } from './enhancements.ts';
import { type EpisodeTables, episodeTables } from './episodes.ts';
import { storeFault } from './faults.ts';
import { type FileTable, fileTable } from './files.ts';
import { type HistoryTable, historyTable } from './history.ts';
import type { JobTable } from './job.ts';
import { jobTable } from './jobs.ts';
import { type LeaseTable, leaseTable } from './leases.ts';
import { type MetaTable, metaTable } from './meta.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { type ProposalShelf, proposalShelf } from './proposals.ts';
import { type ResultTable, resultTable } from './results.ts';
import { type SearchTable, searchTable } from './search.ts';
import { isSuspect, requireSound } from './sound.ts';
import { type Sql, sqlOn } from './sql.ts';

export { type QueryOptions, type QueryRows, queryStore } from './query.ts';
export { setAside } from './set-aside.ts';

export interface ShowIndex extends EpisodeTables, AssetTables, EnhancementTable, SearchTable {}

export interface Store {
  /** Path of the database, for queries from a separate process. */
  readonly file: string;
  readonly files: FileTable;
  readonly results: ResultTable;
  readonly answers: AnswerTable;
  readonly jobs: JobTable;
  readonly index: ShowIndex;
  readonly history: HistoryTable;
  readonly analytics: AnalyticsTable;
  readonly proposals: ProposalShelf;
  readonly leases: LeaseTable;
  readonly meta: MetaTable;
  /** Writes rows that Git can give again, all or none; nested calls join. Returns false, with nothing written, when there
   *  is no room for them: what they tell of has happened all the same. */
  record(write: () => void): boolean;
  /** True once a `record` has found no room. */
  hasGaps(): boolean;
  close(): void;
}

/** Rejects with a Fault of kind `configuration`: STORE_UNAVAILABLE, STORE_UNREADABLE, STORE_NEWER or STORE_CORRUPT. */
export async function openStore(file: string, load: LoadDriver = loadBetterSqlite): Promise<Store> {
  const suspect = await isSuspect(file);
  const db = await connect(file, load);
  try {
    configure(db);
    migrate(db, file, migrations);
    if (suspect) requireSound(db, file);
    return storeOn(db, file);
  } catch (error) {
    db.close();
    throw storeFault(error, file);
  }
}

function storeOn(db: Database.Database, file: string): Store {
  const sql = sqlOn(db, file);
  const recording = recordingOn(sql);
  return {
    ...recording,
    file,
    files: fileTable(sql),
    results: resultTable(sql),
    answers: answerTable(sql),
    jobs: jobTable(sql),
    index: indexOn(sql),
    history: historyTable(sql),
    analytics: analyticsTable(sql),
    proposals: proposalShelf(sql),
    leases: leaseTable(sql),
    meta: metaTable(sql),
    close: () => {
      db.close();
    },
  };
}

function recordingOn(sql: Sql): Pick<Store, 'record' | 'hasGaps'> {
  let hasGaps = false;
  let isRecording = false;
  return {
    hasGaps: () => hasGaps,
    record(write) {
      if (isRecording) {
        write();
        return true;
      }
      isRecording = true;
      try {
        sql.atomically(write);
        return true;
      } catch (error) {
        if (!(error instanceof Fault && error.code === 'STORE_FULL')) throw error;
        hasGaps = true;
        return false;
      } finally {
        isRecording = false;
      }
    },
  };
}

function indexOn(sql: Sql): ShowIndex {
  return { ...episodeTables(sql), ...assetTables(sql), ...enhancementTable(sql), ...searchTable(sql) };
}
