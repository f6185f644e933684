// An episode as it stands on main now, as its steps would see it: for checking it, and for handing out what is made of
// it whether or not that has landed.
import { stepSettings } from '../../src/config.ts';
import { Fault } from '../../src/errors.ts';
import type { EpisodeSubject } from '../../src/step.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { episodeTexts } from './episode-texts.ts';
import { listEpisodes, requireEpisode } from './episodes.ts';
import { subjectFacts } from './subject-facts.ts';
import { episodeSubject } from './subjects.ts';

/** `step`: whose settings the subject gets. Rejects with a Fault where there is no such episode, or no `info.md` in it. */
export async function currentEpisode(show: Show, name: string, step: string): Promise<EpisodeSubject> {
  const main = await show.repo.ref(MAIN);
  if (main === null) throw new Fault('usage', 'NO_EPISODE', `There is no episode ${name} in this show`);
  const { tree } = await show.repo.readCommit(main);
  const episode = requireEpisode(name, await listEpisodes(show, tree));
  const texts = await episodeTexts(show, tree, episode);
  const about = await subjectFacts(show, episode, tree, (await show.kept.read(episode)).all);
  const asked = { id: step, settings: stepSettings(show.settings(), step) };
  const subject = episodeSubject(episode, texts.files, asked, about);
  if (subject !== null) return subject;
  throw new Fault(
    'refused',
    'NO_INFO',
    `Episode ${episode} has no info.md that can be read; write one first`,
  );
}
