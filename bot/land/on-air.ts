// Whether an episode is on air now, or when it will be, according to the on-air windows in the settings.
import type { EpisodeDetail } from '../../src/desk.ts';
import { changesAt, dayBegun, freeAt, windowAt } from '../../src/domain/calendar.ts';
import type { CommitId, EpisodeId } from '../../src/domain/ids.ts';
import type { Show } from '../show/show.ts';
import { episodesMeant, openDated } from './holds.ts';

/** null: no window covers the episode. */
export async function airStateOf(
  show: Show,
  main: CommitId,
  episode: EpisodeId,
): Promise<EpisodeDetail['onAir']> {
  const windows = show.settings().merge.onAir;
  if (windows.length === 0) return null;
  const nowMs = show.nowMs();
  const open = windows.some((window) => window.episodes === 'next') ? await openDated(show, main) : [];
  const means = (window: (typeof windows)[number], atMs: number) =>
    window.episodes === 'all' || episodesMeant(window, dayBegun(window, atMs), open).includes(episode);
  const now = windows.filter((window) => windowAt([window], nowMs) !== null && means(window, nowMs));
  if (now.length > 0) return { openNow: true, changesAtMs: freeAt(now, nowMs) };
  const coming = windows.flatMap((window) => {
    if (windowAt([window], nowMs) !== null) return [];
    const atMs = changesAt(window, nowMs);
    return atMs !== null && means(window, atMs) ? [atMs] : [];
  });
  return coming.length === 0 ? null : { openNow: false, changesAtMs: Math.min(...coming) };
}
