// Emits an event while a person is editing an episode, so that pages show it at once instead of after the file has
// settled. Limited to one event per episode in two seconds.
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
