// Fills the database after snapshots, proposals and landings. The database is only an index: all of it can be rebuilt
// from Git, and without a database this writes nothing.

import { pathsOf } from '../../src/domain/change.ts';
import { episodeOf } from '../../src/domain/ids.ts';
import type { Proposal } from '../propose/propose.ts';
import { recordOutcome } from '../record/audit-trail.ts';
import { authorOf } from '../record/authors.ts';
import { BOT } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import type { Snapshot } from '../snapshot/changed-file.ts';
import { rowsOf } from './enhancement-rows.ts';
import { recordIndex } from './episode-rows.ts';

/** The fields of a proposal needed to record an episode. */
export type Recorded = Pick<Proposal, 'episode' | 'tree'> & { readonly plan: Pick<Proposal['plan'], 'main'> };

export async function recordEpisode(show: Show, { episode, plan, tree }: Recorded): Promise<void> {
  const { store } = show;
  if (!store) return;
  await recordIndex(show, { episode, tree, texts: async () => plan.main });
  const rows = await rowsOf(show, episode);
  const { all } = await show.kept.read(episode);
  const recorded = rows.flatMap((row) => {
    const kept = all.get(row.id);
    if (!kept || row.commit === null) return [];
    const { change, origin, stepVersion, proposedMs, subject } = kept.enhancement;
    return [
      {
        id: kept.enhancement.id,
        step: row.step,
        stepVersion,
        state: row.state,
        subject,
        title: row.title,
        why: change.why,
        applicability: row.applicability,
        commit: row.commit,
        paths: pathsOf(change),
        base: row.base,
        reasons: row.reasons,
        model: origin?.model ?? null,
        prompt: origin?.prompt ?? null,
        costUsd: origin?.costUsd ?? null,
        confidence: origin?.confidence ?? null,
        proposedMs,
      },
    ];
  });
  store.record(() => store.index.recordEnhancements(episode, recorded));
}

/** Adds newly proposed enhancements to the audit trail. */
export async function recordProposals(show: Show, { episode, fresh }: Proposal): Promise<void> {
  if (fresh.length === 0) return;
  const { all } = await show.kept.read(episode);
  show.store?.record(() => {
    for (const id of fresh) {
      const kept = all.get(id);
      if (!kept?.rendering) continue;
      const { enhancement, rendering } = kept;
      recordOutcome(show, { event: 'proposed', enhancement, commit: rendering.commit, who: BOT.name });
    }
  });
}

/** Adds people's edits to the audit trail. Adopting a show's existing files is no edit. */
export function recordSnapshot(show: Show, { commits, paths, adopted }: Snapshot): void {
  const commit = commits.at(-1);
  if (!commit || adopted) return;
  show.store?.record(() => {
    for (const path of paths) {
      show.store?.history.append({
        atMs: show.nowMs(),
        event: 'edited',
        episode: episodeOf(path),
        step: null,
        subject: path,
        path,
        enhancement: null,
        commit,
        who: authorOf(show.settings()).name,
        hashBefore: null,
        hashAfter: show.disk.get(path)?.blob ?? null,
        detail: null,
      });
    }
  });
}
