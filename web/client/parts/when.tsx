// Instants and spans for people: "3 min ago" with the whole date in its title; times of a show as 00:41:20.
import { useSyncExternalStore } from 'react';

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;
const TICK_MS = 15_000;

export function When({ atMs }: { readonly atMs: number }) {
  const nowMs = useNow();
  return (
    <time dateTime={new Date(atMs).toISOString()} title={EXACT.format(atMs)}>
      {relative(atMs, nowMs)}
    </time>
  );
}

/** "in 3 min", "2 days ago"; beyond a month the date. */
export function relative(atMs: number, nowMs: number): string {
  const spanMs = atMs - nowMs;
  if (Math.abs(spanMs) > 30 * 86_400_000) return EXACT.format(atMs);
  if (Math.abs(spanMs) < 5_000) return 'just now';
  const [unit, unitMs] = UNITS.find(([, ms]) => Math.abs(spanMs) >= ms) ?? ['second', 1000];
  return RELATIVE.format(Math.round(spanMs / unitMs), unit);
}

export function exactly(atMs: number): string {
  return EXACT.format(atMs);
}

/** `1:02:03` or `2:03`, of whole seconds; with a sign where it is below zero. */
export function clock(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${hours > 0 ? two(Math.floor(seconds / 60) % 60) : Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  return `${ms < 0 ? '−' : ''}${hours > 0 ? `${hours}:` : ''}${rest}`;
}

/** Counts on, coarsely: what it is for says "15 s ago", not a stopwatch. */
export function useNow(): number {
  return useSyncExternalStore(tick, () => Math.floor(Date.now() / TICK_MS) * TICK_MS + TICK_MS);
}

function tick(listener: () => void): () => void {
  const timer = window.setInterval(listener, TICK_MS);
  return () => clearInterval(timer);
}
