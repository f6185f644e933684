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
import { Fault } from '../../src/errors.ts';
import { fileQuiet } from '../land/quiet.ts';
import { propose } from '../propose/propose.ts';
import { publish } from '../publish/publish.ts';
import { recordOutcome } from '../record/audit-trail.ts';
import { revertMessage } from '../record/commit-messages.ts';
import { revertDecision } from '../record/decisions.ts';
import { contextOf, stateOf } from '../record/enhancement-state.ts';
import { BOT, MAIN, requireMain } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { snapshot } from '../snapshot/snapshot.ts';
import { standingOn } from './stands-on.ts';
import { type LandedRecord, without } from './undoing.ts';

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
  const main = await requireMain(show);
  const { tree } = await show.repo.readCommit(main);
  const { names } = show.decisions.memory();
  const alone = await without(show.repo, names, one, tree);
  const standing = 'conflict' in alone ? await standingOn(show, one, all, tree) : [];
  if ('conflict' in alone && (standing.length === 0 || !withLater)) {
    return { kind: 'refused', reason: whyStuck(standing, alone.conflict), standing: standing.map(titled) };
  }
  const going = [...standing, one];
  const shut = closed(
    settledGates(show, episode, [...new Set(going.flatMap((each) => pathsNow(show, each)))]),
  );
  if (shut.length > 0) return { kind: 'closed', gates: shut };
  return takeBack(show, episode, { going, main, by });
}

function landedRecord(show: Show, kept: EnhancementRecord | undefined): LandedRecord | null {
  const landed = kept && show.history.landed(kept.enhancement.id);
  if (!kept || !landed) return null;
  const state = stateOf(kept, contextOf(show));
  // Taken out by hand: decided on, but not by a commit.
  const isThere = state === 'landed' || (state === 'reverted' && landed.undone === null);
  return isThere ? { kept, landing: landed.commit } : null;
}

interface TakingBack {
  /** Newest first. */
  readonly going: readonly LandedRecord[];
  readonly main: CommitId;
  readonly by: Who;
}

async function takeBack(show: Show, episode: EpisodeId, { going, main, by }: TakingBack): Promise<Reverted> {
  const commits = await commitReverts(show, { going, main, by });
  const tip = commits.at(-1) ?? main;
  if (!(await show.repo.moveRef(MAIN, { from: main, to: tip }))) {
    throw new Fault('bug', 'MAIN_MOVED', 'Something else moved main; nothing was reverted, run it again');
  }
  const wasKnown = show.disk.syncedWith() === main;
  const publication = await publish(show);
  await show.history.advance();
  if (publication.kind === 'published')
    for (const { kept } of going) await show.decisions.add(revertDecision(show, kept, { by }));
  const after = await propose(show, episode, { askRules: true });
  if (publication.kind === 'undone') return { kind: 'refused', reason: publication.reason, standing: [] };
  if (wasKnown) show.disk.agree(after.main);
  for (const [i, { kept }] of going.entries()) {
    const commit = commits[i] ?? tip;
    recordOutcome(show, { event: 'reverted', enhancement: kept.enhancement, commit, who: by.name });
  }
  return { kind: 'reverted', commit: tip, withIt: going.slice(0, -1).map(titled) };
}

/** One commit for each, newest landing first. */
async function commitReverts(show: Show, { going, main, by }: TakingBack): Promise<readonly CommitId[]> {
  const { names } = show.decisions.memory();
  const commits: CommitId[] = [];
  let on = { commit: main, tree: (await show.repo.readCommit(main)).tree };
  for (const one of going) {
    const undone = await without(show.repo, names, one, on.tree);
    if ('conflict' in undone)
      throw new Fault('bug', 'REVERT_MOVED', 'The text moved while it was taken back; nothing was reverted');
    const signature = { ...BOT, atMs: show.nowMs() };
    const commit = await show.repo.writeCommit({
      tree: undone.tree,
      parents: [on.commit],
      author: signature,
      committer: signature,
      message: revertMessage(one.kept.enhancement, by.name),
    });
    commits.push(commit);
    on = { commit, tree: undone.tree };
  }
  return commits;
}

/** Gates for reverts and restores: only `settled` can be closed; holds do not apply. */
export function settledGates(show: Show, episode: EpisodeId, paths: readonly TreePath[]): readonly Gate[] {
  const { merge } = show.settings();
  return gates({
    nowMs: show.nowMs(),
    episode,
    lane: 'review',
    accepted: true,
    auto: null,
    base: null,
    files: paths.map((path) => fileQuiet(show, path)),
    episodeQuiet: { quietMs: null, editingForMs: 0, person: '' },
    settleMs: merge.settleMs,
    settleRemoteMs: merge.settleRemoteMs,
    idleMs: merge.idleMs,
    held: [],
    passes: new Set(),
    order: null,
    disk: null,
  });
}

function pathsNow(show: Show, { kept: { enhancement, asOf } }: LandedRecord): readonly TreePath[] {
  const { names } = show.decisions.memory();
  return pathsOf(enhancement.change).map((path) => names.path(path, asOf));
}

function titled({ kept: { enhancement } }: LandedRecord): StandingLanding {
  return { id: enhancement.id, title: enhancement.change.title };
}

function whyStuck(standing: readonly LandedRecord[], path: TreePath): Reason {
  if (standing.length === 0)
    return reason('EDITED_SINCE', `somebody has edited these words in ${path} since; change them by hand`);
  const named = standing.map((one) => `${titled(one).title} (${titled(one).id})`);
  return reason(
    'LATER_LANDINGS',
    `a later change stands on it: ${named.join('; ')}; take it back with this one`,
  );
}
