// Which episodes the air concerns: the one that airs next, and those whose own head says that nobody but people may
// touch them. Knows no clock and no calendar.
import { type Day, readAirdate } from './airdate.ts';
import type { EpisodeId } from './ids.ts';

/** As `status` in `info.md` says it, beside those that close an episode for good. */
const LOCKED = new Set(['locked', 'frozen', 'live', 'on air', 'on-air', 'on_air']);

/** The status by which nothing lands in an episode; null where it has none such. */
export function lockedBy(status: string | null): string | null {
  const said = (status ?? '').trim().toLowerCase();
  return LOCKED.has(said) ? said : null;
}

export interface Dated {
  readonly episode: EpisodeId;
  /** As spelled. */
  readonly airdate: string | null;
}

/** Of open episodes the one that airs first, on that day or later. Where none has such a date it may be any of those
 *  without one. */
export function airsNext(open: readonly Dated[], from: Day): readonly EpisodeId[] {
  const dated = open.map(({ episode, airdate }) => ({ episode, day: readAirdate(airdate) }));
  const coming = dated.flatMap(({ day }) => (day !== null && day >= from ? [day] : [])).sort();
  const next = coming[0] ?? null;
  return dated.filter(({ day }) => day === next).map(({ episode }) => episode);
}
