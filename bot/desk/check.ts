// Preflight of episodes as they are on main. Reads only. Also checks what no step sees: files that can't be read, and
// episodes without an info.md.
import { type Settings, sharedSettings } from '../../src/config.ts';
import type { CheckReport, Desk } from '../../src/desk.ts';
import { type EpisodeId, nameOf, type TreeId, type TreePath, treePath } from '../../src/domain/ids.ts';
import { isItemName } from '../../src/domain/segment.ts';
import { Fault } from '../../src/errors.ts';
import { preflight } from '../../src/exports/preflight.ts';
import { countOpen } from '../index/enhancement-rows.ts';
import { episodeTexts } from '../plan/episode-texts.ts';
import { requireEpisode as episodeKnown, listEpisodes, workedOn } from '../plan/episodes.ts';
import { readEpisode } from '../plan/subjects.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';

type Found = Omit<CheckReport, 'waiting'>;

interface Known {
  readonly key: string;
  readonly settings: Settings;
  readonly found: Found;
}

/** Reports in the cache: pages ask after every event, and most episodes have not changed. */
const MOST_KNOWN = 500;

/** `check(null)` covers all episodes that are worked on. */
export function checkDesk(show: Show): Pick<Desk, 'check'> {
  const known = new Map<EpisodeId, Known>();

  async function foundIn(tree: TreeId, episode: EpisodeId): Promise<Found> {
    const folder = await show.repo.treeAt(tree, treePath(`episodes/${episode}`));
    const key = `${folder} ${await show.media.originalsKey(episode)}`;
    const settings = show.settings();
    const before = known.get(episode);
    if (before?.key === key && before.settings === settings) return before.found;
    const found = await look(show, tree, episode);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(episode, { key, settings, found });
    return found;
  }

  return {
    async check(name) {
      const main = await show.repo.ref(MAIN);
      // An empty list would read as "all well", but nothing has been checked.
      if (main === null) {
        const sentence = 'This show has not been looked at yet; run show-build run first';
        throw new Fault('refused', 'NOTHING_YET', sentence);
      }
      const { tree } = await show.repo.readCommit(main);
      const named = name === null ? null : episodeKnown(name, await listEpisodes(show, tree));
      const reports: CheckReport[] = [];
      for (const episode of named === null ? await workedOn(show, tree) : [named])
        reports.push({ ...(await foundIn(tree, episode)), waiting: await countOpen(show, episode) });
      return reports;
    },
  };
}

async function look(show: Show, tree: TreeId, episode: EpisodeId): Promise<Found> {
  const { files, diagnostics } = await episodeTexts(show, tree, episode);
  return preflight({
    ...readEpisode(episode, files, show.documents),
    ...(await show.media.of(tree, episode)),
    episode,
    settings: sharedSettings(show.settings()),
    unread: diagnostics.filter(({ path }) => isUnread(treePath(path), files)),
  });
}

/** Leaves out problems in a head, which preflight finds itself, and notes and exports, which may hold anything. */
function isUnread(path: TreePath, files: ReadonlyMap<TreePath, string>): boolean {
  return !files.has(path) && !path.includes('/exports/') && isItemName(nameOf(path));
}
