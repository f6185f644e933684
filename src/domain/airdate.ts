// Air dates as days of the calendar: read from what people write, and counted on by weeks. Knows no clock and no time
// zone.

/** A day as `2031-03-02`. */
export type Day = string;

const DAY_MS = 24 * 3_600_000;
const SUNDAY = 0;

/** The date part of what stands in `airdate`, a time behind it or stray signs tolerated; null where there is no such day. */
export function readAirdate(text: string | null): Day | null {
  const [, year = '', month = '', date = ''] =
    /^\D{0,9}(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(text ?? '') ?? [];
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const atMs = Date.parse(`${day}T00:00:00Z`);
  // The 31st of June parses as the 1st of July.
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

/** When the episode after one airs: the Sunday after it, or the coming one where that is past. Null: there is none before. */
export function nextAirdate(last: Day | null, today: Day): Day {
  const coming = isSunday(today) ? today : sundayAfter(today);
  const next = last === null ? coming : sundayAfter(last);
  return next < coming ? coming : next;
}

/** The day in UTC of a moment in milliseconds since 1970. */
export function dayOf(atMs: number): Day {
  return new Date(atMs).toISOString().slice(0, 10);
}

function startOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}
