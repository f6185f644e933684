// Gathers what deliberately keeps landings back now: holds, pauses, on-air windows, quiet hours, locks. Returns each
// separately, with the time at which it ends if it ends by itself.
import type { OnAirWindow } from '../../src/config.ts';
import type { Day } from '../../src/domain/airdate.ts';
import { clockTime, dayBegun, freeAt, type Window, windowAt } from '../../src/domain/calendar.ts';
import { infoPath } from '../../src/domain/episode.ts';
import type { HoldReason } from '../../src/domain/gate.ts';
import type { CommitId, EpisodeId } from '../../src/domain/ids.ts';
import { airsNext, type Dated, lockedBy } from '../../src/domain/on-air.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { workedOn } from '../plan/episodes.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';

/** Holds on every landing in the episode. */
export async function holdsOf(
  show: Show,
  episode: EpisodeId,
  handsOff: Reason | null,
): Promise<readonly HoldReason[]> {
  const nowMs = show.nowMs();
  const main = await show.repo.ref(MAIN);
  return [
    ...(handsOff === null ? [] : [always(handsOff)]),
    ...holdOf(show, episode, nowMs),
    ...pauseOf(show, null),
    ...(main === null ? [] : await lockOf(show, main, episode)),
    ...(main === null ? [] : await airOf(show, main, episode, nowMs)),
    ...quietOf(show.settings().merge.quietHours, nowMs),
  ];
}

/** Holds on one enhancement: the pause of its step, and its soak time. `sinceMs`: when it got its present text. */
export function holdsOfStep(show: Show, step: string, sinceMs: number): readonly HoldReason[] {
  const nowMs = show.nowMs();
  const readyMs = sinceMs + (show.settings().steps[step]?.soakMs ?? 0);
  // If everything is paused, `holdsOf` reports that already.
  const paused = show.decisions.memory().paused.has(null) ? [] : pauseOf(show, step);
  if (readyMs <= nowMs) return paused;
  const what = 'stays open for a while, so that somebody can look at it first';
  return [...paused, { reason: reason('SOAKING', what), opensAtMs: readyMs, holds: 'choice' }];
}

/** Episodes that an on-air window covers. `from`: the day on which it opened, or will open. */
export function episodesMeant(
  { episodes }: Pick<OnAirWindow, 'episodes'>,
  from: Day,
  open: readonly Dated[],
): readonly EpisodeId[] {
  if (episodes === 'all') return open.map(({ episode }) => episode);
  return episodes === 'next' ? airsNext(open, from) : episodes;
}

/** The episodes that are worked on, each with the air date from its info.md. */
export async function openDated(show: Show, main: CommitId): Promise<readonly Dated[]> {
  const { tree } = await show.repo.readCommit(main);
  const found: Dated[] = [];
  for (const episode of await workedOn(show, tree)) {
    found.push({ episode, airdate: (await infoOf(show, main, episode))?.airdate ?? null });
  }
  return found;
}

function holdOf(show: Show, episode: EpisodeId, nowMs: number): readonly HoldReason[] {
  const hold = show.decisions.memory().holds.get(episode);
  if (!hold || (hold.untilMs !== null && hold.untilMs <= nowMs)) return [];
  const { by, why } = hold.decision;
  return [always(reason('HELD', `${by.name} holds ${episode}${why ? `: ${why}` : ''}`), hold.untilMs)];
}

/** A step's pause holds only its automatic landings; a pause of everything also holds what people accepted. */
function pauseOf(show: Show, step: string | null): readonly HoldReason[] {
  const pause = show.decisions.memory().paused.get(step);
  if (!pause) return [];
  const what = step === null ? 'everything' : (show.steps.find(({ id }) => id === step)?.title ?? step);
  const why = pause.why ? `: ${pause.why}` : '';
  const paused = reason('PAUSED', `${what} is paused by ${pause.by.name}${why}`);
  return [{ reason: paused, opensAtMs: null, holds: step === null ? 'everything' : 'automatic' }];
}

async function lockOf(show: Show, main: CommitId, episode: EpisodeId): Promise<readonly HoldReason[]> {
  const status = lockedBy((await infoOf(show, main, episode))?.status ?? null);
  if (status === null) return [];
  const what = `${episode} is ${status}: that is its status in info.md, and nothing lands while it is so`;
  return [always(reason('EPISODE_LOCKED', what))];
}

async function airOf(
  show: Show,
  main: CommitId,
  episode: EpisodeId,
  nowMs: number,
): Promise<readonly HoldReason[]> {
  const meant: OnAirWindow[] = [];
  let open: readonly Dated[] | null = null;
  for (const window of show.settings().merge.onAir) {
    if (windowAt([window], nowMs) === null) continue;
    // Look up which episode airs next only while a window is open.
    if (window.episodes === 'next') open ??= await openDated(show, main);
    const those =
      window.episodes === 'all' ? [episode] : episodesMeant(window, dayBegun(window, nowMs), open ?? []);
    if (those.includes(episode)) meant.push(window);
  }
  const [first] = meant;
  if (first === undefined) return [];
  const endMs = freeAt(meant, nowMs);
  return [
    always(reason('ON_AIR', `${episode} is on air${until(endMs, first, nowMs)}`, spelled(first)), endMs),
  ];
}

function quietOf(windows: readonly Window[], nowMs: number): readonly HoldReason[] {
  const window = windowAt(windows, nowMs);
  if (window === null) return [];
  const endMs = freeAt(windows, nowMs);
  const why = reason('QUIET_HOURS', `quiet hours${until(endMs, window, nowMs)}`, spelled(window));
  return [{ reason: why, opensAtMs: endMs, holds: 'choice' }];
}

function until(endMs: number | null, { timezone }: Window, nowMs: number): string {
  return endMs === null ? '' : ` until ${clockTime(endMs, timezone, nowMs)}`;
}

function spelled({ weekly, timezone }: Window): string {
  return `${weekly} ${timezone}`;
}

function always(why: Reason, opensAtMs: number | null = null): HoldReason {
  return { reason: why, opensAtMs, holds: 'everything' };
}

async function infoOf({ repo, documents }: Show, main: CommitId, episode: EpisodeId) {
  const path = infoPath(episode);
  const { tree } = await repo.readCommit(main);
  const file = await repo.fileAt(tree, path);
  const text = file === null ? null : decodeText(await repo.readBlob(file.id));
  return text === null ? null : documents.info(path, text);
}
