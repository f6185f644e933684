// How long people have left a file, and an episode, alone. Counted from arrival on this disk, never from mtime, and
// never from the bot's own writes.
import { lstatSync } from 'node:fs';
import type { EpisodeQuiet, FileQuiet } from '../src/domain/gate.ts';
import { type EpisodeId, nameOf, type TreePath } from '../src/domain/ids.ts';
import { Fault, isAbsent } from '../src/errors.ts';
import { log } from '../src/git/native.ts';
import { treePath } from '../src/domain/ids.ts';
import { BOT, MAIN } from './names.ts';
import { authorOf } from './people.ts';
import type { Show } from './show.ts';

export function fileQuiet(show: Show, path: TreePath): FileQuiet {
  const person = personName(show);
  const arrival = show.clocks.lastArrival(path);
  const base = { name: nameOf(path), remote: arrival?.by === 'sync', person };
  const nowMs = show.nowMs();
  if (arrival) return { ...base, quietMs: nowMs - arrival.atMs };
  const state = show.disk.get(path);
  // What the bot itself put there says nothing about a person.
  if (state?.writtenBy === 'bot') return { ...base, quietMs: state.arrivedMs === 0 ? null : nowMs - state.arrivedMs };
  const ctimeMs = ctimeOf(show, path);
  return { ...base, quietMs: ctimeMs === null ? null : nowMs - ctimeMs };
}

function ctimeOf({ root }: Show, path: TreePath): number | null {
  try {
    return lstatSync(`${root}/${path}`).ctimeMs;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw new Fault('transient', 'FILE_UNREADABLE', `${path} can't be looked at`, { cause: error, tech: String(error) });
  }
}

/** From what the watcher saw, else from the newest commit of a person in the episode. */
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

async function lastPersonEdit({ repo }: Show, episode: EpisodeId): Promise<number | null> {
  const main = await repo.ref(MAIN);
  if (main === null) return null;
  const commits = await log(repo, { from: main, paths: [treePath(`episodes/${episode}`)], limit: 50, firstParent: true });
  return commits.find(({ author }) => author.email !== BOT.email)?.author.atMs ?? null;
}

function personName(show: Show): string {
  const { name } = authorOf(show.settings());
  return name.split(' ')[0] ?? name;
}
