// The rows that are selected for a bulk decision.
import { useState } from 'react';
import type { GroupEntry } from './groups.ts';

export interface RowSelection {
  readonly selected: ReadonlySet<string>;
  select(entry: GroupEntry, on: boolean): void;
  /** Deselects rows that leave the list. */
  drop(ids: readonly string[]): void;
  clear(): void;
}

export function useRowSelection(): RowSelection {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const drop = (ids: readonly string[]) =>
    setSelected((all) => new Set([...all].filter((each) => !ids.includes(each))));
  return {
    selected,
    select: (entry, on) => {
      const ids = entry.rows.map((row) => row.id);
      if (on) setSelected((all) => new Set([...all, ...ids]));
      else drop(ids);
    },
    drop,
    clear: () => setSelected(new Set()),
  };
}
