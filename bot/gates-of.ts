// The facts behind each gate of one enhancement, gathered now: quiet of files and episode, holds, windows, the disk.
import { statfsSync } from 'node:fs';
import { windowAt } from '../src/domain/calendar.ts';
import { pathsOf } from '../src/domain/change.ts';
import { type Gate, gates, type HeldBy } from '../src/domain/gate.ts';
import { type EpisodeId, nameOf, type TreePath } from '../src/domain/ids.ts';
import { type Reason, reason } from '../src/domain/reason.ts';
import { episodeQuiet, fileQuiet } from './quiet.ts';
import type { Show } from './show.ts';
import type { Layer } from './stack.ts';
import { isAccepted, needsAnotherLook } from './state.ts';

/** Below this the objects of a landing may not fit, and half a landing is worse than none. */
const LEAST_FREE_BYTES = 32 * 1024 * 1024;

export interface Landable {
  readonly episode: EpisodeId;
  readonly layer: Layer;
  readonly handsOff: Reason | null;
}

export async function gatesOf(show: Show, { episode, layer, handsOff }: Landable): Promise<readonly Gate[]> {
  const { enhancement, onMain, stale } = layer;
  const settings = show.settings();
  const memory = show.decisions.memory();
  const past = { history: show.history, memory };
  const nowMs = show.nowMs();
  const accepted = isAccepted(enhancement.id, past);
  const paths = pathsOf(enhancement.change);
  const soaks = settings.steps[enhancement.step]?.soakMs ?? 0;
  const all = gates({
    nowMs,
    episode,
    lane: needsAnotherLook(enhancement.id, past) ? 'review' : enhancement.lane,
    accepted,
    auto: memory.auto ?? (settings.merge.named ? true : null),
    base: stale,
    files: paths.map((path) => fileQuiet(show, path)),
    episodeQuiet: await episodeQuiet(show, episode),
    settleMs: settings.merge.settleMs,
    settleRemoteMs: settings.merge.settleRemoteMs,
    idleMs: Math.max(settings.merge.idleMs, 0),
    held: handsOff ? { what: handsOff.user, untilMs: null } : heldBy(show, episode, accepted, nowMs),
    order: onMain === null ? reason('BUILDS_ON', 'builds on a change that has not landed yet') : null,
    disk: roomFor(show, paths),
  });
  return accepted || soaks === 0 ? all : [...all, soak(enhancement.proposedMs + soaks, nowMs)];
}

function soak(readyMs: number, nowMs: number): Gate {
  if (readyMs <= nowMs) return { name: 'hold', open: true };
  return {
    name: 'hold',
    open: false,
    reason: reason('SOAKING', 'stays open for a while, so that somebody can look at it first'),
    opensAtMs: readyMs,
  };
}

function heldBy(show: Show, episode: EpisodeId, accepted: boolean, nowMs: number): HeldBy | null {
  const { merge } = show.settings();
  const memory = show.decisions.memory();
  const hold = memory.holds.get(episode);
  if (hold && (hold.untilMs === null || hold.untilMs > nowMs)) {
    const { by, why } = hold.decision;
    return { what: `${by.name} holds ${episode}${why ? `: ${why}` : ''}`, untilMs: hold.untilMs };
  }
  const pause = memory.paused.get(null);
  if (pause) return { what: `everything is paused by ${pause.by.name}`, untilMs: null };
  for (const window of merge.onAir) {
    const isMeant = typeof window.episodes === 'string' || window.episodes.includes(episode);
    const open = isMeant ? windowAt([window], nowMs) : null;
    if (open) return { what: `${episode} is on air`, untilMs: null };
  }
  if (!accepted && windowAt(merge.quietHours, nowMs)) return { what: 'these are quiet hours', untilMs: null };
  return null;
}

function roomFor({ stateDir, root }: Show, paths: readonly TreePath[]): Reason | null {
  for (const folder of [stateDir, root]) {
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize >= LEAST_FREE_BYTES) continue;
    const what = `the disk of ${folder} is almost full; make room before ${paths.map(nameOf).join(', ')} can be changed`;
    return reason('DISK_FULL', what, `${bavail * bsize} bytes free`);
  }
  return null;
}
