// Gathers the current limits on new proposals: the settings, each segment's place in the rundown, and how much the
// whole show has proposed in the last hour.

import { infoPath } from '../../src/domain/episode.ts';
import type { EnhancementId, EpisodeId } from '../../src/domain/ids.ts';
import type { Plan } from '../plan/plan-values.ts';
import { readEpisode } from '../plan/subjects.ts';
import { keptRef } from '../record/enhancement-records.ts';
import { contextOf, type EnhancementContext, isAccepted, isOpen } from '../record/enhancement-state.ts';
import type { Show } from '../show/show.ts';
import { type BacklogLimits, groupOf, openGroups } from './backlog.ts';

const HOUR_MS = 3_600_000;

/** `anyNumber`: no limits, for a caller that accepts everything anyway; limits would only delay it. */
export async function backlogLimits(
  show: Show,
  { episode, main }: Pick<Plan, 'episode' | 'main'>,
  past: EnhancementContext,
  anyNumber: boolean,
): Promise<BacklogLimits> {
  const { openPerEpisode, newPerHour } = show.settings().backlog;
  const { memory } = past;
  const { segments } = readEpisode(episode, main, show.documents);
  const places = new Map(segments.map(({ path }, i) => [path, i]));
  const first = infoPath(episode);
  const isHourly = newPerHour !== null && !anyNumber;
  return {
    episode,
    openPerEpisode: anyNumber ? null : openPerEpisode,
    newPerHour: isHourly ? newPerHour : null,
    newThisHour: isHourly ? (await newTimes(show)).length : 0,
    autoLands: landsByItself(show),
    isDecided: (id) => isAccepted(id, past),
    isAskedFor: (step, subject) => memory.asked(step, subject) > 0,
    place: (subject) => (subject === first ? -1 : (places.get(subject) ?? Number.MAX_SAFE_INTEGER)),
  };
}

/** Whether an episode has as many open as it may, told without planning it. */
export async function fullBacklog(
  show: Show,
  episode: EpisodeId,
): Promise<{ readonly open: number; readonly keptBack: number | null } | null> {
  const noted = show.backlog.noted(episode);
  if (noted !== null) return noted.heldBack === 0 ? null : { open: noted.open, keptBack: noted.heldBack };
  const { openPerEpisode } = show.settings().backlog;
  if (openPerEpisode === null) return null;
  const past = contextOf(show);
  const standing = [...(await show.kept.read(episode)).all.values()]
    .filter((kept) => isOpen(kept, past))
    .map(({ enhancement: { id, lane, subject, change } }) => ({ id, lane, subject, change }));
  const isDecided = (id: EnhancementId) => isAccepted(id, past);
  const open = openGroups(standing, { autoLands: landsByItself(show), isDecided }).size;
  return open < openPerEpisode ? null : { open, keptBack: null };
}

/** Is automatic landing on? */
function landsByItself({ decisions, settings }: Show): boolean {
  return decisions.memory().auto ?? settings().merge.named;
}

/** Times of the last hour's proposals that need a person's decision, oldest first. The form fixes of one segment in one
 *  episode count once, at the earliest of their times. */
export async function newTimes(show: Show): Promise<readonly number[]> {
  const sinceMs = show.nowMs() - HOUR_MS;
  const times: number[] = [];
  for (const episode of await show.kept.episodes())
    if (await isWrittenSince(show, episode, sinceMs)) times.push(...(await newIn(show, episode, sinceMs)));
  return times.sort((a, b) => a - b);
}

/** When the hourly limit next has room; null if it has room now, or there is no limit. */
export function roomAtMs(times: readonly number[], newPerHour: number | null): number | null {
  const oldest = newPerHour === null ? undefined : times[times.length - newPerHour];
  return oldest === undefined ? null : oldest + HOUR_MS;
}

/** Every record is added by a commit, so if the newest commit is older, so are all records. */
async function isWrittenSince({ repo }: Show, episode: EpisodeId, sinceMs: number): Promise<boolean> {
  const tip = await repo.ref(keptRef(episode));
  return tip !== null && (await repo.readCommit(tip)).committer.atMs >= sinceMs - SECOND_MS;
}

/** Git's timestamps are in whole seconds. */
const SECOND_MS = 1000;

async function newIn(show: Show, episode: EpisodeId, sinceMs: number): Promise<readonly number[]> {
  const groups = new Map<unknown, number>();
  const counts = (lane: string) => lane === 'review' || !landsByItself(show);
  for (const { enhancement } of (await show.kept.read(episode)).all.values()) {
    const { proposedMs, supersedes, lane } = enhancement;
    // A replacement adds nothing to the backlog.
    if (proposedMs <= sinceMs || supersedes !== null || !counts(lane)) continue;
    const group = groupOf(enhancement);
    groups.set(group, Math.min(groups.get(group) ?? proposedMs, proposedMs));
  }
  return [...groups.values()];
}
