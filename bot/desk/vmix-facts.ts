// The facts about an episode that vMix titles can show, as they are on main now.
import { mediaEntries } from '../../src/exports/media-list.ts';
import { rundownOf } from '../../src/markdown/rundown.ts';
import type { TitleFacts } from '../../src/tools/vmix/calls.ts';
import { currentEpisode } from '../plan/current-episode.ts';
import type { Show } from '../show/show.ts';

/** Rejects with a Fault if there is no such episode. */
export async function vmixFacts(show: Show, name: string): Promise<TitleFacts> {
  const { episode, info, segments, media, settings } = await currentEpisode(show, name);
  const rundown = rundownOf(segments, info, settings);
  return { show: settings.show, episode, rundown, entries: mediaEntries(rundown, media, settings.fps) };
}
