// People's own SQL over the database. It reads, and can do nothing else: a connection of its own that may not write.
import type Database from 'better-sqlite3';
import { Fault } from '../errors.ts';
import { connect, type LoadDriver, loadBetterSqlite } from './driver.ts';
import { isSqlite, storeFault } from './faults.ts';

export interface QueryAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** There was more than `limit`. */
  readonly cut: boolean;
}

const DEFAULT_LIMIT = 10_000;

/** Opens the file for itself, so that it works beside a running service, and a long question holds nobody else up. */
export async function queryStore(
  file: string,
  text: string,
  limit: number = DEFAULT_LIMIT,
  load: LoadDriver = loadBetterSqlite,
): Promise<QueryAnswer> {
  const db = await connect(file, load, { readonly: true, fileMustExist: true });
  try {
    return ask(db, text, limit, file);
  } finally {
    db.close();
  }
}

function ask(db: Database.Database, text: string, limit: number, file: string): QueryAnswer {
  const statement = readOnly(db, text);
  const rows: (string | number | null)[][] = [];
  try {
    const columns = statement.columns().map((column) => column.name);
    for (const row of statement.raw().iterate()) {
      if (rows.length === limit) return { columns, rows, cut: true };
      rows.push((row as readonly unknown[]).map(plain));
    }
    return { columns, rows, cut: false };
  } catch (error) {
    throw storeFault(error, file);
  }
}

function readOnly(db: Database.Database, text: string): Database.Statement {
  const statement = prepare(db, text);
  if (statement.reader && statement.readonly) return statement;
  throw new Fault('usage', 'STORE_READ_ONLY', 'Only questions are answered here; begin with "select".');
}

function prepare(db: Database.Database, text: string): Database.Statement {
  try {
    return db.prepare(text);
  } catch (error) {
    // better-sqlite3 itself refuses an empty text, or several statements in one, with a RangeError.
    if (!(error instanceof RangeError) && !isSqlite(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new Fault('usage', 'STORE_QUERY_WRONG', `The database does not understand this: ${message}.`, {
      cause: error,
    });
  }
}

function plain(value: unknown): string | number | null {
  if (typeof value === 'string' || typeof value === 'number' || value === null) return value;
  return Buffer.isBuffer(value) ? value.toString('hex') : String(value);
}
