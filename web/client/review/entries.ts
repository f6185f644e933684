// Computes the inbox's rows, their groups, their order for j and k, and the chosen entry.
import { useMemo, useState } from 'react';
import type { InboxRow } from '../../../src/desk.ts';
import type { InboxAddress } from './address.ts';
import { type EpisodeGroup, type GroupEntry, grouped, lines } from './groups.ts';
import { landedGroups } from './list/landed-list.tsx';
import { type LandedRows, type OpenRows, useLandedRows, useOpenRows } from './rows.ts';

export interface InboxEntries {
  readonly open: OpenRows;
  readonly landed: LandedRows;
  /** The rows of `open` that are not hidden by a pending decision. */
  readonly rows: readonly InboxRow[];
  readonly groups: readonly EpisodeGroup[];
  /** The entries of the shown list, open or landed, in the order of j and k. */
  readonly order: readonly GroupEntry[];
  readonly unfolded: ReadonlySet<string>;
  /** Id of the entry under review; null if there is none. */
  readonly chosen: string | null;
  /** The chosen entry; null if it is not in the shown list. */
  readonly current: GroupEntry | null;
  titleOf(entry: GroupEntry | null): string;
  /** Unfolds a bundle of small fixes, or folds it again. */
  unfold(entry: GroupEntry): void;
}

interface EntriesNeeds {
  /** The enhancement in the address. */
  readonly id: string | undefined;
  readonly isWide: boolean;
  readonly address: InboxAddress;
  /** Decided but not answered yet: hidden. */
  readonly leaving: ReadonlySet<string>;
}

export function useEntries({ id, isWide, address, leaving }: EntriesNeeds): InboxEntries {
  const open = useOpenRows(address.filter);
  const landed = useLandedRows();
  const rows = useMemo(() => open.rows.filter((row) => !leaving.has(row.id)), [open.rows, leaving]);
  const groups = useMemo(() => grouped(rows, open.inbox?.episodes ?? []), [rows, open.inbox]);
  const [unfolded, toggle] = useUnfolded(groups, id, address.isTogether);
  const isOpenShown = address.shows === 'open';
  const order = useMemo<readonly GroupEntry[]>(
    () =>
      isOpenShown
        ? lines(groups, unfolded)
        : landedGroups(landed.rows ?? [], landed.visitMs, Date.now()).flatMap((group) =>
            group.rows.map((row) => ({ id: row.id, rows: [], isBundle: false })),
          ),
    [isOpenShown, groups, unfolded, landed.rows, landed.visitMs],
  );
  const chosen = id ?? (isWide ? (order[0]?.id ?? null) : null);
  return {
    open,
    landed,
    rows,
    groups,
    order,
    unfolded,
    chosen,
    current: order.find((entry) => entry.id === chosen) ?? null,
    titleOf: (entry) =>
      entry?.rows[0]?.title ?? landed.rows?.find((row) => row.id === entry?.id)?.title ?? '',
    unfold: (entry) => {
      const isUnfolded = unfolded.has(entry.id);
      toggle(entry.id, !isUnfolded);
      if (isWide) address.choose({ id: entry.id, isBundle: isUnfolded }, true);
    },
  };
}

/** Ids of the unfolded bundles, and a function that unfolds or folds one. */
function useUnfolded(
  groups: readonly EpisodeGroup[],
  id: string | undefined,
  isTogether: boolean,
): readonly [ReadonlySet<string>, (id: string, isUnfolded: boolean) => void] {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  // A small fix that is opened alone is also listed alone.
  const shown = useMemo(() => {
    const holding = groups
      .flatMap(({ segments }) => segments.flatMap(({ entries }) => entries))
      .find((entry) => entry.isBundle && !isTogether && entry.rows.some((row) => row.id === id));
    return holding === undefined ? unfolded : new Set([...unfolded, holding.id]);
  }, [groups, unfolded, id, isTogether]);
  const toggle = (which: string, isUnfolded: boolean) =>
    setUnfolded((all) => new Set(isUnfolded ? [...all, which] : [...all].filter((each) => each !== which)));
  return [shown, toggle];
}
