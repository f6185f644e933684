// Current status: the show on one screen, and its episodes as rows. Reads only.
import type { Desk, EpisodeRow, Status } from '../../src/desk.ts';
import type { EnhancementState } from '../../src/domain/enhancement.ts';
import { type EpisodeId, type TreeId, treePath } from '../../src/domain/ids.ts';
import { Fault, systemCode } from '../../src/errors.ts';
import { countOpen } from '../index/enhancement-rows.ts';
import { episodeTexts } from '../plan/episode-texts.ts';
import { workedOn } from '../plan/episodes.ts';
import { readEpisode } from '../plan/subjects.ts';
import { fullBacklog } from '../propose/backlog-limits.ts';
import { contextOf, stateOf } from '../record/enhancement-state.ts';
import { MAIN } from '../record/refs.ts';
import { announced } from '../show/announcement.ts';
import type { Show } from '../show/show.ts';
import { budgetQuestions } from './budget.ts';
import { openConflicts } from './conflicts.ts';
import { machinesNow } from './machines.ts';

/** Caches the heads of episodes that are worked on, because pages ask after every event. */
export function standingDesk(show: Show): Pick<Desk, 'episodes' | 'status'> {
  const heads: Heads = new Map();
  return { episodes: () => episodeRows(show, heads), status: () => statusOf(show, heads) };
}

/** The fields of a row that come from the episode's files. */
type Head = Pick<EpisodeRow, 'title' | 'status' | 'airdate' | 'segments'>;
type Heads = Map<EpisodeId, { readonly folder: TreeId | null; readonly head: Head }>;

async function episodeRows(show: Show, heads: Heads): Promise<readonly EpisodeRow[]> {
  const main = await show.repo.ref(MAIN);
  if (main === null) return [];
  const { tree } = await show.repo.readCommit(main);
  const rows: EpisodeRow[] = [];
  // Leaves out closed episodes: there are many, and nothing happens to them.
  for (const episode of await workedOn(show, tree))
    rows.push(await rowWith(show, episode, await knownHead(show, tree, episode, heads)));
  return rows;
}

export async function episodeRow(show: Show, episode: EpisodeId): Promise<EpisodeRow> {
  const main = await show.repo.ref(MAIN);
  if (main === null) throw new Fault('bug', 'NO_MAIN', 'There is no main branch yet');
  const { tree } = await show.repo.readCommit(main);
  return rowWith(show, episode, await headIn(show, tree, episode));
}

async function rowWith(show: Show, episode: EpisodeId, head: Head): Promise<EpisodeRow> {
  const hold = show.decisions.memory().holds.get(episode);
  const isHeld = hold && (hold.untilMs === null || hold.untilMs > show.nowMs());
  return {
    episode,
    ...head,
    open: true,
    waiting: await countOpen(show, episode),
    hold: isHeld ? { by: hold.decision.by.name, why: hold.decision.why, untilMs: hold.untilMs } : null,
  };
}

/** Cached while nothing in the episode's folder changes. */
async function knownHead(show: Show, root: TreeId, episode: EpisodeId, heads: Heads): Promise<Head> {
  const folder = await show.repo.treeAt(root, treePath(`episodes/${episode}`));
  const known = heads.get(episode);
  if (known !== undefined && known.folder === folder) return known.head;
  const head = await headIn(show, root, episode);
  heads.set(episode, { folder, head });
  return head;
}

async function headIn(show: Show, root: TreeId, episode: EpisodeId): Promise<Head> {
  const { files } = await episodeTexts(show, root, episode);
  const { info, segments } = readEpisode(episode, files, show.documents);
  return {
    title: info?.title ?? null,
    status: info?.status ?? null,
    airdate: info?.airdate ?? null,
    segments: segments.length,
  };
}

async function statusOf(show: Show, heads: Heads): Promise<Status> {
  const { auto, paused } = show.decisions.memory();
  const settings = show.settings();
  return {
    show: settings.show,
    tree: show.root,
    state: show.stateDir,
    auto: auto ?? (settings.merge.named ? true : null),
    paused: [...paused.keys()].map((step) => step ?? 'everything'),
    counts: await countsOf(show),
    episodes: await episodeRows(show, heads),
    jobs: await show.queue.counts(),
    full: await fullOnes(show),
    notices: [...show.notices(), ...(await budgetQuestions(show))],
    service: serviceOf(show),
    conflicts: await openConflicts(show),
    machines: machinesNow(show),
  };
}

async function fullOnes(show: Show): Promise<Status['full']> {
  await show.history.advance();
  const full: Status['full'][number][] = [];
  for (const episode of await show.kept.episodes()) {
    const found = await fullBacklog(show, episode);
    if (found !== null) full.push({ episode, ...found });
  }
  return full;
}

/** Computes only states: the other fields of a row cost a thousand times as much. */
async function countsOf(show: Show): Promise<Status['counts']> {
  const counts: Record<EnhancementState, number> = {
    proposed: 0,
    accepted: 0,
    landed: 0,
    rejected: 0,
    superseded: 0,
    withdrawn: 0,
    reverted: 0,
  };
  await show.history.advance();
  const past = contextOf(show);
  for (const episode of await show.kept.episodes())
    for (const kept of (await show.kept.read(episode)).all.values()) counts[stateOf(kept, past)] += 1;
  return counts;
}

/** null if no service is announced, or the announced process is gone. */
function serviceOf({ stateDir }: Show): Status['service'] {
  const found = announced(stateDir);
  if (found === null) return null;
  const { pid, url, startedMs } = found;
  try {
    process.kill(pid, 0);
    return { pid, url, sinceMs: startedMs };
  } catch (error) {
    if (systemCode(error) === 'EPERM') return { pid, url, sinceMs: startedMs };
    return null;
  }
}
