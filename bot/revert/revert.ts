// Reverts a landing with a commit of its own. Refuses if the text no longer reads as it landed, rather than guess; if
// later landings may build on it, the refusal names them so that they can be reverted first.
import type { StandingLanding } from '../../src/desk/rows.ts';
import { pathsOf } from '../../src/domain/change.ts';
import type { Who } from '../../src/domain/decision.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import { type ClosedGate, closed, type Gate, gates } from '../../src/domain/gate.ts';
import type { CommitId, EnhancementId, EpisodeId, TreePath } from '../../src/domain/ids.ts';
import { treePath } from '../../src/domain/ids.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { fileQuiet } from '../land/quiet.ts';
import { propose } from '../propose/propose.ts';
import { publish } from '../publish/publish.ts';
import { recordOutcome } from '../record/audit-trail.ts';
import { revertMessage } from '../record/commit-messages.ts';
import { revertDecision } from '../record/decisions.ts';
import { contextOf, stateOf } from '../record/enhancement-state.ts';
import { BOT, extendMain, requireMain } from '../record/refs.ts';
import { type LandedRecord, without } from '../record/undoing.ts';
import { otherReason } from '../show/claim.ts';
import type { Show } from '../show/show.ts';
import { snapshot } from '../snapshot/snapshot.ts';
import { standingOn } from './stands-on.ts';

export type Reverted =
  /** `withIt`: later landings taken back as well, newest first. */
  | { readonly kind: 'reverted'; readonly commit: CommitId; readonly withIt: readonly StandingLanding[] }
  | { readonly kind: 'closed'; readonly gates: readonly ClosedGate[] }
  /** `standing`: later landings that would have to be taken back with it, newest first. */
  | { readonly kind: 'refused'; readonly reason: Reason; readonly standing: readonly StandingLanding[] };

export interface Reverting {
  readonly episode: EpisodeId;
  readonly id: EnhancementId;
  readonly by: Who;
  /** Also take back the later landings that stand on it. */
  readonly withLater: boolean;
}

/** Call inside `show.exclusively`. Moves main first: after a crash, the next start publishes the files and then records
 *  the decisions. */
export async function revert(show: Show, { episode, id, by, withLater }: Reverting): Promise<Reverted> {
  await snapshot(show, [treePath(`episodes/${episode}`)]);
  await show.history.advance();
  const { all } = await show.kept.read(episode);
  const one = landedRecord(show, all.get(id));
  if (one === null) {
    const why = reason('NOT_LANDED', 'has not landed, so there is nothing to revert');
    return { kind: 'refused', reason: why, standing: [] };
  }
  const shut = closedFor(show, episode, [one]);
  if (shut.length > 0) return { kind: 'closed', gates: shut };
  const main = await requireMain(show);
  const alone = await commitReverts(show, { going: [one], main, by });
  if ('commits' in alone) return takeBack(show, episode, alone, main, by);

  const { tree } = await show.repo.readCommit(main);
  const standing = await standingOn(show, one, all, tree);
  const going = [...standing, one];
  const shutToo = withLater ? closedFor(show, episode, standing) : [];
  if (shutToo.length > 0) return { kind: 'closed', gates: shutToo };
  const together = withLater && standing.length > 0 ? await commitReverts(show, { going, main, by }) : alone;
  return 'commits' in together
    ? takeBack(show, episode, together, main, by)
    : {
        kind: 'refused',
        reason: whyStuck(standing, together.conflict),
        standing: standing.map(titled),
      };
}

function closedFor(show: Show, episode: EpisodeId, going: readonly LandedRecord[]): readonly ClosedGate[] {
  return closed(settledGates(show, episode, [...new Set(going.flatMap((one) => pathsNow(show, one)))]));
}

function landedRecord(show: Show, kept: EnhancementRecord | undefined): LandedRecord | null {
  const landed = kept && show.history.landed(kept.enhancement.id);
  if (!kept || !landed) return null;
  const state = stateOf(kept, contextOf(show));
  // Taken out by hand: decided on, but not by a commit.
  const isThere = state === 'landed' || (state === 'reverted' && landed.undone === null);
  return isThere ? { kept, landing: landed.commit } : null;
}

