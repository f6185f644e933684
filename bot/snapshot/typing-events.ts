// Tells whoever follows that somebody is editing an episode, while they are: a page that shows what waits says so at once,
// not when the file has settled. Seldom enough that typing makes no noise.
import type { DeskEvent } from '../../src/desk.ts';
import { type EpisodeId, episodeOf, type TreePath } from '../../src/domain/ids.ts';

const LEAST_APART_MS = 2_000;

export function typingEvents(emit: (event: DeskEvent) => void) {
  const toldMs = new Map<EpisodeId, number>();
  return (paths: readonly TreePath[], nowMs: number): void => {
    for (const path of paths) {
      const episode = episodeOf(path);
      if (episode === null || nowMs - (toldMs.get(episode) ?? Number.NEGATIVE_INFINITY) < LEAST_APART_MS)
        continue;
      toldMs.set(episode, nowMs);
      emit({ kind: 'editing', episode, detail: path });
    }
  };
}
