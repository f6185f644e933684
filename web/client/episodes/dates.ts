// Formats air dates from info.md for people: the day in words, and how far away it is. Works with days, never instants.
import { readAirdate } from '../../../src/domain/airdate.ts';
import { DATES } from '../parts/when.tsx';

const DAY_MS = 86_400_000;
const WORDS = new Intl.DateTimeFormat(DATES, { dateStyle: 'full', timeZone: 'UTC' });
const SPAN = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** Returned as written if it is not a date; null if there is none. */
export function airsOn(airdate: string | null): string | null {
  const day = readAirdate(airdate);
  if (day === null) return airdate;
  return WORDS.format(Date.parse(`${day}T00:00:00Z`));
}

/** `tomorrow`, `in 5 days`; null beyond two months, where the date is more useful. */
export function airsIn(airdate: string | null, nowMs: number): string | null {
  const day = readAirdate(airdate);
  if (day === null) return null;
  const now = new Date(nowMs);
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - today) / DAY_MS);
  return Math.abs(days) > 60 ? null : SPAN.format(days, 'day');
}

/**
 * Upcoming episodes first, soonest first; then those without a date; then past ones, latest first. Ties go by episode
 * number.
 */
export function byAirdate<T extends Dated>(rows: readonly T[], nowMs: number): readonly T[] {
  const today = localDay(nowMs);
  const place = ({ airdate }: T) => {
    const day = readAirdate(airdate);
    return day === null ? 1 : day >= today ? 0 : 2;
  };
  const compare = (a: T, b: T) => {
    const [one, other] = place(a) === 2 ? [b, a] : [a, b];
    const keyOf = ({ airdate, episode }: T) => `${readAirdate(airdate) ?? ''} ${episode}`;
    return place(a) - place(b) || keyOf(one).localeCompare(keyOf(other));
  };
  return [...rows].sort(compare);
}

interface Dated {
  readonly episode: string;
  readonly airdate: string | null;
}

/** Includes an episode that airs today; null if none has an upcoming date. */
export function airsNext(rows: readonly Dated[], nowMs: number): string | null {
  const [first] = byAirdate(rows, nowMs);
  const day = readAirdate(first?.airdate ?? null);
  return first !== undefined && day !== null && day >= localDay(nowMs) ? first.episode : null;
}

function localDay(ms: number): string {
  const at = new Date(ms);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
