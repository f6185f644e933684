// Words for history entries: the kind, the verdict, the day. Pure.
import type { HistoryEntry, HistoryKind } from '../../../src/desk.ts';
import type { BadgeTone } from '../parts/badge.tsx';
import { DATES } from '../parts/when.tsx';

export const KIND_WORDS: Readonly<Record<HistoryKind, string>> = {
  edit: 'Edit',
  landing: 'Landing',
  revert: 'Taken back',
  switch: 'Switch',
  other: 'Upkeep',
};

export interface VerdictLabel {
  readonly tone: BadgeTone;
  readonly text: string;
}

/** Null for entries that need no verdict. */
export function verdictOf({ kind, by, reverted }: HistoryEntry): VerdictLabel | null {
  if (reverted) return { tone: 'warn', text: 'taken back since' };
  if (kind === 'revert') return { tone: 'plain', text: by === null ? 'taken back' : `taken back by ${by}` };
  if (kind !== 'landing') return null;
  if (by === 'policy') return { tone: 'accent', text: 'landed by itself' };
  return { tone: 'good', text: by === null ? 'accepted' : `accepted by ${by}` };
}

export interface DayEntries {
  /** `2031-05-04`, in the browser's time zone. */
  readonly day: string;
  readonly atMs: number;
  readonly entries: readonly HistoryEntry[];
}

/** Keeps the order of the entries. */
export function byDay(entries: readonly HistoryEntry[]): readonly DayEntries[] {
  const days = new Map<string, { day: string; atMs: number; entries: HistoryEntry[] }>();
  for (const entry of entries) {
    const day = dayOf(entry.atMs);
    const known = days.get(day);
    if (known === undefined) days.set(day, { day, atMs: entry.atMs, entries: [entry] });
    else known.entries.push(entry);
  }
  return [...days.values()];
}

const WEEKDAY = new Intl.DateTimeFormat(DATES, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const TIME = new Intl.DateTimeFormat(DATES, { hour: '2-digit', minute: '2-digit' });

export function dayWords(atMs: number, nowMs: number): string {
  const day = dayOf(atMs);
  const words = WEEKDAY.format(atMs);
  if (day === dayOf(nowMs)) return `Today, ${words}`;
  return day === dayOf(nowMs - 86_400_000) ? `Yesterday, ${words}` : words;
}

export function timeOf(atMs: number): string {
  return TIME.format(atMs);
}

export function dayOf(atMs: number): string {
  const at = new Date(atMs);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Start of a date field's day, or of the day `daysOn` days later, in ms; null if it is no date. */
export function startOfDay(day: string, daysOn = 0): number | null {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const ms = new Date(year, month - 1, date + daysOn).getTime();
  return Number.isNaN(ms) ? null : ms;
}
