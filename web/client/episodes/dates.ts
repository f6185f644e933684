// Air dates for people, from what stands in info.md: the day in words, and how far away it is. Days, never instants.
import { readAirdate } from '../../../src/domain/airdate.ts';
import { DATES } from '../parts/when.tsx';

const DAY_MS = 86_400_000;
const WORDS = new Intl.DateTimeFormat(DATES, { dateStyle: 'full', timeZone: 'UTC' });
const SPAN = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** As it is spelled where it names no day; null where nothing stands. */
export function airsOn(airdate: string | null): string | null {
  const day = readAirdate(airdate);
  if (day === null) return airdate;
  return WORDS.format(Date.parse(`${day}T00:00:00Z`));
}

/** `tomorrow`, `in 5 days`; null beyond two months, where the date says more. */
export function airsIn(airdate: string | null, nowMs: number): string | null {
  const day = readAirdate(airdate);
  if (day === null) return null;
  const now = new Date(nowMs);
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - today) / DAY_MS);
  return Math.abs(days) > 60 ? null : SPAN.format(days, 'day');
}

/** The next to air first; then those without a date; then what is past, the last one first. Of one day by number. */
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

/** Today’s included; null where none has such a date. */
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
