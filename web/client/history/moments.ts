// The moments between which the show is compared, as they stand in the address and as fields show them. Pure.

export type MomentKind = 'moment' | 'commit';

/** Later than anything: the show as it stands. */
export const NOW = '2999-01-01T00:00:00Z';

export function isCommit(text: string): boolean {
  return /^[0-9a-f]{4,40}$/i.test(text) && !/^\d{4}$/.test(text);
}

/** As the desk is asked; '' is the show as it stands; null where it is neither. */
export function momentOf(text: string): string | null {
  if (text === '') return NOW;
  if (isCommit(text)) return text;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** As a date-time field spells it, where this browser is. */
export function fieldTime(ms: number): string {
  const at = new Date(ms);
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

const DAY_MS = 86_400_000;

/** The same hour so many days ago. */
export function daysAgo(days: number, nowMs: number): string {
  return fieldTime(nowMs - days * DAY_MS);
}
