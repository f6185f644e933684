// Builds the subject of an episode from main as it is now, as its steps would see it. Used to check an episode, and to
// hand out generated files whether or not they have landed.
import { sharedSettings } from '../../src/config.ts';
import { Fault } from '../../src/errors.ts';
import type { EpisodeSubject } from '../../src/step.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { episodeTexts } from './episode-texts.ts';
import { listEpisodes, requireEpisode } from './episodes.ts';
import { subjectFacts } from './subject-facts.ts';
import { episodeSubject } from './subjects.ts';

/** Rejects with a Fault if there is no such episode or it has no `info.md`. */
export async function currentEpisode(show: Show, name: string): Promise<EpisodeSubject> {
  const main = await show.repo.ref(MAIN);
  if (main === null) throw new Fault('usage', 'NO_EPISODE', `There is no episode ${name} in this show`);
  const { tree } = await show.repo.readCommit(main);
  const episode = requireEpisode(name, await listEpisodes(show, tree));
  const texts = await episodeTexts(show, tree, episode);
  const about = await subjectFacts(show, episode, tree, (await show.kept.read(episode)).all);
  const asked = { step: null, settings: sharedSettings(show.settings()) };
  const subject = episodeSubject(episode, texts.files, asked, about);
  if (subject !== null) return subject;
  throw new Fault(
    'refused',
    'NO_INFO',
    `Episode ${episode} has no info.md that can be read; write one first`,
  );
}
