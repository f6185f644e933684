// Formats moments for people, in the reader's time zone, and counts with their nouns.

export function moment(atMs: number): string {
  const at = new Date(atMs);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function secondOf(atMs: number): string {
  return `${moment(atMs)}:${two(new Date(atMs).getSeconds())}`;
}

/** Omits the day if it is today. */
export function shortMoment(atMs: number, nowMs: number): string {
  const whole = moment(atMs);
  return whole.slice(0, 10) === moment(nowMs).slice(0, 10) ? whole.slice(11) : whole;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
