// Numbers the events and keeps the last thousand, for pages that were disconnected for a moment.
import { randomUUID } from 'node:crypto';
import type { DeskEvent } from '../src/desk.ts';
import type { LineMessage, TimedEvent } from './shapes/events.ts';

/** Calls the listener for every event, until the returned function is called. */
export type EventSource = (listener: (event: DeskEvent) => void) => () => void;

/** The last event a page received; or how many ms ago it started loading, before its connection was open. */
export type Heard = { readonly seq: number; readonly epoch: string } | { readonly lastMs: number };

export interface Feed {
  /** First messages for a page that has received events up to `heard`; null = it wants no earlier ones. */
  greeting(heard: Heard | null): readonly LineMessage[];
  follow(listener: (event: TimedEvent) => void): () => void;
  close(): void;
}

export const KEPT_EVENTS = 1000;

export function openFeed(source: EventSource, nowMs: () => number): Feed {
  const epoch = randomUUID();
  const listeners = new Set<(event: TimedEvent) => void>();
  let kept: TimedEvent[] = [];
  let seq = 0;
  const stop = source((event) => {
    seq += 1;
    const { kind, episode, detail } = event;
    const timed: TimedEvent = { seq, epoch, atMs: nowMs(), kind, episode, detail };
    kept.push(timed);
    // Trimmed at twice the size: shifting a thousand entries at every event would be wasted work.
    if (kept.length >= KEPT_EVENTS * 2) kept = kept.slice(-KEPT_EVENTS);
    for (const listener of listeners) listener(timed);
  });
  return {
    greeting(after) {
      const hello: LineMessage = { kind: 'hello', seq, epoch };
      if (after !== null && 'lastMs' in after) {
        const sinceMs = nowMs() - after.lastMs;
        return [hello, ...kept.filter(({ atMs }) => atMs >= sinceMs)];
      }
      if (after === null || (after.epoch === epoch && after.seq === seq)) return [hello];
      const isHere = after.epoch === epoch && after.seq < seq && after.seq >= seq - KEPT_EVENTS;
      const missed = isHere ? kept.filter((event) => event.seq > after.seq) : [];
      return isHere ? [hello, ...missed] : [hello, { kind: 'reset', seq, epoch }];
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      stop();
      listeners.clear();
    },
  };
}
