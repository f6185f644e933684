// Rebuilds the database from Git: every episode's rows, its enhancements and the history. Reads Git and the decisions,
// runs no step, calls no model, and changes neither main nor a branch.

import type { Progress } from '../../src/desk.ts';
import { type CommitId, type EnhancementId, treePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { log } from '../../src/git/native.ts';
import { episodeTexts } from '../plan/episode-texts.ts';
import { listEpisodes } from '../plan/episodes.ts';
import { recordOutcome } from '../record/audit-trail.ts';
import { BOT, MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { recordEpisode } from './record.ts';

export interface Rebuilt {
  readonly episodes: number;
  readonly enhancements: number;
  readonly commits: number;
}

export async function rebuild(show: Show, onProgress: (progress: Progress) => void): Promise<Rebuilt> {
  if (!show.store)
    throw new Fault('configuration', 'NO_DATABASE', show.notices()[0] ?? 'There is no database to rebuild');
  const main = await show.repo.ref(MAIN);
  if (main === null) return { episodes: 0, enhancements: 0, commits: 0 };
  const { tree } = await show.repo.readCommit(main);
  const episodes = [...(await listEpisodes(show, tree)).keys()];
  const kept = new Set(await show.kept.episodes());
  let enhancements = 0;
  await show.history.advance();
  const { index } = show.store;
  index.forgetIndexed();
  for (const { episode } of index.episodes()) if (!episodes.includes(episode)) index.removeEpisode(episode);
  for (const [done, episode] of episodes.entries()) {
    onProgress({ phase: 'planning', done, total: episodes.length, note: episode });
    const { files } = await episodeTexts(show, tree, episode);
    await recordEpisode(show, { episode, tree, plan: { main: files } });
    if (kept.has(episode)) enhancements += (await show.kept.read(episode)).all.size;
  }
  return { episodes: episodes.length, enhancements, commits: await rebuildHistory(show, main) };
}

async function rebuildHistory(show: Show, main: CommitId): Promise<number> {
  const commits = await log(show.repo, { from: main, firstParent: true });
  const records = new Map<
    EnhancementId,
    Awaited<ReturnType<Show['kept']['read']>>['all'] extends ReadonlyMap<EnhancementId, infer K> ? K : never
  >();
  for (const episode of await show.kept.episodes()) {
    for (const [id, kept] of (await show.kept.read(episode)).all) records.set(id, kept);
  }
  for (const { id: commit, trailers, author, atMs } of [...commits].reverse()) {
    const landed = records.get((trailers.get('Enhancement')?.[0] ?? '') as EnhancementId);
    const reverted = records.get((trailers.get('Reverts')?.[0] ?? '') as EnhancementId);
    const said = (key: string) => ({ commit, who: trailers.get(key)?.[0] ?? '', atMs });
    if (landed)
      recordOutcome(show, { event: 'landed', enhancement: landed.enhancement, ...said('Landed-By') });
    else if (reverted)
      recordOutcome(show, { event: 'reverted', enhancement: reverted.enhancement, ...said('Reverted-By') });
    else if (author.email !== BOT.email) await recordEdits(show, commit, author.name, atMs);
  }
  return commits.length;
}

async function recordEdits(show: Show, commit: CommitId, who: string, atMs: number): Promise<void> {
  const { tree, parents } = await show.repo.readCommit(commit);
  const parent = parents[0];
  // The first commit adds the whole tree; that is no edit.
  if (parent === undefined) return;
  for (const { path, before, after } of await show.repo.diffTrees(
    (await show.repo.readCommit(parent)).tree,
    tree,
  )) {
    show.store?.history.append({
      atMs,
      event: 'edited',
      episode: null,
      step: null,
      subject: treePath(path),
      path,
      enhancement: null,
      commit,
      who,
      hashBefore: before?.id ?? null,
      hashAfter: after?.id ?? null,
      detail: null,
    });
  }
}
