// Keeps the state folder in bounds: media that no ref and no open enhancement needs, half-made copies, ended jobs, the
// log. Text and its history are never touched; step results and money stay, because no answer is asked for twice.
import { copyFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { GoneThing, MaintainReport } from '../../src/desk/care.ts';
import {
  type MediaObject,
  mediaLeftovers,
  mediaObjects,
  removeLeftover,
  removeMediaObject,
} from '../../src/git/media-store.ts';
import type { Show } from '../show/show.ts';
import { type MediaNeeds, mediaNeeds } from './media-needs.ts';

const DAY_MS = 86_400_000;
/** A reviewer who rejected a film may think again for a month. */
const ENDED_MS = 30 * DAY_MS;
/** More of such media go earlier, the oldest first. */
const ENDED_BYTES = 20 * 1024 ** 3;
/** Media that nothing points to may be on their way into a commit. */
const UNUSED_MS = DAY_MS;
/** Longer than the longest span that the page of figures shows. */
const JOBS_MS = 400 * DAY_MS;
const LOG_BYTES = 16 * 1024 ** 2;
/** How often it looks while others go on working; then they wait for it. */
const LOOKS = 3;

export async function maintain(show: Show, dryRun: boolean): Promise<MaintainReport> {
  const objects = await mediaObjects(show.repo);
  const media = objects.length === 0 ? [] : await clearMedia(show, objects, dryRun);
  const others = [await clearLeftovers(show, dryRun), await clearJobs(show, dryRun), clearLog(show, dryRun)];
  const names = new Set(media.map(({ name }) => name));
  const kept = objects.filter(({ sha256 }) => !names.has(sha256));
  const gone = [...media, ...others.flat()];
  return {
    dryRun,
    gone,
    bytes: gone.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
    kept: { objects: kept.length, bytes: kept.reduce((sum, { bytes }) => sum + bytes, 0) },
  };
}

/** Removes only on refs that have not moved since it looked: a commit, a record or a decision may make media needed. */
async function clearMedia(
  show: Show,
  objects: readonly MediaObject[],
  dryRun: boolean,
): Promise<readonly GoneThing[]> {
  for (let look = 1; look < LOOKS; look++) {
    const before = await standOf(show);
    const useless = uselessMedia(show, objects, await mediaNeeds(show));
    if (dryRun || useless.length === 0) return useless.map(goneMedia);
    const gone = await show.exclusively(async () =>
      (await standOf(show)) === before ? removed(show, useless) : null,
    );
    if (gone !== null) return gone;
  }
  return show.exclusively(async () => removed(show, uselessMedia(show, objects, await mediaNeeds(show))));
}

async function standOf({ repo }: Show): Promise<string> {
  return JSON.stringify([...(await repo.refs('refs/'))].sort());
}

interface UselessMedia extends MediaObject {
  readonly why: string;
  /** Not if it was stored again since. */
  readonly beforeMs: number;
}

function uselessMedia(
  show: Show,
  objects: readonly MediaObject[],
  { needed, endedMs }: MediaNeeds,
): readonly UselessMedia[] {
  const nowMs = show.nowMs();
  const beforeMs = nowMs - UNUSED_MS;
  const found: UselessMedia[] = [];
  const ended: (UselessMedia & { readonly sinceMs: number })[] = [];
  for (const object of objects) {
    const { sha256, storedMs } = object;
    if (needed.has(sha256) || storedMs >= beforeMs) continue;
    const atMs = endedMs.get(sha256) ?? (show.results.mentions(sha256) ? 0 : null);
    if (atMs === null) found.push({ ...object, beforeMs, why: 'Nothing points to it.' });
    else
      ended.push({
        ...object,
        beforeMs,
        sinceMs: Math.max(atMs, storedMs),
        why: 'Only rejected, superseded or withdrawn changes used it.',
      });
  }
  ended.sort((a, b) => b.sinceMs - a.sinceMs);
  let bytes = 0;
  for (const one of ended) {
    bytes += one.bytes;
    const isOld = one.sinceMs < nowMs - ENDED_MS;
    if (isOld || (bytes > ENDED_BYTES && one.sinceMs < beforeMs)) found.push(one);
  }
  return found;
}

/** Answers that name it go first: one that is left without its file would be proposed again, and could not land. */
async function removed(show: Show, useless: readonly UselessMedia[]): Promise<readonly GoneThing[]> {
  const gone: GoneThing[] = [];
  for (const one of useless) {
    show.results.forgetMentioning(one.sha256);
    if (await removeMediaObject(show.repo, one.sha256, one.beforeMs)) gone.push(goneMedia(one));
  }
  return gone;
}

function goneMedia({ sha256, bytes, why }: UselessMedia): GoneThing {
  return { kind: 'media', name: sha256, count: 1, bytes, why };
}

async function clearLeftovers(show: Show, dryRun: boolean): Promise<readonly GoneThing[]> {
  const all = await mediaLeftovers(show.repo);
  const old = all.filter(({ writtenMs }) => writtenMs < show.nowMs() - UNUSED_MS);
  if (!dryRun) for (const one of old) await removeLeftover(one);
  return old.map(({ path, bytes }) => ({
    kind: 'leftover',
    name: path.slice(show.repo.dir.length + 1),
    count: 1,
    bytes,
    why: 'A copy that was never finished.',
  }));
}

async function clearJobs(show: Show, dryRun: boolean): Promise<readonly GoneThing[]> {
  const beforeMs = show.nowMs() - JOBS_MS;
  const count = await (dryRun ? show.queue.countEnded(beforeMs) : show.queue.forgetEnded(beforeMs));
  const why = 'They ended more than 400 days ago.';
  return count === 0 ? [] : [{ kind: 'jobs', name: 'processing_jobs', count, bytes: null, why }];
}

/** Copied and emptied, not renamed: other programs that log have it open, and would go on in the renamed one. */
function clearLog({ stateDir }: Show, dryRun: boolean): readonly GoneThing[] {
  const file = join(stateDir, 'log', 'show-build.log');
  const older = `${file}.1`;
  const size = sizeOf(file) ?? 0;
  if (size <= LOG_BYTES) return [];
  const bytes = sizeOf(older);
  if (!dryRun) {
    // In one go, so that no line of this program comes between. A kill between the two leaves lines twice.
    copyFileSync(file, older);
    truncateSync(file);
  }
  if (bytes === null) return [];
  return [
    { kind: 'log', name: 'log/show-build.log.1', count: 1, bytes, why: 'A newer part takes its place.' },
  ];
}

function sizeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null;
}
