// Computes the inbox's rows, their groups, their order for j and k, and the chosen entry.
import { useMemo, useState } from 'react';
import type { InboxFilter, InboxRow } from '../../../src/desk.ts';
import type { InboxAddress } from './address.ts';
import { type EpisodeGroup, type GroupEntry, grouped, lines } from './groups.ts';
import { landedGroups } from './list/landed-list.tsx';
import { type LandedRows, type OpenRows, useLandedRows, useOpenRows } from './rows.ts';

export interface InboxEntries {
  /** Rows that need a person; all that match, if the filter says what to wait for. */
  readonly open: OpenRows;
  /** Rows that need nobody; null if the filter says what to wait for. */
  readonly others: OtherRows | null;
  readonly landed: LandedRows;
  /** The listed rows that are not hidden by a pending decision. */
  readonly rows: readonly InboxRow[];
  readonly groups: readonly EpisodeGroup[];
  /** The entries of the shown list, open or landed, in the order of j and k. */
  readonly order: readonly GroupEntry[];
  /** The position of the line of `others` in that order; null if there is none. */
  readonly foldAt: number | null;
  readonly unfolded: ReadonlySet<string>;
  /** Id of the entry under review; null if there is none. */
  readonly chosen: string | null;
  /** The chosen entry; null if it is not in the shown list. */
  readonly current: GroupEntry | null;
  titleOf(entry: GroupEntry | null): string;
  /** Unfolds a bundle of small fixes, or folds it again. */
  unfold(entry: GroupEntry): void;
}

export interface OtherRows extends OpenRows {
  readonly total: number;
  readonly isUnfolded: boolean;
  readonly groups: readonly EpisodeGroup[];
  fold(): void;
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
  const { filter } = address;
  const first = useMemo<InboxFilter>(() => ({ waitsFor: 'person', ...filter }), [filter]);
  const open = useOpenRows(first);
  const others = useOthers(filter, leaving);
  const landed = useLandedRows();
  const work = useShown(open, leaving);
  const { rows: otherRows, groups: otherGroups } = others ?? NO_ROWS;
  const rows = useMemo(() => [...work.rows, ...otherRows], [work.rows, otherRows]);
  const all = useMemo(() => [...work.groups, ...otherGroups], [work.groups, otherGroups]);
  const [unfolded, toggle] = useUnfolded(all, id, address.isTogether);
  const isOpenShown = address.shows === 'open';
  const order = useMemo<readonly GroupEntry[]>(
    () =>
      isOpenShown
        ? lines(all, unfolded)
        : landedGroups(landed.rows ?? [], landed.visitMs, Date.now()).flatMap((group) =>
            group.rows.map((row) => ({ id: row.id, rows: [], isBundle: false, isSummary: false })),
          ),
    [isOpenShown, all, unfolded, landed.rows, landed.visitMs],
  );
  const hasFold = isOpenShown && others !== null && others.total > 0;
  const chosen = id ?? (isWide ? (order[0]?.id ?? null) : null);
  return {
    open,
    others,
    landed,
    rows,
    groups: work.groups,
    order,
    foldAt: hasFold ? lines(work.groups, unfolded).length : null,
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

const NO_ROWS: Pick<OtherRows, 'rows' | 'groups'> = { rows: [], groups: [] };

/** Rows are loaded once their line is unfolded; until then only their number is known. */
function useOthers(filter: InboxFilter, leaving: ReadonlySet<string>): OtherRows | null {
  const [isUnfolded, setUnfolded] = useState(false);
  const others = useMemo<InboxFilter>(() => ({ waitsFor: 'no-person', ...filter }), [filter]);
  const open = useOpenRows(others, !isUnfolded);
  const shown = useShown(open, leaving);
  if (filter.waitsFor !== undefined) return null;
  return {
    ...open,
    ...(isUnfolded ? shown : NO_ROWS),
    total: open.inbox?.total ?? 0,
    isUnfolded,
    fold: () => setUnfolded(!isUnfolded),
  };
}

function useShown(open: OpenRows, leaving: ReadonlySet<string>) {
  const rows = useMemo(() => open.rows.filter((row) => !leaving.has(row.id)), [open.rows, leaving]);
  const groups = useMemo(() => grouped(rows, open.inbox?.episodes ?? []), [rows, open.inbox]);
  return { rows, groups };
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
