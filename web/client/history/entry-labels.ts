// What happened, in words: who did it, whether anybody had to say yes, on which day. Pure.
import type { HistoryEntry, HistoryKind } from '../../../src/desk.ts';
import type { BadgeTone } from '../parts/badge.tsx';
import { DATES } from '../parts/when.tsx';

export const KIND_WORDS: Readonly<Record<HistoryKind, string>> = {
  edit: 'Edit',
  landing: 'Landing',
  revert: 'Taken back',
  other: 'Upkeep',
};

export interface VerdictLabel {
  readonly tone: BadgeTone;
  readonly text: string;
}

/** Null for what nobody had to decide. */
export function verdictOf({ kind, by, reverted }: HistoryEntry): VerdictLabel | null {
  if (reverted) return { tone: 'warn', text: 'taken back since' };
  if (kind === 'revert') return { tone: 'plain', text: by === null ? 'taken back' : `taken back by ${by}` };
  if (kind !== 'landing') return null;
  if (by === 'policy') return { tone: 'accent', text: 'landed by itself' };
  return { tone: 'good', text: by === null ? 'accepted' : `accepted by ${by}` };
}

export interface DayEntries {
  /** `2031-05-04`, where this browser is. */
  readonly day: string;
  readonly atMs: number;
  readonly entries: readonly HistoryEntry[];
}

/** In the order that they come in. */
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

/** The first moment of a day as a date field spells it, or of the day after; null where it is none. */
export function startOfDay(day: string, daysOn = 0): number | null {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const ms = new Date(year, month - 1, date + daysOn).getTime();
  return Number.isNaN(ms) ? null : ms;
}
