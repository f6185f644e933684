// Event connection to the server. After a gap it continues from the last event. Each event marks the queries that it
// makes stale; a restart of the service marks all of them.
import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { type Session, sessionQuestion } from '../questions/questions.ts';
import { staleQueries } from './stale-queries.ts';

export type Connection = 'connecting' | 'live' | 'lost';

interface Told {
  readonly kind: string;
  readonly seq: number;
  readonly epoch: string;
  readonly episode?: string | null;
  readonly detail?: unknown;
}

/** Interval for checking whether the session allows a connection. */
const DOOR_MS = 50;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 8_000;

export interface LiveLine {
  line(): Connection;
  onLine(listener: () => void): () => void;
  close(): void;
}

/** Connects at once, and reconnects whenever the connection breaks. */
export function openLine(client: QueryClient): LiveLine {
  const listeners = new Set<() => void>();
  const stale = staleQueries(client);
  let line: Connection = 'connecting';
  let socket: WebSocket | null = null;
  let at: { readonly seq: number; readonly epoch: string } | null = null;
  let retryMs = FIRST_RETRY_MS;
  let retry: number | null = null;
  let isClosed = false;

  const be = (next: Connection) => {
    if (line === next) return;
    line = next;
    for (const listener of listeners) listener();
  };
  const hear = (told: Told) => {
    if (told.kind === 'hello') {
      const isAnother = at !== null && at.epoch !== told.epoch;
      if (isAnother) stale.addAll();
      if (at === null || isAnother) at = { seq: told.seq, epoch: told.epoch };
      return;
    }
    at = { seq: told.seq, epoch: told.epoch };
    if (told.kind === 'reset') stale.addAll();
    else stale.add(told.kind);
  };
  const connect = () => {
    retry = null;
    if (!mayEnter(client)) {
      retry = window.setTimeout(connect, DOOR_MS);
      return;
    }
    const after = at === null ? sinceBegin() : `?after=${at.seq}&epoch=${encodeURIComponent(at.epoch)}`;
    const own = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/v1/events${after}`);
    socket = own;
    own.onopen = () => {
      // Reload what failed while the server did not answer.
      if (line === 'lost') stale.addAll();
      retryMs = FIRST_RETRY_MS;
      be('live');
    };
    own.onmessage = ({ data }) => hear(JSON.parse(String(data)) as Told);
    own.onclose = () => {
      if (isClosed || socket !== own) return;
      be('lost');
      retry = window.setTimeout(connect, retryMs);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    };
  };
  connect();
  return {
    line: () => line,
    onLine(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      isClosed = true;
      if (retry !== null) clearTimeout(retry);
      stale.close();
      socket?.close();
    },
  };
}

/** Without a session that admits the page, the connection would only be refused. */
function mayEnter(client: QueryClient): boolean {
  const { data, error } = client.getQueryState<Session>(sessionQuestion().queryKey) ?? {};
  return data === undefined ? (error ?? null) !== null : !data.needed || data.loggedIn;
}

export function useLine(live: LiveLine): Connection {
  return useSyncExternalStore(live.onLine, live.line);
}

/**
 * Also requests events from before the connection: they may affect queries sent since the page began to load. Omitted
 * after a minute, which is the server's limit.
 */
function sinceBegin(): string {
  const lastMs = Math.ceil(performance.now()) + 500;
  return lastMs > 60_000 ? '' : `?lastMs=${lastMs}`;
}
