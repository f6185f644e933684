// Enhancements as rows: state, base, and why each has not landed, computed on demand from Git, decisions and the disk.
// Reads only.
import type {
  DecisionRow,
  EnhancementDetail,
  EnhancementRow,
  GateReason,
  Selection,
} from '../../src/desk.ts';
import { pathsOf } from '../../src/domain/change.ts';
import type { Decision } from '../../src/domain/decision.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { CommitId, EnhancementId, EpisodeId, TreePath } from '../../src/domain/ids.ts';
import type { Verdict } from '../../src/domain/memory.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { Fault } from '../../src/errors.ts';
import { diff } from '../../src/git/native.ts';
import { type ClosedGates, closedGatesOf } from '../land/closed-gates.ts';
import { endedReason, gateReason } from '../land/gate-reasons.ts';
import { contextOf, isOpen, stateOf } from '../record/enhancement-state.ts';
import type { Show } from '../show/show.ts';
import { askedWith, redoOf } from './rolls.ts';

export async function listRows(show: Show, selection: Selection): Promise<readonly EnhancementRow[]> {
  const wanted = selection.episode?.padStart(4, '0');
  const rows: EnhancementRow[] = [];
  for (const episode of await show.kept.episodes()) {
    if (wanted !== undefined && episode !== wanted) continue;
    rows.push(...(await rowsOf(show, episode, (row) => isSelected(row, selection))));
  }
  return rows;
}

/** The fields that select a row; the others cost more to compute. */
export type RowHead = Pick<EnhancementRow, 'id' | 'step' | 'state'>;

/** Proposed, or accepted and waiting. */
export function isUndecided({ state }: RowHead): boolean {
  return state === 'proposed' || state === 'accepted';
}

/** Ids may be abbreviated: a row matches if its id begins with one of them. */
export function isSelected(row: RowHead, { ids, step, state, all, episode }: Selection): boolean {
  if (ids && ids.length > 0 && !ids.some((id) => row.id.startsWith(id))) return false;
  if (step !== undefined && row.step !== step) return false;
  if (state !== undefined) return row.state === state;
  const named = (ids?.length ?? 0) > 0;
  return all === true || named || row.state === 'proposed' || row.state === 'accepted' || episode === 'any';
}

/** The enhancements of an episode, in the order in which they were proposed. */
export async function rowsOf(
  show: Show,
  episode: EpisodeId,
  isWanted: (row: RowHead) => boolean = () => true,
): Promise<readonly EnhancementRow[]> {
  await show.history.advance();
  const { all } = await show.kept.read(episode);
  const past = contextOf(show);
  const wanted = [...all.values()].filter((kept) => {
    const { id, step } = kept.enhancement;
    return isWanted({ id, step, state: stateOf(kept, past) });
  });
  const closedGates = await closedGatesOfAny(show, episode, wanted);
  const rows = await Promise.all(wanted.map((kept) => rowOf(show, kept, closedGates)));
  const order = new Map(
    [...all.values()].map(({ enhancement }) => [enhancement.id as string, enhancement.proposedMs]),
  );
  return rows.sort(
    (a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0) || (a.subject < b.subject ? -1 : 1),
  );
}

/** Number of open enhancements in an episode. Counting full rows would cost a thousand times as much. */
export async function countOpen(show: Show, episode: EpisodeId): Promise<number> {
  await show.history.advance();
  const past = contextOf(show);
  return [...(await show.kept.read(episode)).all.values()].filter((kept) => isOpen(kept, past)).length;
}

/** Looks nothing up where none is open. */
async function closedGatesOfAny(
  show: Show,
  episode: EpisodeId,
  some: readonly EnhancementRecord[],
): Promise<ClosedGates> {
  const past = contextOf(show);
  return some.some((kept) => isOpen(kept, past)) ? closedGatesOf(show, episode) : async () => [];
}

async function rowOf(show: Show, kept: EnhancementRecord, closedGates: ClosedGates): Promise<EnhancementRow> {
  const { enhancement, rendering, asOf } = kept;
  const { names } = show.decisions.memory();
  const past = contextOf(show);
  const state = stateOf(kept, past);
  const waits = isUndecided({ id: enhancement.id, step: enhancement.step, state });
  const name = (path: TreePath) => (waits ? names.path(path, asOf) : path);
  return {
    id: enhancement.id,
    episode: enhancement.episode,
    step: enhancement.step,
    state,
    subject: name(enhancement.subject),
    paths: pathsOf(enhancement.change).map(name),
    title: enhancement.change.title,
    applicability: enhancement.change.applicability,
    commit:
      state === 'landed'
        ? (show.history.landed(enhancement.id)?.commit ?? null)
        : (rendering?.commit ?? null),
    base: rendering?.bases ?? {},
    reasons: waits
      ? (await closedGates(kept)).map(gateReason)
      : whyEnded(kept, past.memory.verdicts.get(enhancement.id) ?? null, state),
  };
}

