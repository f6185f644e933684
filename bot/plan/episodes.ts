// Lists the episodes of a show, and decides which of them are worked on.

import { infoPath } from '../../src/domain/episode.ts';
import { type EpisodeId, episodeId, type TreeId, treePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { hashValue } from '../../src/hash.ts';
import type { InfoDocument } from '../../src/markdown/document.ts';
import { parseInfo } from '../../src/markdown/document.ts';
import { decodeText } from '../../src/tree/blob.ts';
import type { Show } from '../show/show.ts';
import { configuredSteps } from './configured-steps.ts';

/** Episodes by number, each with its tree, which changes with any file in it. Folders with other names are ignored. */
export async function listEpisodes({ repo }: Show, root: TreeId): Promise<ReadonlyMap<EpisodeId, TreeId>> {
  const folder = await repo.treeAt(root, treePath('episodes'));
  const episodes = new Map<EpisodeId, TreeId>();
  for (const entry of folder === null ? [] : await repo.readTree(folder)) {
    const id = entry.mode === '40000' ? episodeId(entry.name) : null;
    if (id !== null) episodes.set(id, entry.id as TreeId);
  }
  return episodes;
}

/**
 * The episodes that are worked on. A closed episode stays closed until one of its files, the settings or the day
 * changes; the database remembers this, so that thousands of old episodes cost nothing.
 */
export async function workedOn(show: Show, root: TreeId): Promise<readonly EpisodeId[]> {
  const planned = show.store?.index.allPlannedKeys() ?? new Map<EpisodeId, string>();
  const setup = setupOf(show);
  const open: EpisodeId[] = [];
  const closed: [EpisodeId, string][] = [];
  for (const [id, folder] of await listEpisodes(show, root)) {
    const key = closedKey(`${folder} ${setup}`);
    if (planned.get(id) === key) continue;
    if (await isWorkedOn(show, root, id)) open.push(id);
    else closed.push([id, key]);
  }
  show.store?.record(() => {
    for (const [id, key] of closed) show.store?.index.setPlannedKey(id, key);
  });
  return open;
}

/** Everything a plan depends on besides decisions: files, originals, and the steps, settings and day in `setup`. */
export function plannedKey(folder: TreeId, originals: string, setup: string): string {
  return `${folder} ${originals} ${setup}`;
}

export function setupOf(show: Show): string {
  const day = new Date(show.nowMs()).toISOString().slice(0, 10);
  const steps = configuredSteps(show).map(({ step, setup }) => `${step.id}@${step.version} ${setup}`);
  return hashValue([day, String(show.settings().episodes), ...steps]).slice(0, 16);
}

const closedKey = (key: string) => `${key} closed`;

export async function isWorkedOn(show: Show, root: TreeId, episode: EpisodeId): Promise<boolean> {
  const { episodes } = show.settings();
  if (episodes === 'all') return true;
  if (episodes !== 'open') return episodes.includes(episode);
  const info = await show.repo.fileAt(root, infoPath(episode));
  const text = info === null ? null : decodeText(await show.repo.readBlob(info.id));
  return text === null || isOpenEpisode(parseInfo(infoPath(episode), text), show.nowMs());
}

const CLOSED = new Set(['completed', 'archived']);

/** True if the status is not completed or archived and the air date is missing, unreadable or not past. */
function isOpenEpisode({ status, airdate }: InfoDocument, nowMs: number): boolean {
  if (status !== null && CLOSED.has(status.trim().toLowerCase())) return false;
  const day = /\d{4}-\d{2}-\d{2}/.exec(airdate ?? '')?.[0];
  // 36 hours from midnight UTC: a late show is still open after midnight, in any time zone.
  return day === undefined || Number.isNaN(Date.parse(day)) || Date.parse(day) + 36 * 3_600_000 > nowMs;
}

/** The episode with this name; leading zeros are optional. Throws a Fault NO_EPISODE if there is none. */
export function requireEpisode(name: string, all: ReadonlyMap<EpisodeId, TreeId>): EpisodeId {
  const id = episodeId(name.padStart(4, '0'));
  if (id !== null && all.has(id)) return id;
  throw new Fault('usage', 'NO_EPISODE', `There is no episode ${name} in this show`);
}
