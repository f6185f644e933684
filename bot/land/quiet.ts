// How long people have left a file, or an episode, alone. Measured from arrival on this disk, never from mtime or from
// the bot's own writes.
import { lstatSync, type Stats } from 'node:fs';
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
  const person = personName(show, path);
  const arrival = show.clocks.lastArrival(path);
  const base = {
    name: oneLine(nameOf(path), MOST_NAME),
    remote: arrival === null ? show.sync !== null : arrival.by === 'sync',
    person,
  };
  const nowMs = show.nowMs();
  if (arrival) return { ...base, quietMs: nowMs - arrival.atMs };
  const state = show.disk.get(path);
  // After a write by the bot, `arrivedMs` is still the person's last edit (0: none), while ctime is the bot's.
  if (state?.writtenBy === 'bot')
    return { ...base, quietMs: state.arrivedMs === 0 ? null : nowMs - state.arrivedMs };
  const ctimeMs = ctimeOf(show, path);
  return { ...base, quietMs: ctimeMs === null ? null : nowMs - ctimeMs };
}

function ctimeOf(show: Show, path: TreePath): number | null {
  return statsOf(show, path)?.ctimeMs ?? null;
}

/** Null if there is no such file. */
export function statsOf({ root }: Show, path: TreePath): Stats | null {
  try {
    return lstatSync(`${root}/${path}`);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw new Fault('transient', 'FILE_UNREADABLE', `${path} can't be looked at`, {
      cause: error,
      tech: String(error),
    });
  }
}

/** From what the watcher saw; if it saw nothing in this episode, from the known arrival times of its files. */
export async function episodeQuiet(show: Show, episode: EpisodeId): Promise<EpisodeQuiet> {
  const person = personName(show, episode);
  const nowMs = show.nowMs();
  const quietMs = show.clocks.episodeQuietMs(episode, nowMs);
  if (quietMs !== Number.POSITIVE_INFINITY) {
    const since = show.clocks.editingSince(episode);
    return { person, quietMs, editingForMs: since === null ? 0 : nowMs - since };
  }
  const lastMs = await lastPersonEdit(show, episode);
  return { person, quietMs: lastMs === null ? null : nowMs - lastMs, editingForMs: 0 };
}

/** Newest arrival of a file, other than media, in the disk index; the bot's own writes leave that time unchanged. */
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

/** The last to edit it, as far as is known. */
function personName({ clocks, settings }: Show, place: TreePath | EpisodeId): string {
  const name = clocks.writerOf(place) ?? authorOf(settings()).name;
  return name.startsWith('Somebody') ? name : (name.split(' ')[0] ?? name);
}
