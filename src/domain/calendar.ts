// Weekly time windows ("Sat 22:00-08:00" in a time zone): parsing, checking and queries. A window is wall-clock time in
// the show's time zone, so daylight saving moves its instants but never the hours people see.
import { type Day, daysAfter } from './airdate.ts';

/** A span of wall-clock time that repeats weekly; may cross midnight and the end of the week. */
export interface Window {
  /** Days on which it begins, 0 = Sunday … 6 = Saturday. */
  readonly days: readonly number[];
  /** Minutes after midnight, 0..1439. */
  readonly startMin: number;
  /** 1..1440 minutes; "22:00-08:00" lasts 600. */
  readonly lengthMin: number;
  /** Minutes before its start from which it already counts as open. */
  readonly warmUpMin: number;
  /** IANA name. */
  readonly timezone: string;
  /** As written, for messages. */
  readonly weekly: string;
}

/** Days and hours of a window, without its time zone. */
export type WeeklyHours = Pick<Window, 'days' | 'startMin' | 'lengthMin'>;

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY_MIN = 24 * 60;
const WEEK_MIN = 7 * DAY_MIN;
const MINUTE_MS = 60_000;
const WEEKLY = /^(\S+)\s+(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$/;

/** Parses `Sat 22:00-08:00`, `Mon-Fri 09:00-17:00`, `Sat,Sun 10:00-12:00` or `daily 02:00-04:00`; null for anything
 *  else. Equal hours mean a whole day. */
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

/** The first window open at an instant; null if none is. */
export function windowAt<W extends Window>(windows: readonly W[], atMs: number): W | null {
  return windows.find((window) => isOpen(window, weekClock(window.timezone)(atMs))) ?? null;
}

/** When it next opens or, if open, closes, to the minute; null if it never closes. */
export function changesAt(window: Window, atMs: number): number | null {
  const clock = weekClock(window.timezone);
  const was = isOpen(window, clock(atMs));
  const edges = edgesOf(window);
  // Two weeks contain every edge, even if a clock change cut one out of the first week.
  for (let at = wholeMinute(atMs); at < atMs + 2 * WEEK_MIN * MINUTE_MS; ) {
    const now = clock(at);
    const wait = Math.min(...edges.map((edge) => inWeek(edge - now - 1) + 1));
    const next = at + wait * MINUTE_MS;
    // The answer stays the same between two edges, except where the clock moves forward or back: it may jump there.
    at = clockMoves(clock, at, next) ?? next;
    if (isOpen(window, clock(at)) !== was) return at;
  }
  return null;
}

/** First instant from `atMs` on at which no window is open; null if there is none. */
export function freeAt(windows: readonly Window[], atMs: number): number | null {
  let at = atMs;
  for (let i = 0; i < MOST_IN_A_ROW; i++) {
    const window = windowAt(windows, at);
    if (window === null) return at;
    const end = changesAt(window, at);
    if (end === null) return null;
    at = end;
  }
  return null;
}

/** Limit on windows that follow each other without a gap: a week of quarter hours, more than any real settings
 *  contain. */
const MOST_IN_A_ROW = 7 * 24 * 4;

/** Day, in the window's time zone, on which the occurrence open at an instant began (its warm-up not counted); the day
 *  of the instant if it is not open. */
export function dayBegun(window: Window, atMs: number): Day {
  const now = weekClock(window.timezone)(atMs);
  const open = window.days
    .map((day) => inWeek(now - startOf(window, day)))
    .filter((since) => since < window.lengthMin + window.warmUpMin);
  const begunMin = open.length === 0 ? 0 : window.warmUpMin - Math.min(...open);
  return daysAfter(localDay(atMs, window.timezone), Math.floor(((now % DAY_MIN) + begunMin) / DAY_MIN));
}

/** `08:00`, or `Mon 08:00` if that is more than a day away. */
export function clockTime(atMs: number, timezone: string, nowMs: number): string {
  const min = weekClock(timezone)(atMs);
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const time = `${two((min % DAY_MIN) / 60)}:${two(min % 60)}`;
  const day = DAYS[Math.floor(min / DAY_MIN)] ?? '';
  const isFar = atMs - nowMs > DAY_MIN * MINUTE_MS;
  return isFar ? `${day.slice(0, 1).toUpperCase()}${day.slice(1)} ${time}` : time;
}

function isOpen(window: Window, nowMin: number): boolean {
  return window.days.some(
    (day) => inWeek(nowMin - startOf(window, day)) < window.lengthMin + window.warmUpMin,
  );
}

function startOf({ startMin, warmUpMin }: Window, day: number): number {
  return day * DAY_MIN + startMin - warmUpMin;
}

function edgesOf(window: Window): readonly number[] {
  return window.days.flatMap((day) => {
    const start = startOf(window, day);
    return [start, start + window.warmUpMin + window.lengthMin];
  });
}

function inWeek(minutes: number): number {
  return ((minutes % WEEK_MIN) + WEEK_MIN) % WEEK_MIN;
}

function wholeMinute(atMs: number): number {
  return Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
}

/** First minute after `from`, up to `to`, at which local clocks have jumped; null if they do not. No zone moves its
 *  clock twice within a week. */
function clockMoves(clock: WeekClock, from: number, to: number): number | null {
  const ahead = (at: number) => inWeek(clock(at) - at / MINUTE_MS);
  const before = ahead(from);
  if (ahead(to) === before) return null;
  let [low, high] = [from, to];
  while (high - low > MINUTE_MS) {
    const middle = wholeMinute((low + high) / 2);
    if (ahead(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** Minutes since the start of the week, in local time. */
type WeekClock = (atMs: number) => number;

function weekClock(timezone: string): WeekClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (atMs) => {
    const parts = format.formatToParts(atMs);
    const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
    const day = DAYS.indexOf(part('weekday').toLowerCase());
    return day * DAY_MIN + Number(part('hour')) * 60 + Number(part('minute'));
  };
}

function localDay(atMs: number, timezone: string): Day {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(atMs);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
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
