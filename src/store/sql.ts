// A thin layer over SQLite for the query files: prepares each statement once and turns each error into a Fault.
import type Database from 'better-sqlite3';
import { storeFault } from './faults.ts';

export type SqlValue = string | number | bigint | null;

export interface Sql {
  all<Row>(text: string, ...values: readonly SqlValue[]): Row[];
  one<Row>(text: string, ...values: readonly SqlValue[]): Row | null;
  /** Returns the number of changed rows. */
  run(text: string, ...values: readonly SqlValue[]): number;
  /** Returns the new row's id. */
  insert(text: string, ...values: readonly SqlValue[]): number;
  /** Passes rows one at a time, as arrays with every integer a bigint. The callback must not use the database. */
  scan(text: string, see: (row: readonly unknown[]) => void): void;
  /** Runs `act` in a transaction; nested calls join the outer one. */
  atomically<T>(act: () => T): T;
}

export function sqlOn(db: Database.Database, file: string): Sql {
  const prepared = new Map<string, Database.Statement>();
  const prepare = (text: string): Database.Statement => {
    const known = prepared.get(text);
    if (known !== undefined) return known;
    const statement = db.prepare(text);
    prepared.set(text, statement);
    return statement;
  };
  const guarded = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw storeFault(error, file);
    }
  };
  return {
    all: <Row>(text: string, ...values: readonly SqlValue[]) =>
      guarded(() => prepare(text).all(...values) as Row[]),
    one: <Row>(text: string, ...values: readonly SqlValue[]) =>
      guarded(() => (prepare(text).get(...values) ?? null) as Row | null),
    run: (text, ...values) => guarded(() => prepare(text).run(...values).changes),
    insert: (text, ...values) => guarded(() => Number(prepare(text).run(...values).lastInsertRowid)),
    scan: (text, see) =>
      guarded(() => {
        for (const row of db.prepare(text).safeIntegers().raw().iterate()) see(row as readonly unknown[]);
      }),
    // "immediate" takes the write lock first, so that data read in the transaction can't be outdated when it writes.
    atomically: <T>(act: () => T) => guarded(() => db.transaction(act).immediate() as T),
  };
}

/** JSON for storing; null becomes SQL null. */
export function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** Parses JSON without checking its type. Only for columns that this program alone writes. */
export function parsed<T>(text: string): T {
  return JSON.parse(text) as T;
}

export function parsedOrNull<T>(text: string | null): T | null {
  return text === null ? null : parsed<T>(text);
}

/** Builds a where clause from the conditions that have a value. */
export function conditions(wanted: readonly (readonly [string, SqlValue | undefined])[]): {
  readonly where: string;
  readonly values: readonly SqlValue[];
} {
  const given = wanted.flatMap(([text, value]) => (value === undefined ? [] : [{ text, value }]));
  return {
    where: given.length === 0 ? '' : `where ${given.map((each) => each.text).join(' and ')}`,
    values: given.map((each) => each.value),
  };
}
