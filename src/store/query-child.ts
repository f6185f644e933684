// The child process that runs one SQL query. query.ts passes the function's source text to it, so the function must not
// use imports or anything else outside its own body.
import type Database from 'better-sqlite3';

export interface QueryRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Rows were left out because of `limit`, or because the answer has too many characters. */
  readonly cut: boolean;
}

export interface AskedSql {
  readonly file: string;
  readonly text: string;
  readonly limit: number;
  readonly letters: number;
  readonly endAfterMs: number;
  /** The process ends itself when it takes more. */
  readonly mostBytes: number;
}

export type ChildAnswer =
  | { readonly kind: 'rows'; readonly answer: QueryRows }
  /** wrong: SQLite could not parse it, or not work it out · writes: not a read-only query · large: a value is too
   *  large. */
  | { readonly kind: 'wrong' | 'writes' | 'large'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string; readonly code: string };

/** Waits for one `AskedSql` message and replies with a `ChildAnswer`. `driver`: path of better-sqlite3. */
export function answerInChild(driver: string): void {
  const { Worker } = require('node:worker_threads') as typeof import('node:worker_threads');
  // A separate thread, because SQLite blocks this one and no timer could fire.
  const watch = `const { endAfterMs, mostBytes } = require("node:worker_threads").workerData;
    const end = () => process.kill(process.pid, "SIGKILL");
    setTimeout(end, endAfterMs);
    setInterval(() => { if (process.memoryUsage.rss() > mostBytes) end(); }, 10);
    require("node:worker_threads").parentPort.postMessage("watching");`;
  process.once('message', (message) => {
    const asked = message as AskedSql;
    const watcher = new Worker(watch, { eval: true, workerData: asked });
    watcher.unref();
    // Not before: one value can fill the memory within a tenth of a second.
    watcher.once('message', () => process.send?.(answer(asked)));
  });

  function answer({ file, text, limit, letters }: AskedSql): ChildAnswer {
    let db: Database.Database;
    try {
      const Driver = require(driver) as typeof Database;
      db = new Driver(file, { readonly: true, fileMustExist: true, timeout: 5000 });
    } catch (error) {
      return failed(error);
    }
    let statement: Database.Statement;
    try {
      statement = db.prepare(text);
    } catch (error) {
      return { kind: 'wrong', message: error instanceof Error ? error.message : String(error) };
    }
    if (!statement.reader || !statement.readonly) return { kind: 'writes', message: '' };
    try {
      return { kind: 'rows', answer: rowsOf(statement, limit, letters) };
    } catch (error) {
      return failed(error);
    }
  }

  function rowsOf(statement: Database.Statement, limit: number, letters: number): QueryRows {
    const columns = statement.columns().map((column) => column.name);
    const rows: (string | number | null)[][] = [];
    let left = letters;
    if (limit === 0) return { columns, rows, cut: false };
    for (const found of statement.raw().iterate()) {
      const row = (found as readonly unknown[]).map(plain);
      left -= row.reduce<number>((sum, cell) => sum + String(cell).length + 1, 0);
      if (rows.length === limit || left < 0) return { columns, rows, cut: true };
      rows.push(row);
    }
    return { columns, rows, cut: false };
  }

  function plain(value: unknown): string | number | null {
    if (typeof value === 'string' || typeof value === 'number' || value === null) return value;
    return Buffer.isBuffer(value) ? value.toString('hex') : String(value);
  }

  function failed(error: unknown): ChildAnswer {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const message = error instanceof Error ? error.message : String(error);
    // A string that is too long for JavaScript has no code.
    if (error instanceof RangeError || /^SQLITE_(?:TOOBIG|NOMEM)|_TOO_L(?:ONG|ARGE)$/.test(code))
      return { kind: 'large', message };
    // A function of SQL refuses its arguments, or rights.
    if (/^SQLITE_(?:ERROR|MISMATCH|RANGE|AUTH|CONSTRAINT)/.test(code)) return { kind: 'wrong', message };
    return { kind: 'failed', message, code: code || 'SQLITE_ERROR' };
  }
}
