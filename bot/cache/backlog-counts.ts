// What was kept back in each episode when it was last proposed, as long as the program runs: so that a page which asks
// how things stand need not plan every episode anew.
import type { EpisodeId } from '../../src/domain/ids.ts';

export interface Noted {
  readonly open: number;
  readonly heldBack: number;
}

export interface BacklogCounts {
  note(episode: EpisodeId, noted: Noted): void;
  /** null: it has not been proposed since the program began. */
  noted(episode: EpisodeId): Noted | null;
}

export function openBacklogCounts(): BacklogCounts {
  const all = new Map<EpisodeId, Noted>();
  return {
    note: (episode, noted) => void all.set(episode, noted),
    noted: (episode) => all.get(episode) ?? null,
  };
}
