// Last known stat and hash of each file in the tree, so that a scan reads only changed files. A cache, never proof.
import type { BlobId, TreePath } from '../domain/ids.ts';
import type { Sql } from './sql.ts';

export interface FileState {
  /** Null for media that is recorded by its hash only. */
  readonly blob: BlobId | null;
  readonly bytes: number;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly inode: bigint;
  /** Media only; null for text. */
  readonly sha256: string | null;
  readonly writtenBy: 'bot' | 'person';
  readonly arrivedMs: number;
}

export interface FileTable {
  /** Visits all rows one by one, without building a list. */
  each(visit: (path: TreePath, state: FileState) => void): void;
  save(states: Iterable<readonly [TreePath, FileState]>): void;
  remove(paths: Iterable<TreePath>): void;
}

const SELECT =
  'select path, blob, bytes, mtime_ns, ctime_ns, inode, sha256, by_bot, arrived_ms from file_states order by path';
const SAVE = 'insert or replace into file_states values (?, ?, ?, ?, ?, ?, ?, ?, ?)';

export function fileTable(sql: Sql): FileTable {
  return {
    each(visit) {
      sql.scan(SELECT, (row) => visit(row[0] as TreePath, stateOf(row)));
    },
    save(states) {
      sql.atomically(() => {
        for (const [path, state] of states) saveOne(sql, path, state);
      });
    },
    remove(paths) {
      sql.atomically(() => {
        for (const path of paths) sql.run('delete from file_states where path = ?', path);
      });
    },
  };
}

/** Columns by position, which is faster than by name: 140,000 rows are read at startup. */
function stateOf(row: readonly unknown[]): FileState {
  return {
    blob: row[1] as BlobId | null,
    bytes: Number(row[2]),
    mtimeNs: row[3] as bigint,
    ctimeNs: row[4] as bigint,
    inode: BigInt.asUintN(64, row[5] as bigint),
    sha256: row[6] as string | null,
    writtenBy: row[7] === 1n ? 'bot' : 'person',
    arrivedMs: Number(row[8]),
  };
}

function saveOne(sql: Sql, path: TreePath, state: FileState): void {
  sql.run(
    SAVE,
    path,
    state.blob,
    state.bytes,
    state.mtimeNs,
    state.ctimeNs,
    // Some file systems use all 64 bits, but SQLite's integers are signed.
    BigInt.asIntN(64, state.inode),
    state.sha256,
    state.writtenBy === 'bot' ? 1 : 0,
    state.arrivedMs,
  );
}
