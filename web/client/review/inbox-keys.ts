// Keys of the inbox. Those of the change under review are added by its pane.
import { useKeys } from '../hands/use-keys.tsx';
import type { InboxEntries } from './entries.ts';
import type { RowSelection } from './row-selection.ts';
import type { InboxWalk } from './walk.ts';

interface InboxKeysNeeds {
  readonly entries: InboxEntries;
  readonly selection: RowSelection;
  /** Landed changes can be neither selected nor accepted. */
  readonly isOpenShown: boolean;
  readonly step: InboxWalk['step'];
  askAll(): void;
}

export function useInboxKeys({ entries, selection, isOpenShown, step, askAll }: InboxKeysNeeds): void {
  const { current, rows } = entries;
  const { selected, select } = selection;
  useKeys('Inbox', [
    { key: 'j', label: 'Next', run: () => step(1) },
    { key: 'k', label: 'Previous', run: () => step(-1) },
    // Within the change, arrow keys scroll.
    { key: 'ArrowDown', label: 'Next', run: () => step(1), when: () => !isInPane() },
    { key: 'ArrowUp', label: 'Previous', run: () => step(-1), when: () => !isInPane() },
    {
      key: 'Enter',
      label: 'Go to the change',
      run: () => document.querySelector<HTMLElement>('.pane .review-title')?.focus(),
    },
    {
      key: 'x',
      label: 'Select, or not',
      run: () =>
        current && isOpenShown && select(current, !current.rows.every((row) => selected.has(row.id))),
    },
    {
      key: 'A',
      label: 'Accept all shown',
      run: () => isOpenShown && rows.some(({ summary }) => !summary) && askAll(),
    },
  ]);
}

function isInPane(): boolean {
  return document.activeElement?.closest('.pane') !== null;
}
