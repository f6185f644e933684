// Gathers the current facts behind each gate of an enhancement: how long its files and episode have been quiet, holds,
// the gates that a person lets it pass, free disk space.
import { statfsSync } from 'node:fs';
import { pathsOf } from '../../src/domain/change.ts';
import { closed, type Gate, type GateFacts, gates } from '../../src/domain/gate.ts';
import { type EpisodeId, nameOf, type TreePath } from '../../src/domain/ids.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { isSummary } from '../../src/step.ts';
import type { Layer } from '../propose/stack.ts';
import { contextOf, isAccepted, needsAnotherLook } from '../record/enhancement-state.ts';
import type { Show } from '../show/show.ts';
import { holdsOf, holdsOfStep } from './holds.ts';
import { episodeQuiet, fileQuiet } from './quiet.ts';
import { syncWaits } from './sync-facts.ts';

/** With less than this, a landing's objects may not fit, and half a landing is worse than none. */
const LEAST_FREE_BYTES = 32 * 1024 * 1024;

/** An enhancement with its change as placed on main now. */
export type Landable = Pick<Layer, 'enhancement' | 'onMain' | 'stale'>;

/** Returns a function from an enhancement to its gates; facts about the whole episode are gathered once. */
export async function gatesOfEpisode(
  show: Show,
  episode: EpisodeId,
  handsOff: Reason | null,
): Promise<(landable: Landable) => Promise<readonly Gate[]>> {
  const settings = show.settings();
  const memory = show.decisions.memory();
  const past = contextOf(show);
  const held = await holdsOf(show, episode, handsOff);
  const quiet = await episodeQuiet(show, episode);
  const waitOf = syncWaits(show);
  return async ({ enhancement, onMain, stale }) => {
    const { id, step, subject, proposedMs, renewedMs = proposedMs, lane, change } = enhancement;
    const paths = pathsOf(change);
    const maker = show.steps.find((one) => one.id === step);
    const facts: GateFacts = {
      nowMs: show.nowMs(),
      episode,
      lane: needsAnotherLook(id, past) ? 'review' : lane,
      accepted: isAccepted(id, past),
      isSummary: maker !== undefined && isSummary(maker, episode, subject),
      auto: memory.auto ?? (settings.merge.named ? true : null),
      base: stale,
      files: paths.map((path) => fileQuiet(show, path)),
      episodeQuiet: quiet,
      settleMs: settings.merge.settleMs,
      settleRemoteMs: settings.merge.settleRemoteMs,
      idleMs: Math.max(settings.merge.idleMs, 0),
      sync: null,
      held: [...held, ...holdsOfStep(show, step, renewedMs)],
      passes: memory.opened.get(id) ?? new Set(),
      order: onMain === null ? reason('BUILDS_ON', 'builds on a change that has not landed yet') : null,
      disk: roomFor(show, paths),
    };
    const all = gates(facts);
    // Syncthing is asked only where nothing else holds it back.
    return closed(all).length > 0 ? all : gates({ ...facts, sync: await waitOf(change) });
  };
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
