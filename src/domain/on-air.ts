// Finds the episodes a broadcast affects: the one that airs next, and those that their `info.md` locks for all but
// people. Uses no clock and no calendar.
import { type Day, readAirdate } from './airdate.ts';
import type { EpisodeId } from './ids.ts';

/** Values of `status` in `info.md` that lock an episode, besides those that close it for good. */
const LOCKED = new Set(['locked', 'frozen', 'live', 'on air', 'on-air', 'on_air']);

/** The status that locks an episode against landings; null if unlocked. */
export function lockedBy(status: string | null): string | null {
  const said = (status ?? '').trim().toLowerCase();
  return LOCKED.has(said) ? said : null;
}

export interface Dated {
  readonly episode: EpisodeId;
  /** As written. */
  readonly airdate: string | null;
}

/** Open episodes that air first, on that day or later. If none has such a date, all those without a date. */
export function airsNext(open: readonly Dated[], from: Day): readonly EpisodeId[] {
  const dated = open.map(({ episode, airdate }) => ({ episode, day: readAirdate(airdate) }));
  const coming = dated.flatMap(({ day }) => (day !== null && day >= from ? [day] : [])).sort();
  const next = coming[0] ?? null;
  return dated.filter(({ day }) => day === next).map(({ episode }) => episode);
}
