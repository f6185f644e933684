// Events in order, with numbers, and the last thousand of them for whoever was away for a moment.
import { randomUUID } from 'node:crypto';
import type { DeskEvent } from '../src/desk.ts';
import type { LineMessage, TimedEvent } from './shapes/events.ts';

/** Calls the listener at every event, until what it returned is called. */
export type EventSource = (listener: (event: DeskEvent) => void) => () => void;

/** Where a page left off; or how long ago it began to ask, before its line stood. */
export type Heard = { readonly seq: number; readonly epoch: string } | { readonly lastMs: number };

export interface Feed {
  /** What is said first to a page that has heard so far; null = it wants to know of nothing before. */
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
    // Cut by halves: shifting a thousand at every event is work for nothing.
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
