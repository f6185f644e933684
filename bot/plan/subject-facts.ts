// Gathers what steps need to know of an episode besides its texts: its media, and which values are the bot's.
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { EnhancementId, EpisodeId, TreeId } from '../../src/domain/ids.ts';
import type { MediaReport } from '../../src/domain/media/facts.ts';
import type { MediaShelf } from '../../src/domain/media/shelf.ts';
import type { Show } from '../show/show.ts';
import { copiesOf } from './copies-to-merge.ts';
import { ownership } from './ownership.ts';
import type { SubjectFacts } from './subjects.ts';

async function reports({ mediaFacts }: Show, { files }: MediaShelf): Promise<SubjectFacts['reportOf']> {
  const known = new Map<string, MediaReport>();
  for (const { kind, sha256 } of files) {
    const report = kind === 'image' || sha256 === undefined ? null : await mediaFacts.of(sha256);
    if (report !== null && sha256 !== undefined) known.set(sha256, report);
  }
  return (sha256) => known.get(sha256) ?? null;
}

/** `tree`: the root tree of main. `all`: every enhancement ever proposed for the episode. `withLinks`: for steps that
 *  follow links, which costs a look at all notes of the show. */
export async function subjectFacts(
  show: Show,
  episode: EpisodeId,
  tree: TreeId,
  all: ReadonlyMap<EnhancementId, EnhancementRecord>,
  withLinks = false,
): Promise<SubjectFacts> {
  const media = await show.media.of(tree, episode);
  return {
    media,
    reportOf: await reports(show, media),
    ...(await copiesOf(show, episode, tree)),
    ...(await ownership(show, tree, all)),
    memory: show.decisions.memory(),
    documents: show.documents,
    linkedFrom: withLinks ? await show.links.into(tree, episode) : () => [],
  };
}
