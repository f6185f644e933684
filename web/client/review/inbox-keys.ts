// Keys of the inbox. Those of the change under review are added by its pane.
import { useKeys } from '../hands/use-keys.tsx';
import { useToasts } from '../shell/toasts.tsx';
import type { InboxEntries } from './entries.ts';
import type { RowSelection } from './row-selection.ts';
import type { SelectedActs } from './selected-acts.ts';
import type { InboxWalk } from './walk.ts';

interface InboxKeysNeeds {
  readonly entries: InboxEntries;
  readonly selection: RowSelection;
  readonly many: SelectedActs;
  /** Landed changes can be neither selected nor accepted. */
  readonly isOpenShown: boolean;
  readonly step: InboxWalk['step'];
  askAll(): void;
}

export function useInboxKeys(needs: InboxKeysNeeds): void {
  const { entries, selection, many, isOpenShown, step, askAll } = needs;
  const { current, rows } = entries;
  const { selected, select } = selection;
  const { takeBack, say } = useToasts();
  const isMany = () => isOpenShown && many.rows.length > 0;
  const takeBackLast = () => {
    if (!takeBack()) say({ tone: 'plain', text: 'There is nothing to take back.' });
  };
  // Over the keys of the change beside the list.
  useKeys(
    'What is selected',
    [
      { key: 'a', label: 'Accept what is selected', run: many.accept, when: isMany },
      { key: 'r', label: 'Reject what is selected', run: many.reject, when: isMany },
      { key: 'e', label: 'Edit the first that is selected', run: many.edit, when: isMany },
      { key: 'A', label: 'Accept what is selected, after a look', run: many.askAccept, when: isMany },
      {
        key: 'u',
        label: 'Take back what is selected',
        run: many.takeBack,
        when: () => isMany() && many.accepted.length > 0,
      },
      { key: 'Escape', label: 'Select nothing', run: selection.clear, when: isMany },
      {
        key: 'o',
        label: 'Unfold or fold the line',
        run: () => entries.others?.fold(),
        when: () => document.activeElement?.hasAttribute('data-fold') ?? false,
      },
    ],
    true,
  );
  useKeys('Inbox', [
    { key: 'u', label: 'Take back the last thing done', run: takeBackLast },
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
