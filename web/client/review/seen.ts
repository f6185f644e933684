// When somebody was last here, in this browser: what landed since is shown first. Each tab keeps the moment from which it
// counts, so that loading the page again does not hide anything.

const SEEN = 'show-build.seen';
const SINCE = 'show-build.since';
const DAY_MS = 86_400_000;

export function lastVisit(nowMs: number): number {
  const own = Number(sessionStorage.getItem(SINCE));
  if (own > 0) return own;
  const seen = Number(localStorage.getItem(SEEN));
  const sinceMs = seen > 0 ? seen : nowMs - DAY_MS;
  sessionStorage.setItem(SINCE, String(sinceMs));
  return sinceMs;
}

export function rememberVisit(nowMs: number): void {
  localStorage.setItem(SEEN, String(nowMs));
}

/** Midnight yesterday, or the last visit where that is longer ago; at most 30 days. */
export function landedFrom(visitMs: number, nowMs: number): number {
  const midnight = new Date(nowMs).setHours(0, 0, 0, 0);
  return Math.max(Math.min(visitMs, midnight - DAY_MS), midnight - 30 * DAY_MS);
}
