// Queries for the inbox rows, page by page, and for recent landings; both reload after events.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Inbox, InboxFilter, InboxRow, LandedRow } from '../../../src/desk.ts';
import { answerTo, question } from '../questions/questions.ts';
import { landedFrom, lastVisit, rememberVisit } from './seen.ts';

const PAGE_ROWS = 200;
const TIMED_MS = 12_000;

export interface OpenRows {
  readonly inbox: Inbox | null;
  readonly rows: readonly InboxRow[];
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly isMore: boolean;
  /** The rows are still those of the previous filter. */
  readonly isOld: boolean;
  more(): void;
  again(): void;
}

/** `isCounted`: only the number of rows matters, so a single one is loaded. */
export function useOpenRows(filter: InboxFilter, isCounted = false): OpenRows {
  const limit = isCounted ? 1 : PAGE_ROWS;
  const query = useInfiniteQuery({
    queryKey: ['inbox', filter, 'pages', limit],
    queryFn: ({ pageParam, signal }) => {
      const after = pageParam === null ? {} : { after: pageParam };
      return answerTo('inbox', [{ ...filter, ...after, limit }], signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // Reasons that only time resolves show "40 s ago", so they are reloaded.
    refetchInterval: ({ state }) => (state.data?.pages.some(isTimed) ? TIMED_MS : false),
  });
  const pages = query.data?.pages;
  // A row that moved between two pages during loading would appear twice.
  const rows = useMemo(
    () => [
      ...new Map((pages ?? []).flatMap(({ rows: own }) => own).map((row) => [row.id, row] as const)).values(),
    ],
    [pages],
  );
  return {
    inbox: pages?.[0] ?? null,
    rows,
    error: query.error,
    hasMore: query.hasNextPage,
    isMore: query.isFetchingNextPage,
    isOld: query.isPlaceholderData,
    more: () => void query.fetchNextPage(),
    again: () => void query.refetch(),
  };
}

function isTimed({ rows }: Inbox): boolean {
  return rows.some(({ reasons }) => reasons.some(({ opensAtMs }) => opensAtMs !== null));
}

export interface LandedRows {
  readonly rows: readonly LandedRow[] | null;
  readonly error: Error | null;
  readonly visitMs: number;
  /** Landed by itself since the last visit and not reverted. */
  readonly fresh: number;
}

export function useLandedRows(): LandedRows {
  const [{ visitMs, sinceMs }] = useState(() => {
    const nowMs = Date.now();
    const visit = lastVisit(nowMs);
    return { visitMs: visit, sinceMs: landedFrom(visit, nowMs) };
  });
  useEffect(() => {
    const leave = () => rememberVisit(Date.now());
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, []);
  const query = useQuery(question('landedSince', sinceMs));
  const rows = query.data ?? null;
  const fresh = (rows ?? []).filter((row) => isFresh(row, visitMs) && !row.reverted).length;
  return { rows, error: query.error, visitMs, fresh };
}

export function isFresh({ by, atMs }: LandedRow, visitMs: number): boolean {
  return by === 'policy' && atMs > visitMs;
}
