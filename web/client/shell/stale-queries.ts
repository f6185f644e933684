// Reloads the queries that an event makes stale.
import type { QueryClient } from '@tanstack/react-query';
import type { Desk } from '../../../src/desk.ts';

type Question = keyof Desk;

/** Stale after a landing or a revert on main. */
const ON_MAIN = [
  'inbox',
  'review',
  'standing',
  'episodes',
  'episode',
  'check',
  'status',
  'flow',
  'machines',
  'conflicts',
  'conflict',
  'landedSince',
  'history',
  'commit',
  'compare',
  'blame',
  'fileAt',
  'noteAddress',
  'restorePreview',
  'exported',
] as const satisfies readonly Question[];

/** Stale queries for each kind of event, by the first word of their keys. */
const STALE: Readonly<Record<string, readonly Question[]>> = {
  proposed: [
    'inbox',
    'review',
    'episodes',
    'episode',
    'check',
    'status',
    'flow',
    'conflicts',
    'conflict',
    'exported',
  ],
  landed: ON_MAIN,
  reverted: ON_MAIN,
  decided: [
    'inbox',
    'review',
    'episodes',
    'episode',
    'status',
    'flow',
    'conflicts',
    'conflict',
    'landedSince',
    'history',
    'commit',
    'savedQueries',
    'budget',
  ],
  editing: ['inbox', 'review', 'episode'],
  snapshot: [
    'inbox',
    'review',
    'standing',
    'episodes',
    'episode',
    'check',
    'status',
    'machines',
    'conflicts',
    'conflict',
    'history',
    'compare',
    'blame',
    'fileAt',
    'noteAddress',
    'restorePreview',
    'exported',
  ],
  job: ['jobs', 'job', 'status', 'budget'],
  machines: ['machines', 'status'],
  notice: ['status', 'flow', 'machines'],
};

/** Events come in bursts; one reload covers all of them. */
const GATHER_MS = 150;

export interface StaleQueries {
  /** `kind` of an event; one that is unknown makes nothing stale. */
  add(kind: string): void;
  addAll(): void;
  close(): void;
}

export function staleQueries(client: QueryClient): StaleQueries {
  const stale = new Set<string>();
  let gathering: number | null = null;
  const refresh = () => {
    gathering = null;
    const keys = [...stale];
    stale.clear();
    for (const key of keys) void client.invalidateQueries(key === '' ? {} : { queryKey: [key] });
  };
  const outdate = (keys: readonly string[]) => {
    for (const key of keys) stale.add(key);
    gathering ??= window.setTimeout(refresh, GATHER_MS);
  };
  return {
    add: (kind) => outdate(STALE[kind] ?? []),
    addAll: () => outdate(['']),
    close() {
      if (gathering !== null) clearTimeout(gathering);
    },
  };
}
