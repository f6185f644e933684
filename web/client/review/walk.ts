// Moves through the inbox, and keeps the focus and the scrolled list in step with the chosen entry.
import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { question } from '../questions/questions.ts';
import type { InboxAddress } from './address.ts';
import type { InboxEntries } from './entries.ts';
import type { GroupEntry } from './groups.ts';

export interface InboxWalk {
  /** For the list's element; its links have the entry's id as `data-entry`. */
  readonly list: RefObject<HTMLElement | null>;
  /** Title for screen readers; '' before the first move. */
  readonly announced: string;
  go(entry: GroupEntry): void;
  /** Goes to the next entry or the previous one; the line of those that need nobody is one of them. */
  step(by: 1 | -1): void;
}

interface WalkNeeds {
  /** The enhancement in the address. */
  readonly id: string | undefined;
  readonly isWide: boolean;
  readonly address: InboxAddress;
  readonly entries: InboxEntries;
}

export function useWalk({ id, isWide, address, entries }: WalkNeeds): InboxWalk {
  const { order, foldAt, chosen, titleOf } = entries;
  const [announced, setAnnounced] = useState('');
  const list = useRef<HTMLElement>(null);
  useReturn(list, id, isWide);
  useArrival(list, id, order.length > 0);
  useAhead(order, chosen);

  const go = (entry: GroupEntry) => {
    const isInList = list.current?.contains(document.activeElement) ?? false;
    if (!isInList) setAnnounced(titleOf(entry));
    if (isWide) address.choose(entry, true);
    requestAnimationFrame(() => {
      const link = linkOf(list.current, entry.id);
      if (isInList || !isWide) link?.focus({ preventScroll: true });
      link?.scrollIntoView({ block: 'nearest' });
    });
  };
  const step = (by: 1 | -1) => {
    const fold = list.current?.querySelector<HTMLElement>('[data-fold]') ?? null;
    const stops: readonly (GroupEntry | null)[] =
      foldAt === null ? order : [...order.slice(0, foldAt), null, ...order.slice(foldAt)];
    const isHere = (entry: GroupEntry | null) => {
      if (fold !== null && document.activeElement === fold) return entry === null;
      if (entry === null) return false;
      if (!isWide) return linkOf(list.current, entry.id) === document.activeElement;
      return entry.id === chosen || entry.rows.some((row) => row.id === chosen);
    };
    const here = stops.findIndex(isHere);
    const next = stops[here < 0 ? 0 : Math.min(Math.max(here + by, 0), stops.length - 1)];
    if (next) return go(next);
    fold?.focus({ preventScroll: true });
    fold?.scrollIntoView({ block: 'nearest' });
  };
  return { list, announced, go, step };
}

/** On returning from a change to the list, restores the focus to its row. */
function useReturn(list: InboxWalk['list'], id: string | undefined, isWide: boolean): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (id !== undefined) last.current = id;
    else if (!isWide && last.current !== null) linkOf(list.current, last.current)?.focus();
  }, [list, id, isWide]);
}

/** On arrival by a link, scrolls the list to that entry. */
function useArrival(list: InboxWalk['list'], id: string | undefined, isListThere: boolean): void {
  const arrivedAt = useRef(id);
  useEffect(() => {
    if (!isListThere || arrivedAt.current === undefined) return;
    linkOf(list.current, arrivedAt.current)?.scrollIntoView({ block: 'center' });
    arrivedAt.current = undefined;
  }, [list, isListThere]);
}

/** Number of following entries to load in advance. */
const AHEAD = 2;

function useAhead(order: readonly GroupEntry[], chosen: string | null): void {
  const client = useQueryClient();
  useEffect(() => {
    const at = order.findIndex((entry) => entry.id === chosen);
    for (const entry of order.slice(at + 1, at + 1 + AHEAD))
      void client.prefetchQuery(question('review', entry.id));
  }, [order, chosen, client]);
}

function linkOf(list: HTMLElement | null, id: string): HTMLElement | null {
  const links = [...(list?.querySelectorAll<HTMLElement>('[data-entry]') ?? [])];
  return links.find((link) => link.dataset['entry'] === id) ?? null;
}
