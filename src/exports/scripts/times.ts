// Formats times and dates for scripts: `00:04:41` for show time, `1:15` for a clip, the air date in words.
import { readAirdate } from '../../domain/airdate.ts';
import type { InfoDocument } from '../../markdown/document.ts';

/** `00:04:41`, to the nearest second. */
export function clock(ms: number): string {
  const seconds = Math.round(Math.max(0, ms) / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** `1:15`, `0:08`, `1:02:00`. */
export function short(ms: number): string {
  return clock(ms).replace(/^(?:00:0?|0)/, '');
}

/** `00:01:10 over`, `00:00:40 under`, `on time`; empty without a plan. */
export function overOrUnder(overMs: number | null): string {
  if (overMs === null) return '';
  if (Math.abs(overMs) < 500) return 'on time';
  return `${clock(Math.abs(overMs))} ${overMs > 0 ? 'over' : 'under'}`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** `November 16th, 2025 at 9:00 PM`, or without a time if none is given. Text that is not a date stays as written. */
export function airsOn(info: InfoDocument | null): string {
  const written = info?.airdate ?? null;
  const day = readAirdate(written);
  if (info === null || written === null || day === null) return written ?? '';
  const [year = '', month = '', date = ''] = day.split('-');
  const time = timeInDate(written) ?? timeOf(info.value('airtime') ?? info.value('air_time'));
  const words = `${MONTHS[Number(month) - 1]} ${ordinal(Number(date))}, ${Number(year)}`;
  return time === null ? words : `${words} at ${time}`;
}

/** Time of day in a timestamp without a zone. Null for midnight, which programs write if they only know the date. */
function timeInDate(written: string): string | null {
  const time = /T(\d{2}:\d{2})(?::\d{2}(?:\.0*)?)?$/.exec(written.trim())?.[1] ?? null;
  return time === '00:00' ? null : timeOf(time);
}

/** `21:00`, `9 PM` or `9:00 p.m.` as `9:00 PM`; null for anything else. */
function timeOf(text: string | null): string | null {
  const match = /^(\d{1,2})(?::(\d{2}))?(?::\d{2})?\s*(?:([ap])\.?m\.?)?$/i.exec((text ?? '').trim());
  if (match === null) return null;
  const [, hour = '', minutes = '00', half] = match;
  const hours = Number(hour);
  if (Number(minutes) > 59 || hours > (half === undefined ? 23 : 12)) return null;
  const isPm = half === undefined ? hours >= 12 : half.toLowerCase() === 'p';
  return `${hours % 12 === 0 ? 12 : hours % 12}:${minutes} ${isPm ? 'PM' : 'AM'}`;
}

function ordinal(day: number): string {
  const last = day % 10;
  const ending =
    day > 10 && day < 14 ? 'th' : last === 1 ? 'st' : last === 2 ? 'nd' : last === 3 ? 'rd' : 'th';
  return `${day}${ending}`;
}
