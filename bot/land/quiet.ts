// How long people have left a file, and an episode, alone. Counted from arrival on this disk, never from mtime, and
// never from the bot's own writes.
import { lstatSync } from 'node:fs';
import type { EpisodeQuiet, FileQuiet } from '../../src/domain/gate.ts';
import { type EpisodeId, nameOf, type TreePath, treePath } from '../../src/domain/ids.ts';
import { oneLine } from '../../src/domain/one-line.ts';
import { Fault, isAbsent } from '../../src/errors.ts';
import { isMediaName } from '../../src/tree/media.ts';
import { authorOf } from '../record/authors.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';

const MOST_NAME = 80;

export function fileQuiet(show: Show, path: TreePath): FileQuiet {
  const person = personName(show);
  const arrival = show.clocks.lastArrival(path);
  const base = { name: oneLine(nameOf(path), MOST_NAME), remote: arrival?.by === 'sync', person };
  const nowMs = show.nowMs();
  if (arrival) return { ...base, quietMs: nowMs - arrival.atMs };
  const state = show.disk.get(path);
  // What the bot itself put there says nothing about a person.
  if (state?.writtenBy === 'bot')
    return { ...base, quietMs: state.arrivedMs === 0 ? null : nowMs - state.arrivedMs };
  const ctimeMs = ctimeOf(show, path);
  return { ...base, quietMs: ctimeMs === null ? null : nowMs - ctimeMs };
}

function ctimeOf({ root }: Show, path: TreePath): number | null {
  try {
    return lstatSync(`${root}/${path}`).ctimeMs;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw new Fault('transient', 'FILE_UNREADABLE', `${path} can't be looked at`, {
      cause: error,
      tech: String(error),
    });
  }
}

/** From what the watcher saw, else from what is known of the files. */
export async function episodeQuiet(show: Show, episode: EpisodeId): Promise<EpisodeQuiet> {
  const person = personName(show);
  const nowMs = show.nowMs();
  const quietMs = show.clocks.episodeQuietMs(episode, nowMs);
  if (quietMs !== Number.POSITIVE_INFINITY) {
    const since = show.clocks.editingSince(episode);
    return { person, quietMs, editingForMs: since === null ? 0 : nowMs - since };
  }
  const lastMs = await lastPersonEdit(show, episode);
  return { person, quietMs: lastMs === null ? null : nowMs - lastMs, editingForMs: 0 };
}

/** By what the disk book remembers of each file's arrival; the bot's own writes leave that as it was. */
async function lastPersonEdit(show: Show, episode: EpisodeId): Promise<number | null> {
  const main = await show.repo.ref(MAIN);
  if (main === null) return null;
  const { tree } = await show.repo.readCommit(main);
  let lastMs: number | null = null;
  for (const { path } of await show.repo.listFiles(tree, treePath(`episodes/${episode}`))) {
    if (isMediaName(nameOf(path))) continue;
    const arrivedMs = show.disk.get(path)?.arrivedMs ?? ctimeOf(show, path);
    if (arrivedMs !== null) lastMs = Math.max(lastMs ?? 0, arrivedMs);
  }
  return lastMs;
}

function personName(show: Show): string {
  const { name } = authorOf(show.settings());
  return name.split(' ')[0] ?? name;
}
