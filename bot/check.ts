// Preflight of episodes as they stand on main. Reads only, and looks at what no step is shown too: files that can't be
// read, and episodes without an info.md.
import { stepSettings } from '../src/config.ts';
import type { CheckReport } from '../src/desk.ts';
import { type EpisodeId, nameOf, type TreeId, type TreePath, treePath } from '../src/domain/ids.ts';
import { isItemName } from '../src/domain/segment.ts';
import { Fault } from '../src/errors.ts';
import { preflight } from '../src/exports/preflight.ts';
import { listEpisodes, workedOn } from './episodes.ts';
import { MAIN } from './names.ts';
import { known } from './pass.ts';
import type { Show } from './show.ts';
import { readEpisode } from './subjects.ts';
import { episodeTexts } from './texts.ts';
import { isUndecided, rowsOf } from './view.ts';

/** Null: all episodes that are worked on. */
export async function check(show: Show, name: string | null): Promise<readonly CheckReport[]> {
  const main = await show.repo.ref(MAIN);
  // Nothing was found wrong, but nothing was looked at either.
  if (main === null) {
    const sentence = 'This show has not been looked at yet; run show-build run first';
    throw new Fault('refused', 'NOTHING_YET', sentence);
  }
  const { tree } = await show.repo.readCommit(main);
  const episodes = name === null ? await workedOn(show, tree) : [known(name, await listEpisodes(show, tree))];
  const reports: CheckReport[] = [];
  for (const episode of episodes) reports.push(await checkEpisode(show, tree, episode));
  return reports;
}

async function checkEpisode(show: Show, tree: TreeId, episode: EpisodeId): Promise<CheckReport> {
  const { files, diagnostics } = await episodeTexts(show, tree, episode);
  const report = preflight({
    ...readEpisode(episode, files, show.documents),
    ...(await show.media.of(tree, episode)),
    episode,
    settings: stepSettings(show.settings(), 'preflight'),
    unread: diagnostics.filter(({ path }) => isUnread(treePath(path), files)),
  });
  return { ...report, waiting: (await rowsOf(show, episode, isUndecided)).length };
}

/** What is wrong with a head preflight finds itself; notes and exports may be anything. */
function isUnread(path: TreePath, files: ReadonlyMap<TreePath, string>): boolean {
  return !files.has(path) && !path.includes('/exports/') && isItemName(nameOf(path));
}
