// The inbox's filters and chosen enhancement, as kept in the address.
import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { InboxFilter, WaitsFor } from '../../../src/desk.ts';
import { useAddress } from '../parts/address.ts';
import type { GroupEntry } from './groups.ts';

export interface InboxAddress {
  readonly filter: InboxFilter;
  readonly isFiltered: boolean;
  readonly shows: 'open' | 'landed';
  set(changed: Partial<Record<'episode' | 'step' | 'sure' | 'waits', string>>): void;
  /** Switches to the other list, at its beginning. */
  show(shows: 'open' | 'landed'): void;
  /** The small fixes of a segment are reviewed together. */
  readonly isTogether: boolean;
  /** Chooses one entry, or none. `replace`: without a new entry in the browser's history. */
  choose(entry: Line | null, replace: boolean): void;
  hrefOf(entry: Line): string;
}

type Line = Pick<GroupEntry, 'id' | 'isBundle'>;

const NAMES = ['episode', 'step', 'sure', 'waits', 'shows'] as const;

export function useInboxAddress(): InboxAddress {
  const search = useSearch();
  const [, go] = useLocation();
  const [{ episode, step, sure, waits, shows }, set] = useAddress(NAMES);
  const filter = useMemo(() => filterOf({ episode, step, sure, waits }), [episode, step, sure, waits]);
  const hrefOf = useCallback(
    ({ id, isBundle }: Line) => `/enhancements/${encodeURIComponent(id)}${tail(search, isBundle)}`,
    [search],
  );
  const choose = useCallback(
    (entry: Line | null, replace: boolean) =>
      go(entry === null ? `/${tail(search, false)}` : hrefOf(entry), { replace }),
    [go, hrefOf, search],
  );
  const show = useCallback(
    (next: 'open' | 'landed') => {
      const all = new URLSearchParams(tail(search, false));
      if (next === 'open') all.delete('shows');
      else all.set('shows', next);
      go(all.size === 0 ? '/' : `/?${all}`);
    },
    [go, search],
  );
  return {
    filter,
    isFiltered: Object.keys(filter).length > 0,
    shows: shows === 'landed' ? 'landed' : 'open',
    isTogether: new URLSearchParams(search).get(TOGETHER) === '1',
    set,
    show,
    choose,
    hrefOf,
  };
}

const TOGETHER = 'together';

function tail(search: string, isTogether: boolean): string {
  const all = new URLSearchParams(search);
  all.delete(TOGETHER);
  if (isTogether) all.set(TOGETHER, '1');
  return all.size === 0 ? '' : `?${all}`;
}

const WAITS: ReadonlySet<string> = new Set<WaitsFor>(['person', 'time', 'choice']);

function filterOf(said: Readonly<Record<'episode' | 'step' | 'sure' | 'waits', string>>): InboxFilter {
  const least = Number(said.sure) / 100;
  return {
    ...(/^\d{1,4}$/.test(said.episode) ? { episode: said.episode } : {}),
    ...(/^[a-z0-9-]{1,64}$/.test(said.step) ? { step: said.step } : {}),
    ...(least > 0 && least <= 1 ? { leastConfidence: least } : {}),
    ...(WAITS.has(said.waits) ? { waitsFor: said.waits as WaitsFor } : {}),
  };
}
