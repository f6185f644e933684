// Landings since a given time, newest first, by the policy or by a reviewer. Reads main's history and the records.
import type { LandedRow } from '../../../src/desk.ts';
import { pathsOf } from '../../../src/domain/change.ts';
import type { EnhancementRecord } from '../../../src/domain/enhancement.ts';
import { type CommitId, type EnhancementId, episodeId } from '../../../src/domain/ids.ts';
import { parseTrailers } from '../../../src/domain/trailers.ts';
import { contextOf, stateOf } from '../../record/enhancement-state.ts';
import type { Show } from '../../show/show.ts';

const MOST = 200;

export async function landedSince(show: Show, sinceMs: number): Promise<readonly LandedRow[]> {
  await show.history.advance();
  const past = contextOf(show);
  const rows: LandedRow[] = [];
  for (const [id, { commit, atMs, by, undone }] of [...show.history.ids()].reverse()) {
    if (rows.length === MOST || atMs < sinceMs) break;
    // A person's text replaced it, so it is open again.
    if (undone?.kind === 'displaced') continue;
    const kept = await keptOfLanding(show, id, commit);
    if (kept === null) continue;
    const { episode, step, change } = kept.enhancement;
    const reverted = stateOf(kept, past) === 'reverted';
    rows.push({ id, episode, step, title: change.title, paths: pathsOf(change), commit, atMs, by, reverted });
  }
  return rows;
}

/** Finds the episode in the trailers of the landed commits. */
async function keptOfLanding(
  show: Show,
  id: EnhancementId,
  landing: CommitId,
): Promise<EnhancementRecord | null> {
  let at = (await show.repo.readCommit(landing)).parents[1];
  // If a reviewer reworded it, the bot's rendering is the parent of the reviewer's commit.
  for (let commits = 0; at !== undefined && commits < 2; commits++) {
    const { message, parents } = await show.repo.readCommit(at);
    const episode = episodeId(parseTrailers(message).get('Episode')?.[0] ?? '');
    if (episode !== null) return (await show.kept.read(episode)).all.get(id) ?? null;
    at = parents[0];
  }
  return null;
}
