// Remembers the last visit in this browser, so what landed since is listed first. Each tab keeps its own starting
// moment, so a reload hides nothing.

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

/** Start of yesterday, or the last visit if that was earlier; at most 30 days back. */
export function landedFrom(visitMs: number, nowMs: number): number {
  const midnight = new Date(nowMs).setHours(0, 0, 0, 0);
  return Math.max(Math.min(visitMs, midnight - DAY_MS), midnight - 30 * DAY_MS);
}
