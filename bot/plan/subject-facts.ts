// Gathers what steps need to know of an episode besides its texts: its media, and which values are the bot's.
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { EnhancementId, EpisodeId, TreeId } from '../../src/domain/ids.ts';
import type { Show } from '../show/show.ts';
import { ownership } from './ownership.ts';
import type { SubjectFacts } from './subjects.ts';

/** `tree`: the root tree of main. `all`: every enhancement ever proposed for the episode. */
export async function subjectFacts(
  show: Show,
  episode: EpisodeId,
  tree: TreeId,
  all: ReadonlyMap<EnhancementId, EnhancementRecord>,
): Promise<SubjectFacts> {
  return {
    ...(await show.media.of(tree, episode)),
    ...(await ownership(show, tree, all)),
    memory: show.decisions.memory(),
    documents: show.documents,
  };
}
