// Where things stand: the show on one screen, its episodes, jobs and history, as rows. Reads only.
import { existsSync, readFileSync } from 'node:fs';
import type { EpisodeDetail, EpisodeRow, HistoryEntry, JobRow, Status } from '../src/desk.ts';
import type { EnhancementState } from '../src/domain/enhancement.ts';
import { type EpisodeId, treePath } from '../src/domain/ids.ts';
import { Fault, systemCode } from '../src/errors.ts';
import { type Landing, log } from '../src/git/native.ts';
import { aboutEpisode } from './about.ts';
import { budgetQuestions } from './budget.ts';
import { isWorkedOn, listEpisodes, workedOn } from './episodes.ts';
import { BOT, MAIN } from './names.ts';
import { known } from './pass.ts';
import { setSteps } from './set-steps.ts';
import type { Show } from './show.ts';
import { episodeSubjects, readEpisode } from './subjects.ts';
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

async function episodeRow(show: Show, episode: EpisodeId): Promise<EpisodeRow> {
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
  const texts = await episodeTexts(show, tree, episode);
  return {
    ...readEpisode(episode, texts.files, show.documents),
    texts,
    tree,
    open: await isWorkedOn(show, tree, episode),
  };
}

export async function episodeDetail(show: Show, name: string): Promise<EpisodeDetail> {
  const main = await show.repo.ref(MAIN);
  const all = main === null ? new Map() : await listEpisodes(show, (await show.repo.readCommit(main)).tree);
  const episode = known(name, all);
  const { segments, texts, open, tree } = await read(show, episode);
  const about = await aboutEpisode(show, episode, tree, (await show.kept.read(episode)).all);
  const diagnostics = setSteps(show).flatMap((set) =>
    episodeSubjects(episode, texts.files, set, about).flatMap(
      (subject) => set.step.inspect(subject).diagnostics,
    ),
  );
  return {
    ...(await episodeRow(show, episode)),
    open,
    rundown: segments.map(({ path, order, title, slug, type, duration, cues }) => ({
      path,
      order,
      title,
      slug,
      type,
      duration,
      cues: cues.length,
    })),
    diagnostics: [...texts.diagnostics, ...diagnostics],
    enhancements: await rowsOf(show, episode),
  };
}

export async function jobRows(show: Show): Promise<readonly JobRow[]> {
  return (await show.queue.list({ limit: 200 })).map((job) => ({
    id: job.id,
    step: job.step,
    episode: job.episode,
    subject: job.subject,
    state: job.state,
    attempts: job.attempts,
    reason: job.reason,
    createdMs: job.createdMs,
    finishedMs: job.finishedMs,
    startedMs: job.startedMs,
    priority: job.priority,
    dueMs: job.notBeforeMs,
    progress: job.progress,
    can: [],
  }));
}

export async function historyEntries(
  show: Show,
  { episode, limit = 50 }: { readonly episode?: string; readonly limit?: number },
): Promise<readonly HistoryEntry[]> {
  const main = await show.repo.ref(MAIN);
  if (main === null) return [];
  const paths = episode === undefined ? [] : [treePath(`episodes/${episode.padStart(4, '0')}`)];
  const commits = await log(show.repo, { from: main, paths, limit, firstParent: true });
  return commits.map(entryOf);
}

function entryOf({ id, atMs, author, subject, trailers }: Landing): HistoryEntry {
  const landed = trailers.get('Enhancement')?.[0];
  const reverted = trailers.get('Reverts')?.[0];
  const kind = landed ? 'landing' : reverted ? 'revert' : author.email === BOT.email ? 'other' : 'edit';
  const by = trailers.get(kind === 'revert' ? 'Reverted-By' : 'Landed-By')?.[0] ?? null;
  return {
    commit: id,
    atMs,
    author: author.name,
    subject,
    kind,
    enhancement: landed ?? reverted ?? null,
    by,
    step: null,
    episodes: [],
    reverted: false,
  };
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
