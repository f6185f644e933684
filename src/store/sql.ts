// The few verbs with which the query files speak to SQLite: each statement is prepared once, each error becomes a Fault.
import type Database from 'better-sqlite3';
import { storeFault } from './faults.ts';

export type SqlValue = string | number | bigint | null;

export interface Sql {
  all<Row>(text: string, ...values: readonly SqlValue[]): Row[];
  one<Row>(text: string, ...values: readonly SqlValue[]): Row | null;
  /** Returns the number of changed rows. */
  run(text: string, ...values: readonly SqlValue[]): number;
  /** Returns the new row's number. */
  insert(text: string, ...values: readonly SqlValue[]): number;
  /** Rows as arrays, one at a time, every integer a bigint. The callback must not use the database. */
  scan(text: string, see: (row: readonly unknown[]) => void): void;
  /** All or nothing; calls within calls join the outer one. */
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
    // "immediate" takes the write lock at the start: a read that is followed by a write can't find itself outdated.
    atomically: <T>(act: () => T) => guarded(() => db.transaction(act).immediate() as T),
  };
}

/** JSON as it is stored: null stays SQL's null. */
export function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** For columns that only this program writes: what comes out is what went in. */
export function parsed<T>(text: string): T {
  return JSON.parse(text) as T;
}

export function parsedOrNull<T>(text: string | null): T | null {
  return text === null ? null : parsed<T>(text);
}

/** A where clause of the conditions that have a value. */
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