function whyEnded(
  { ended }: EnhancementRecord,
  verdict: Verdict | null,
  state: string,
): readonly GateReason[] {
  if (state === 'landed') return [];
  const said = verdict && saidBy(verdict);
  const why = state === 'rejected' || state === 'reverted' ? said : (ended?.reason ?? said);
  return why ? [endedReason(why)] : [];
}

const VERDICT_CODES = { accept: 'ACCEPT', reject: 'REJECT', revert: 'REVERT' } as const;

function saidBy({ kind, decision: { by, why, atMs } }: Verdict): Reason {
  return reason(
    VERDICT_CODES[kind],
    `${by.name} said ${kind}${why ? `: ${why}` : ''}`,
    `decision of ${new Date(atMs).toISOString()}`,
  );
}

// ---- one ----

/** Rejects with a Fault (usage) for an unknown or ambiguous id. */
export async function findRow(show: Show, id: string): Promise<EnhancementRow> {
  return singleRow(show, await findKept(show, id));
}

async function singleRow(show: Show, kept: EnhancementRecord): Promise<EnhancementRow> {
  return rowOf(show, kept, await closedGatesOfAny(show, kept.enhancement.episode, [kept]));
}

export async function findKept(show: Show, id: string): Promise<EnhancementRecord> {
  const [found, another] = await show.kept.idsFrom(id);
  if (!found || id === '') {
    throw new Fault('usage', 'NO_ENHANCEMENT', `There is no enhancement ${id}`);
  }
  if (another) {
    throw new Fault('usage', 'AMBIGUOUS_ID', `${id} could be ${found.id} or ${another.id}; give more of it`);
  }
  await show.history.advance();
  return keptOf(show, found);
}

export async function detailOf(show: Show, id: string): Promise<EnhancementDetail> {
  const kept = await findKept(show, id);
  const row = await singleRow(show, kept);
  const { enhancement, rendering } = kept;
  const { change, origin } = enhancement;
  const landed = show.history.landed(enhancement.id);
  return {
    ...row,
    why: change.why,
    lane: enhancement.lane,
    stepVersion: enhancement.stepVersion,
    input: enhancement.input,
    fingerprint: enhancement.fingerprint,
    proposedMs: enhancement.proposedMs,
    supersedes: enhancement.supersedes,
    model: origin?.model ?? null,
    prompt: origin?.prompt ?? null,
    costUsd: origin?.costUsd ?? null,
    confidence: origin?.confidence ?? null,
    message: rendering === null ? '' : (await show.repo.readCommit(rendering.commit)).message,
    decisions: show.decisions.all().flatMap((decision) => decisionRow(decision, enhancement.id)),
    diagnostics: [],
    askedWith: askedWith(show, enhancement),
    redo: redoOf(show, kept),
    landed: landed && { commit: landed.commit, by: landed.by, atMs: landed.atMs },
  };
}

function decisionRow({ saying, by, atMs, why }: Decision, id: EnhancementId): readonly DecisionRow[] {
  if (!('id' in saying) || saying.id !== id) return [];
  const said = saying.kind === 'redo' ? saying.remark : why;
  return [{ kind: saying.kind, by: by.name, atMs, why: said }];
}

export async function keptOf(
  show: Show,
  row: Pick<EnhancementRow, 'id' | 'episode'>,
): Promise<EnhancementRecord> {
  const kept = (await show.kept.read(row.episode)).all.get(row.id);
  if (!kept) throw new Fault('bug', 'NO_RECORD', `The record of ${row.id} is missing; run fsck`);
  return kept;
}

/** The enhancement that this one superseded, if that matters to a reviewer: the old one was decided on, or this one
 *  needs a decision. Otherwise it was merely made anew, and this is null. */
export function oldOf(
  { decisions }: Show,
  { id, supersedes, lane }: EnhancementRecord['enhancement'],
): EnhancementId | null {
  const { verdicts, redone } = decisions.memory();
  const old = supersedes ?? id;
  const wasDecided = verdicts.has(old) || redone.has(old);
  return wasDecided || lane === 'review' ? supersedes : null;
}

export async function diffOf(show: Show, id: string): Promise<string> {
  const kept = await findKept(show, id);
  const { enhancement, rendering } = kept;
  if (rendering === null)
    throw new Fault('refused', 'NO_RENDERING', `${id} has no place on the present text`);
  const own = await diff(show.repo, rendering.parent, await topOf(show, kept, rendering.commit));
  const old = oldOf(show, enhancement);
  if (old === null) return own;
  // Show both: a verdict on the old one may or may not hold for the new one.
  const before = (await show.kept.read(enhancement.episode)).all.get(old)?.rendering;
  const was = before ? await diff(show.repo, before.parent, before.commit) : '';
  return `${own}\n# Supersedes ${old}, which was:\n${was.replace(/^/gm, '# ')}`;
}

/** The commit to show: if it landed in a reviewer's words, the one that holds them. */
async function topOf(
  { repo, history }: Show,
  kept: EnhancementRecord,
  rendering: CommitId,
): Promise<CommitId> {
  const landed = kept.worded === undefined ? null : history.landed(kept.enhancement.id);
  return landed === null ? rendering : ((await repo.readCommit(landed.commit)).parents[1] ?? rendering);
}
