// Number of open and held-back enhancements per episode, as of its last proposal. In memory only; spares status pages
// from planning every episode again.
import type { EpisodeId } from '../../src/domain/ids.ts';

export interface Noted {
  readonly open: number;
  readonly heldBack: number;
}

export interface BacklogCounts {
  note(episode: EpisodeId, noted: Noted): void;
  /** Null if the episode has not been proposed since the program started. */
  noted(episode: EpisodeId): Noted | null;
}

export function openBacklogCounts(): BacklogCounts {
  const all = new Map<EpisodeId, Noted>();
  return {
    note: (episode, noted) => void all.set(episode, noted),
    noted: (episode) => all.get(episode) ?? null,
  };
}
