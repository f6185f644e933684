// Inbox page: the list of what needs a person, and next to it the chosen change. On a phone one at a time.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Loading } from '../parts/states.tsx';
import { type InboxAddress, useInboxAddress } from './address.ts';
import { type DecisionControls, useDecisions } from './deciding.ts';
import { type InboxEntries, useEntries } from './entries.ts';
import { nextAfter } from './groups.ts';
import './inbox.css';
import { useInboxKeys } from './inbox-keys.ts';
import { type Bulk, BulkDialog } from './list/bulk-dialog.tsx';
import { InboxList } from './list/inbox-list.tsx';
import { BundlePane } from './pane/bundle-pane.tsx';
import './pane/pane.css';
import { Pane, type PaneProps } from './pane/pane.tsx';
import { ReviewPane } from './pane/review-pane.tsx';
import { useRowSelection } from './row-selection.ts';
import type { LandedRows } from './rows.ts';
import { useSelectedActs } from './selected-acts.ts';
import { useWalk } from './walk.ts';
import { useIsWide } from './wide.ts';

export function InboxPage({ id }: { readonly id?: string }) {
  const isWide = useIsWide();
  const address = useInboxAddress();
  const client = useQueryClient();
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const selection = useRowSelection();
  const decisions = useDecisions((which) => address.choose({ id: which, isBundle: false }, true));
  const entries = useEntries({ id, isWide, address, leaving: decisions.leaving });
  const walk = useWalk({ id, isWide, address, entries });
  useArrivals(decisions, entries.landed.rows);

  const onLeave = (ids: readonly string[]) => {
    const next = nextAfter(entries.order, new Set(ids));
    const entry = entries.order.find((each) => each.id === next);
    selection.drop(ids);
    if (isWide && entry !== undefined) walk.go(entry);
    else address.choose(entry ?? null, true);
  };
  const many = useSelectedActs({
    rows: entries.rows.filter((row) => selection.selected.has(row.id)),
    decisions,
    leave: onLeave,
    ask: setBulk,
    go: (entry) => (isWide ? walk.go(entry) : address.choose(entry, false)),
  });
  const askAll = () => setBulk(allShown(entries, address.isFiltered));
  const isOpenShown = address.shows === 'open';
  useInboxKeys({ entries, selection, many, isOpenShown, step: walk.step, askAll });
  useTitle(id === undefined ? '' : entries.titleOf(entries.current));

  const { toEdit, onEdit } = many;
  const onBack = () => address.choose(null, false);
  const pane = { isAlone: !isWide, decisions, onLeave, onBack, toEdit, onEdit };
  return (
    <div className="inbox" data-alone={!isWide}>
      {(isWide || id === undefined) && (
        <InboxList
          {...entries}
          {...selection}
          ref={walk.list}
          address={address}
          decisions={decisions}
          chosen={isWide ? entries.chosen : null}
          accept={(entry) => {
            if (entry.rows.some((row) => row.id === entries.chosen)) onLeave(entry.rows.map((row) => row.id));
            void decisions.decide('accept', entry.rows);
          }}
          ask={(verb, rows, what) => setBulk({ verb, rows, what, left: 0 })}
          askAll={askAll}
          many={many}
        />
      )}
      {(isWide || id !== undefined) && (
        <ChosenPane entries={entries} address={address} isFirst={id === undefined} pane={pane} />
      )}
      <Announced title={walk.announced} />
      {bulk !== null && (
        <BulkDialog
          bulk={bulk}
          decisions={decisions}
          onDone={() => {
            selection.clear();
            void client.invalidateQueries();
          }}
          onClose={() => setBulk(null)}
        />
      )}
    </div>
  );
}

function Announced({ title }: { readonly title: string }) {
  return (
    <p className="visually-hidden" aria-live="polite">
      {title}
    </p>
  );
}

interface ChosenProps {
  readonly entries: InboxEntries;
  readonly address: InboxAddress;
  /** The address names no entry, so the first one is chosen. */
  readonly isFirst: boolean;
  readonly pane: Omit<PaneProps, 'id'>;
}

function ChosenPane({ entries, address, isFirst, pane }: ChosenProps) {
  const { open, chosen, current } = entries;
  if (chosen === null)
    return (
      <Pane isAlone={false} onBack={pane.onBack}>
        {open.inbox === null && open.error === null && <Loading rows={6} />}
      </Pane>
    );
  if (current?.isBundle === true && (address.isTogether || isFirst))
    return <BundlePane entry={current} hrefOf={address.hrefOf} {...pane} />;
  return <ReviewPane id={chosen} {...pane} />;
}

/** Reports landings of changes that were accepted here and had to wait. */
function useArrivals({ awaited, arrived }: DecisionControls, landed: LandedRows['rows']): void {
  useEffect(() => {
    for (const { id, reverted } of landed ?? []) if (awaited.has(id) && !reverted) arrived(id);
  }, [landed, awaited, arrived]);
}

/** `title`: '' for the inbox as a whole. */
function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title === '' ? 'Inbox' : title} · Show-Build`;
  }, [title]);
}

function allShown({ open, others, rows }: InboxEntries, isFiltered: boolean): Bulk {
  const lists = others?.isUnfolded ? [open, others] : [open];
  return {
    verb: 'accept',
    // Summaries of an episode are made anew after each landing.
    rows: rows.filter(({ summary }) => !summary),
    what: isFiltered ? 'all that are shown, as the inbox is narrowed now' : 'all that are shown',
    left: lists.reduce((sum, list) => sum + Math.max((list.inbox?.total ?? 0) - list.rows.length, 0), 0),
  };
}
