// Inbox page: the list of what needs a person, and next to it the chosen change. On a phone one at a time.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useKeys } from '../hands/use-keys.tsx';
import { Loading } from '../parts/states.tsx';
import { questions } from '../questions/questions.ts';
import { useInboxAddress } from './address.ts';
import { useDecisions } from './deciding.ts';
import { type GroupEntry, grouped, lines, nextAfter } from './groups.ts';
import './inbox.css';
import { type Bulk, BulkDialog } from './list/bulk-dialog.tsx';
import { InboxList } from './list/inbox-list.tsx';
import { landedGroups } from './list/landed-list.tsx';
import { BundlePane } from './pane/bundle-pane.tsx';
import './pane/pane.css';
import { Pane } from './pane/pane.tsx';
import { ReviewPane } from './pane/review-pane.tsx';
import { useLandedRows, useOpenRows } from './rows.ts';
import { useIsWide } from './wide.ts';

/** Number of following entries to load in advance. */
const AHEAD = 2;

export function InboxPage({ id }: { readonly id?: string }) {
  const isWide = useIsWide();
  const address = useInboxAddress();
  const client = useQueryClient();
  const open = useOpenRows(address.filter);
  const landed = useLandedRows();
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const [announced, setAnnounced] = useState('');
  const list = useRef<HTMLElement>(null);
  const decisions = useDecisions((which) => address.choose({ id: which, isBundle: false }, true));
  const { leaving, awaited, arrived } = decisions;

  const rows = useMemo(() => open.rows.filter((row) => !leaving.has(row.id)), [open.rows, leaving]);
  const groups = useMemo(() => grouped(rows, open.inbox?.episodes ?? []), [rows, open.inbox]);
  const isOpenShown = address.shows === 'open';
  // A small fix that is opened alone is also listed alone.
  const shownUnfolded = useMemo(() => {
    const holding = groups
      .flatMap(({ segments }) => segments.flatMap(({ entries }) => entries))
      .find((entry) => entry.isBundle && !address.isTogether && entry.rows.some((row) => row.id === id));
    return holding === undefined ? unfolded : new Set([...unfolded, holding.id]);
  }, [groups, unfolded, id, address.isTogether]);
  const order = useMemo<readonly GroupEntry[]>(
    () =>
      isOpenShown
        ? lines(groups, shownUnfolded)
        : landedGroups(landed.rows ?? [], landed.visitMs, Date.now()).flatMap((group) =>
            group.rows.map((row) => ({ id: row.id, rows: [], isBundle: false })),
          ),
    [isOpenShown, groups, shownUnfolded, landed.rows, landed.visitMs],
  );
  const chosen = id ?? (isWide ? (order[0]?.id ?? null) : null);
  const current = order.find((entry) => entry.id === chosen) ?? null;

  // On returning from a change to the list, restore the focus to its row.
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (id !== undefined) last.current = id;
    else if (!isWide && last.current !== null) linkOf(list.current, last.current)?.focus();
  }, [id, isWide]);

  // On arrival by a link, scroll the list to that entry.
  const isListThere = order.length > 0;
  const arrivedAt = useRef(id);
  useEffect(() => {
    if (!isListThere || arrivedAt.current === undefined) return;
    linkOf(list.current, arrivedAt.current)?.scrollIntoView({ block: 'center' });
    arrivedAt.current = undefined;
  }, [isListThere]);

  useEffect(() => {
    const at = order.findIndex((entry) => entry.id === chosen);
    for (const entry of order.slice(at + 1, at + 1 + AHEAD))
      void client.prefetchQuery(questions.review(entry.id));
  }, [order, chosen, client]);

  useEffect(() => {
    for (const { id: here, reverted } of landed.rows ?? []) if (awaited.has(here) && !reverted) arrived(here);
  }, [landed.rows, awaited, arrived]);

  const titleOf = (entry: GroupEntry | null) =>
    entry?.rows[0]?.title ?? landed.rows?.find((row) => row.id === entry?.id)?.title ?? '';
  const go = (entry: GroupEntry, isQuiet = false) => {
    const isInList = list.current?.contains(document.activeElement) ?? false;
    if (!isQuiet && !isInList) setAnnounced(titleOf(entry));
    if (isWide) address.choose(entry, true);
    requestAnimationFrame(() => {
      const link = linkOf(list.current, entry.id);
      if (isInList || !isWide) link?.focus({ preventScroll: true });
      link?.scrollIntoView({ block: 'nearest' });
    });
  };
  const step = (by: 1 | -1) => {
    const here = isWide
      ? order.findIndex((entry) => entry.id === chosen || entry.rows.some((row) => row.id === chosen))
      : order.findIndex((entry) => linkOf(list.current, entry.id) === document.activeElement);
    const next = order[here < 0 ? 0 : Math.min(Math.max(here + by, 0), order.length - 1)];
    if (next) go(next);
  };
  const onLeave = (ids: readonly string[]) => {
    const next = nextAfter(order, new Set(ids));
    const entry = order.find((each) => each.id === next);
    setSelected((all) => new Set([...all].filter((each) => !ids.includes(each))));
    if (isWide && entry !== undefined) go(entry);
    else address.choose(entry ?? null, true);
  };
  const select = (entry: GroupEntry, on: boolean) =>
    setSelected((all) => {
      const ids = entry.rows.map((row) => row.id);
      return on ? new Set([...all, ...ids]) : new Set([...all].filter((each) => !ids.includes(each)));
    });
  const isInPane = () => document.activeElement?.closest('.pane') !== null;

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
      run: () => isOpenShown && rows.length > 0 && setBulk(allShown()),
    },
  ]);
  const allShown = (): Bulk => ({
    verb: 'accept',
    rows,
    what: address.isFiltered ? 'all that are shown, as the inbox is narrowed now' : 'all that are shown',
    left: Math.max((open.inbox?.total ?? 0) - open.rows.length, 0),
  });

  const title = titleOf(current);
  useEffect(() => {
    document.title = id !== undefined && title !== '' ? `${title} · Show-Build` : 'Inbox · Show-Build';
  }, [id, title]);

  const isListShown = isWide || id === undefined;
  const isTogether = current?.isBundle === true && (address.isTogether || id === undefined);
  const pane = { isAlone: !isWide, decisions, onLeave, onBack: () => address.choose(null, false) };
  return (
    <div className="inbox" data-alone={!isWide}>
      {isListShown && (
        <InboxList
          ref={list}
          address={address}
          open={open}
          rows={rows}
          groups={groups}
          order={order}
          landed={landed}
          decisions={decisions}
          chosen={isWide ? chosen : null}
          selected={selected}
          unfolded={shownUnfolded}
          select={select}
          clear={() => setSelected(new Set())}
          unfold={(entry) => {
            const isUnfolded = shownUnfolded.has(entry.id);
            setUnfolded(
              (all) => new Set(isUnfolded ? [...all].filter((e) => e !== entry.id) : [...all, entry.id]),
            );
            if (isWide) address.choose({ id: entry.id, isBundle: isUnfolded }, true);
          }}
          accept={(entry) => {
            if (entry.rows.some((row) => row.id === chosen)) onLeave(entry.rows.map((row) => row.id));
            void decisions.decide('accept', entry.rows);
          }}
          ask={(verb, those, what) => setBulk({ verb, rows: those, what, left: 0 })}
          askAll={() => setBulk(allShown())}
        />
      )}
      {chosen === null ? (
        isWide && (
          <Pane isAlone={false} onBack={pane.onBack}>
            {open.inbox === null && open.error === null && <Loading rows={6} />}
          </Pane>
        )
      ) : !isWide && id === undefined ? null : isTogether && current !== null ? (
        <BundlePane entry={current} hrefOf={address.hrefOf} {...pane} />
      ) : (
        <ReviewPane id={chosen} {...pane} />
      )}
      <p className="visually-hidden" aria-live="polite">
        {announced}
      </p>
      {bulk !== null && (
        <BulkDialog
          bulk={bulk}
          decisions={decisions}
          onDone={() => {
            setSelected(new Set());
            void client.invalidateQueries();
          }}
          onClose={() => setBulk(null)}
        />
      )}
    </div>
  );
}

function linkOf(list: HTMLElement | null, id: string): HTMLElement | null {
  const links = [...(list?.querySelectorAll<HTMLElement>('[data-entry]') ?? [])];
  return links.find((link) => link.dataset['entry'] === id) ?? null;
}
