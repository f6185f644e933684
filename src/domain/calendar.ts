// Weekly windows of time ("Sat 22:00-08:00" in a time zone): read, checked and asked. A window is wall-clock time
// where the show is made, so a change of daylight saving moves the instants, never the hours that people know.

/** A stretch of wall-clock time that returns every week; may cross midnight and the week's end. */
export interface Window {
  /** 0 = Sunday … 6 = Saturday: the days on which it begins. */
  readonly days: readonly number[];
  /** Minutes after midnight, 0..1439. */
  readonly startMin: number;
  /** 1..1440 minutes; "22:00-08:00" lasts 600. */
  readonly lengthMin: number;
  /** How long before its start it already counts. */
  readonly warmUpMin: number;
  /** IANA name. */
  readonly timezone: string;
  /** As it was written, for reasons that people read. */
  readonly weekly: string;
}

/** Days and hours of a window, without its time zone. */
export type WeeklyHours = Pick<Window, 'days' | 'startMin' | 'lengthMin'>;

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY_MIN = 24 * 60;
const WEEK_MIN = 7 * DAY_MIN;
const WEEKLY = /^(\S+)\s+(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$/;

/** Reads `Sat 22:00-08:00`, `Mon-Fri 09:00-17:00`, `Sat,Sun 10:00-12:00` or `daily 02:00-04:00`; null for anything else.
 *  Equal hours mean a whole day. */
export function parseWeekly(text: string): WeeklyHours | null {
  const match = WEEKLY.exec(text.trim());
  if (match === null) return null;
  const days = parseDays(match[1] ?? '');
  const startMin = minuteOfDay(match[2], match[3]);
  const endMin = minuteOfDay(match[4], match[5]);
  if (days === null || startMin === null || endMin === null || startMin === DAY_MIN) return null;
  const lengthMin = endMin > startMin ? endMin - startMin : endMin - startMin + DAY_MIN;
  return lengthMin === 0 ? null : { days, startMin, lengthMin };
}

export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The first window that is open at an instant, null where none is. */
export function windowAt<W extends Window>(windows: readonly W[], atMs: number): W | null {
  return windows.find((window) => isOpen(window, minuteOfWeek(atMs, window.timezone))) ?? null;
}

function isOpen(window: Window, nowMin: number): boolean {
  return window.days.some((day) => {
    const start = day * DAY_MIN + window.startMin - window.warmUpMin;
    const since = (((nowMin - start) % WEEK_MIN) + WEEK_MIN) % WEEK_MIN;
    return since < window.lengthMin + window.warmUpMin;
  });
}

function minuteOfWeek(atMs: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(atMs);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  const day = DAYS.indexOf(part('weekday').toLowerCase());
  return day * DAY_MIN + Number(part('hour')) * 60 + Number(part('minute'));
}

function parseDays(text: string): readonly number[] | null {
  const lower = text.toLowerCase();
  if (lower === 'daily') return [0, 1, 2, 3, 4, 5, 6];
  const found = lower.split(',').map(parseDayRange);
  return found.some((days) => days === null) ? null : [...new Set(found.flatMap((days) => days ?? []))];
}

function parseDayRange(text: string): readonly number[] | null {
  const [first, last, rest] = text.split(/[-–]/);
  const from = DAYS.indexOf(first ?? '');
  const to = last === undefined ? from : DAYS.indexOf(last);
  if (from < 0 || to < 0 || rest !== undefined) return null;
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, i) => (from + i) % 7);
}

function minuteOfDay(hours: string | undefined, minutes: string | undefined): number | null {
  const total = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && total <= DAY_MIN ? total : null;
}
