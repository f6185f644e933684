// Names that other programs rely on.
import type { Who } from '../../src/domain/decision.ts';
import type { EpisodeId } from '../../src/domain/ids.ts';

export const BOT: Who = { name: 'Show-Build', email: 'bot@show-build.local' };

export const MAIN = 'refs/heads/main';
export const PUBLISHED = 'refs/show-build/published';
export const DECISIONS = 'refs/show-build/decisions';
export const ORIGINALS = 'refs/show-build/originals';

export function botRef(episode: EpisodeId): string {
  return `refs/heads/bot/${episode}`;
}

export function conflictsRef(episode: EpisodeId): string {
  return `refs/show-build/conflicts/${episode}`;
}
