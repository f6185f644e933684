// Acts on the selected rows, for the buttons above the list and for the keys.
import { useState } from 'react';
import type { InboxRow } from '../../../src/desk.ts';
import type { DecisionControls } from './deciding.ts';
import { alone, type GroupEntry } from './groups.ts';
import type { Bulk } from './list/bulk-dialog.tsx';

export interface SelectedActs {
  /** Those that are listed and selected. */
  readonly rows: readonly InboxRow[];
  /** Those of them whose acceptance waits, so that it can be taken back. */
  readonly accepted: readonly InboxRow[];
  /** At once, while they are few enough to be seen; else after a look at what will happen. */
  accept(): void;
  askAccept(): void;
  reject(): void;
  takeBack(): void;
  /** Opens the first of them with its editor. */
  edit(): void;
  /** The change whose editor opens as soon as it is there; null if none does. */
  readonly toEdit: string | null;
  onEdit(): void;
}

interface SelectedNeeds {
  readonly rows: readonly InboxRow[];
  readonly decisions: DecisionControls;
  /** Shows the next entry before these leave. */
  leave(ids: readonly string[]): void;
  ask(bulk: Bulk): void;
  go(entry: GroupEntry): void;
}

/** More than that don't fit on a screen. */
const MOST_AT_ONCE = 10;

export function useSelectedActs({ rows, decisions, leave, ask, go }: SelectedNeeds): SelectedActs {
  const [toEdit, setToEdit] = useState<string | null>(null);
  const what = rows.length === 1 ? 'the selected change' : 'the selected changes';
  const accepted = rows.filter(({ state }) => state === 'accepted');
  const askAccept = () => ask({ verb: 'accept', rows, what, left: 0 });
  return {
    rows,
    accepted,
    accept: () => {
      if (rows.length > MOST_AT_ONCE) return askAccept();
      leave(rows.map(({ id }) => id));
      void decisions.decide('accept', rows);
    },
    askAccept,
    reject: () => ask({ verb: 'reject', rows, what, left: 0 }),
    takeBack: () => {
      const targets = accepted.map(({ id, title }) => ({ id, title, revision: null }));
      void decisions.decide('revert', targets);
    },
    edit: () => {
      const [first] = rows;
      if (first === undefined) return;
      go(alone(first));
      setToEdit(first.id);
    },
    toEdit,
    onEdit: () => setToEdit(null),
  };
}
