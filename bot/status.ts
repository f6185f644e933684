// Where things stand: the show on one screen, its episodes, as rows. Reads only.
import { existsSync, readFileSync } from 'node:fs';
import type { EpisodeRow, Status } from '../src/desk.ts';
import type { EnhancementState } from '../src/domain/enhancement.ts';
import type { EpisodeId } from '../src/domain/ids.ts';
import { Fault, systemCode } from '../src/errors.ts';
import { budgetQuestions } from './budget.ts';
import { workedOn } from './episodes.ts';
import { MAIN } from './names.ts';
import type { Show } from './show.ts';
import { readEpisode } from './subjects.ts';
import { episodeTexts } from './texts.ts';
import { isUndecided, listRows, rowsOf } from './view.ts';

export async function episodeRows(show: Show): Promise<readonly EpisodeRow[]> {
  const main = await show.repo.ref(MAIN);
  if (main === null) return [];
  const { tree } = await show.repo.readCommit(main);
  const rows: EpisodeRow[] = [];
  // Closed ones are many, and nothing happens to them.
  for (const episode of await workedOn(show, tree)) rows.push(await episodeRow(show, episode));
  return rows;
}

export async function episodeRow(show: Show, episode: EpisodeId): Promise<EpisodeRow> {
  const { info, segments } = await read(show, episode);
  const open = await rowsOf(show, episode, isUndecided);
  const hold = show.decisions.memory().holds.get(episode);
  const isHeld = hold && (hold.untilMs === null || hold.untilMs > show.nowMs());
  return {
    episode,
    title: info?.title ?? null,
    status: info?.status ?? null,
    airdate: info?.airdate ?? null,
    open: true,
    segments: segments.length,
    waiting: open.length,
    hold: isHeld ? { by: hold.decision.by.name, why: hold.decision.why, untilMs: hold.untilMs } : null,
  };
}

async function read(show: Show, episode: EpisodeId) {
  const main = await show.repo.ref(MAIN);
  if (main === null) throw new Fault('bug', 'NO_MAIN', 'There is no main branch yet');
  const { tree } = await show.repo.readCommit(main);
  const { files } = await episodeTexts(show, tree, episode);
  return readEpisode(episode, files, show.documents);
}

export async function statusOf(show: Show): Promise<Status> {
  const counts: Record<EnhancementState, number> = {
    proposed: 0,
    accepted: 0,
    landed: 0,
    rejected: 0,
    superseded: 0,
    withdrawn: 0,
    reverted: 0,
  };
  for (const { state } of await listRows(show, { all: true })) counts[state] += 1;
  const { auto, paused } = show.decisions.memory();
  const settings = show.settings();
  return {
    show: settings.show,
    tree: show.root,
    state: show.stateDir,
    auto: auto ?? (settings.merge.named ? true : null),
    paused: [...paused.keys()].map((step) => step ?? 'everything'),
    counts,
    episodes: await episodeRows(show),
    jobs: await show.queue.counts(),
    notices: [...show.notices(), ...(await budgetQuestions(show))],
    service: serviceOf(show),
  };
}

/** Null where none is announced, or what was announced is gone. */
function serviceOf({ stateDir }: Show): Status['service'] {
  const file = `${stateDir}/service.json`;
  if (!existsSync(file)) return null;
  const { pid, url, startedMs } = JSON.parse(readFileSync(file, 'utf8')) as {
    pid: number;
    url: string;
    startedMs: number;
  };
  try {
    process.kill(pid, 0);
    return { pid, url, sinceMs: startedMs };
  } catch (error) {
    if (systemCode(error) === 'EPERM') return { pid, url, sinceMs: startedMs };
    return null;
  }
}