interface RevertCommits {
  /** Newest landing first, each with the commit that takes it back. */
  readonly commits: readonly { readonly kept: EnhancementRecord; readonly commit: CommitId }[];
  readonly tip: CommitId;
}

/** Writes a commit for each, newest landing first; moves no ref. */
async function commitReverts(
  show: Show,
  { going, main, by }: { going: readonly LandedRecord[]; main: CommitId; by: Who },
): Promise<RevertCommits | { readonly conflict: TreePath }> {
  const { names } = show.decisions.memory();
  const commits: { kept: EnhancementRecord; commit: CommitId }[] = [];
  let on = { commit: main, tree: (await show.repo.readCommit(main)).tree };
  for (const one of going) {
    const undone = await without(show.repo, names, one, on.tree);
    if ('conflict' in undone) return undone;
    const signature = { ...BOT, atMs: show.nowMs() };
    const commit = await show.repo.writeCommit({
      tree: undone.tree,
      parents: [on.commit],
      author: signature,
      committer: signature,
      message: revertMessage(one.kept.enhancement, by.name),
    });
    commits.push({ kept: one.kept, commit });
    on = { commit, tree: undone.tree };
  }
  return { commits, tip: on.commit };
}

async function takeBack(
  show: Show,
  episode: EpisodeId,
  { commits, tip }: RevertCommits,
  main: CommitId,
  by: Who,
): Promise<Reverted> {
  await extendMain(show, { from: main, to: tip }, 'reverted');
  const wasKnown = show.disk.syncedWith() === main;
  const publication = await publish(show, { own: tip });
  await show.history.advance();
  if (publication.kind === 'published')
    for (const { kept } of commits) await show.decisions.add(revertDecision(show, kept, { by }));
  const after = await propose(show, episode, { askRules: true });
  if (publication.kind === 'undone') return { kind: 'refused', reason: publication.reason, standing: [] };
  if (wasKnown) show.disk.agree(after.main);
  for (const { kept, commit } of commits)
    recordOutcome(show, { event: 'reverted', enhancement: kept.enhancement, commit, who: by.name });
  return { kind: 'reverted', commit: tip, withIt: commits.slice(0, -1).map(titled) };
}

/** Gates for reverts and restores: `settled`, and that no service elsewhere works on the show; holds do not apply. */
export function settledGates(show: Show, episode: EpisodeId, paths: readonly TreePath[]): readonly Gate[] {
  const { merge } = show.settings();
  const other = show.claim.other();
  return gates({
    nowMs: show.nowMs(),
    episode,
    lane: 'review',
    accepted: true,
    isSummary: false,
    auto: null,
    base: null,
    files: paths.map((path) => fileQuiet(show, path)),
    episodeQuiet: { quietMs: null, editingForMs: 0, person: '' },
    settleMs: merge.settleMs,
    settleRemoteMs: merge.settleRemoteMs,
    idleMs: merge.idleMs,
    sync: null,
    held: other === null ? [] : [{ reason: otherReason(other), opensAtMs: null, holds: 'everything' }],
    passes: new Set(),
    order: null,
    disk: null,
  });
}

function pathsNow(show: Show, { kept: { enhancement, asOf } }: LandedRecord): readonly TreePath[] {
  const { names } = show.decisions.memory();
  return pathsOf(enhancement.change).map((path) => names.path(path, asOf));
}

function titled({ kept: { enhancement } }: Pick<LandedRecord, 'kept'>): StandingLanding {
  return { id: enhancement.id, title: enhancement.change.title };
}

function whyStuck(standing: readonly LandedRecord[], path: TreePath): Reason {
  if (standing.length === 0)
    return reason('EDITED_SINCE', `somebody has edited these words in ${path} since; change them by hand`);
  const named = standing.map((one) => `${titled(one).title} (${titled(one).id})`);
  const [what, it] = named.length === 1 ? ['a later change stands', 'it'] : ['later changes stand', 'them'];
  return reason('LATER_LANDINGS', `${what} on it: ${named.join('; ')}; take ${it} back with this one`);
}
