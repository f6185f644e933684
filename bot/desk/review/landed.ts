// What has landed since, newest first: by the policy or by a reviewer's word. Reads main's history and the records.
import type { LandedRow } from '../../../src/desk.ts';
import { pathsOf } from '../../../src/domain/change.ts';
import type { EnhancementRecord } from '../../../src/domain/enhancement.ts';
import { type CommitId, type EnhancementId, episodeId } from '../../../src/domain/ids.ts';
import { parseTrailers } from '../../../src/domain/trailers.ts';
import { stateOf } from '../../record/enhancement-state.ts';
import type { Show } from '../../show/show.ts';

const MOST = 200;

export async function landedSince(show: Show, sinceMs: number): Promise<readonly LandedRow[]> {
  await show.history.advance();
  const past = { history: show.history, memory: show.decisions.memory() };
  const rows: LandedRow[] = [];
  for (const [id, { commit, atMs, by, undone }] of [...show.history.ids()].reverse()) {
    if (rows.length === MOST || atMs < sinceMs) break;
    // A person's text took its place: it is open again.
    if (undone?.kind === 'displaced') continue;
    const kept = await keptOfLanding(show, id, commit);
    if (kept === null) continue;
    const { episode, step, change } = kept.enhancement;
    const reverted = stateOf(kept, past) === 'reverted';
    rows.push({ id, episode, step, title: change.title, paths: pathsOf(change), commit, atMs, by, reverted });
  }
  return rows;
}

/** Its commits say in which episode it is. */
async function keptOfLanding(
  show: Show,
  id: EnhancementId,
  landing: CommitId,
): Promise<EnhancementRecord | null> {
  let at = (await show.repo.readCommit(landing)).parents[1];
  // Below a person's own words lies the bot's rendering.
  for (let commits = 0; at !== undefined && commits < 2; commits++) {
    const { message, parents } = await show.repo.readCommit(at);
    const episode = episodeId(parseTrailers(message).get('Episode')?.[0] ?? '');
    if (episode !== null) return (await show.kept.read(episode)).all.get(id) ?? null;
    at = parents[0];
  }
  return null;
}
