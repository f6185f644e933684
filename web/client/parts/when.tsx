// Formats times the same way on every page: "3 min ago" with the full date in its title, and show times as 41:20. Dates
// are in the page's language, whatever the browser's is.
import { useSyncExternalStore } from 'react';

export const DATES = 'en-GB';
const DAYS = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const EXACT = new Intl.DateTimeFormat(DATES, { dateStyle: 'medium', timeStyle: 'short' });
const TIME = new Intl.DateTimeFormat(DATES, { timeStyle: 'medium' });
const DAY_MS = 86_400_000;
const UNITS = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
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

/** "in 3 min", "2 days ago"; beyond 30 days the date. */
export function relative(atMs: number, nowMs: number): string {
  const spanMs = atMs - nowMs;
  const awayMs = Math.abs(spanMs);
  if (awayMs > 30 * DAY_MS) return EXACT.format(atMs);
  if (awayMs < 5_000) return 'just now';
  if (awayMs >= DAY_MS) return DAYS.format(Math.round(spanMs / DAY_MS), 'day');
  const [unit, unitMs] = UNITS.find(([, ms]) => awayMs >= ms) ?? ['s', 1000];
  const away = `${Math.round(awayMs / unitMs)} ${unit}`;
  return spanMs < 0 ? `${away} ago` : `in ${away}`;
}

export function exactly(atMs: number): string {
  return EXACT.format(atMs);
}

/** Time of day with seconds, for log lines. */
export function timeOfDay(atMs: number): string {
  return TIME.format(atMs);
}

/** `1:02:03` or `2:03`, rounded to seconds; with a minus sign below zero. */
export function clock(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${hours > 0 ? two(Math.floor(seconds / 60) % 60) : Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  return `${ms < 0 ? '−' : ''}${hours > 0 ? `${hours}:` : ''}${rest}`;
}

/** Current time in steps of 15 s: enough for "15 s ago". */
export function useNow(): number {
  return useSyncExternalStore(tick, () => Math.floor(Date.now() / TICK_MS) * TICK_MS + TICK_MS);
}

function tick(listener: () => void): () => void {
  const timer = window.setInterval(listener, TICK_MS);
  return () => clearInterval(timer);
}
