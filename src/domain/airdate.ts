// Air dates as calendar days: parsing them, and counting by weeks. Uses no clock and no time zone.

/** A day, such as `2031-03-02`. */
export type Day = string;

const DAY_MS = 24 * 3_600_000;
const SUNDAY = 0;

/** Date part of an `airdate` value, ignoring a time after it and stray characters before it; null if it is not a real
 *  day. */
export function readAirdate(text: string | null): Day | null {
  const [, year = '', month = '', date = ''] =
    /^\D{0,9}(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(text ?? '') ?? [];
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const atMs = Date.parse(`${day}T00:00:00Z`);
  // June 31 parses as July 1.
  return Number.isNaN(atMs) || dayOf(atMs) !== day ? null : day;
}

export function isSunday(day: Day): boolean {
  return new Date(startOf(day)).getUTCDay() === SUNDAY;
}

/** The first Sunday after the day, never the day itself. */
export function sundayAfter(day: Day): Day {
  const weekday = new Date(startOf(day)).getUTCDay();
  return dayOf(startOf(day) + (7 - weekday) * DAY_MS);
}

export function daysAfter(day: Day, days: number): Day {
  return dayOf(startOf(day) + days * DAY_MS);
}

/** Air date of the next episode: the Sunday after `last`, or the coming Sunday if that is past. `last` is null if there
 *  is no earlier episode. */
export function nextAirdate(last: Day | null, today: Day): Day {
  const coming = isSunday(today) ? today : sundayAfter(today);
  const next = last === null ? coming : sundayAfter(last);
  return next < coming ? coming : next;
}

/** UTC day of an instant in milliseconds since 1970. */
export function dayOf(atMs: number): Day {
  return new Date(atMs).toISOString().slice(0, 10);
}

function startOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}
