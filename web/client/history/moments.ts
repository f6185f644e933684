// Converts the moments of a comparison between address, form field and desk. Pure.

export type MomentKind = 'moment' | 'commit';

/** Later than any commit: the show as it stands. */
export const NOW = '2999-01-01T00:00:00Z';

export function isCommit(text: string): boolean {
  return /^[0-9a-f]{4,40}$/i.test(text) && !/^\d{4}$/.test(text);
}

/** Value for the desk; '' means the show as it stands; null if it is neither a commit nor a time. */
export function momentOf(text: string): string | null {
  if (text === '') return NOW;
  if (isCommit(text)) return text;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** Format of a date-time field, in the browser's time zone. */
function fieldTime(ms: number): string {
  const at = new Date(ms);
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

const DAY_MS = 86_400_000;

/** The same time of day, that many days ago. */
export function daysAgo(days: number, nowMs: number): string {
  return fieldTime(nowMs - days * DAY_MS);
}
