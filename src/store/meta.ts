// Key-value strings for the program's own bookkeeping, such as the commit of main that was indexed last.
import type { Sql } from './sql.ts';

export interface MetaTable {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

export function metaTable(sql: Sql): MetaTable {
  return {
    get: (key) => sql.one<{ value: string }>('select value from meta where key = ?', key)?.value ?? null,
    set: (key, value) => {
      sql.run('insert into meta values (?, ?) on conflict do update set value = excluded.value', key, value);
    },
  };
}
