// Accepts, rejects and reverts one or many enhancements. Selects them first, then checks and decides on each in one go,
// so that of two reviewers at once, one decides and the other gets a refusal.
import type { Desk, Outcome, Selection, StandingLanding } from '../../src/desk.ts';
import type { DecisionKind, Who } from '../../src/domain/decision.ts';
import type { EnhancementRecord, EnhancementState } from '../../src/domain/enhancement.ts';
import type { EnhancementId } from '../../src/domain/ids.ts';
import type { Reason } from '../../src/domain/reason.ts';
import { Fault } from '../../src/errors.ts';
import { findRow, isSelected, keptOf } from '../index/enhancement-rows.ts';
import { endedReason, gateReason } from '../land/gate-reasons.ts';
import { type LandingTarget, landAll, outcome, untilSettled } from '../land/land-all.ts';
import type { EditMark } from '../plan/plan-values.ts';
import { propose } from '../propose/propose.ts';
import { WORDS_MOVED } from '../propose/stack.ts';
import { reviewer } from '../record/authors.ts';
import { contextOf, stateOf } from '../record/enhancement-state.ts';
import { revert } from '../revert/revert.ts';
import type { Show } from '../show/show.ts';
import { plannedMarks, rejectedWhole } from './review/hunks.ts';
import { movedOn } from './review/revision.ts';

const OPEN: readonly EnhancementState[] = ['proposed', 'accepted'];
const DONE: readonly EnhancementState[] = ['landed', 'reverted'];
/** Only by its id: with a whole episode or step, what landed is meant. */
const DONE_OR_COMING: readonly EnhancementState[] = [...DONE, 'accepted'];

export function verdictDesk(show: Show): Pick<Desk, 'accept' | 'reject' | 'revert'> {
  return {
    async accept(selection, who) {
      const by = reviewer(show.settings(), who);
      const chosen = await select(show, selection, OPEN);
      const { agreed, refused } = await decideEach(show, chosen, selection, async (kept) => {
        if (isAgreed(show, kept)) return;
        await say(show, by, null, { kind: 'accept', ...aboutKept(show, kept) });
      });
      return inOrder(chosen, [...refused, ...(await landAll(show, agreed, by.name))]);
    },

    async reject(selection, why, who) {
      const by = reviewer(show.settings(), who);
      const chosen = await select(show, selection, OPEN);
      const episodes = [...new Set(chosen.map(({ episode }) => episode))];
      const planned = new Map<EnhancementId, readonly EditMark[]>();
      for (const episode of episodes) {
        for (const [id, marks] of await show.exclusively(() => plannedMarks(show, episode)))
          planned.set(id, marks);
      }
      const { agreed, refused } = await decideEach(show, chosen, selection, async (kept) => {
        const edits = await rejectedWhole(show, kept, planned.get(kept.enhancement.id) ?? []);
        await say(show, by, why, { kind: 'reject', whole: true, ...edits, ...aboutKept(show, kept) });
      });
      for (const episode of episodes) await show.exclusively(() => propose(show, episode));
      return inOrder(chosen, [...refused, ...agreed.map((row) => outcome(row, 'rejected'))]);
    },

    async revert(selection, who) {
      const by = reviewer(show.settings(), who);
      const outcomes: Outcome[] = [];
      // Newest first: a change must be reverted before those it builds on.
      const states = (selection.ids ?? []).length > 0 ? DONE_OR_COMING : DONE;
      for (const row of newestFirst(show, await select(show, selection, states))) {
        outcomes.push(
          await untilSettled(show, () => show.exclusively(() => takeBack(show, row, selection, by))),
        );
      }
      return outcomes;
    },
  };
}

async function takeBack(show: Show, row: LandingTarget, selection: Selection, by: Who): Promise<Outcome> {
  await show.history.advance();
  const kept = await keptOf(show, row);
  const moved = movedOn(show, kept, seenOf(selection, row.id), DONE_OR_COMING);
  if (moved !== null) return refusal(row, moved);
  if (stateOf(kept, contextOf(show)) === 'accepted') {
    await say(show, by, null, { kind: 'take-back', ...aboutKept(show, kept) });
    return outcome(row, 'reverted');
  }
  const { withLater = false } = selection;
  const result = await revert(show, { episode: row.episode, id: row.id, by, withLater });
  const standing = (later: readonly StandingLanding[]) => (later.length === 0 ? {} : { later });
  if (result.kind === 'reverted')
    return { ...outcome(row, 'reverted', result.commit), ...standing(result.withIt) };
  if (result.kind === 'refused') return { ...refusal(row, result.reason), ...standing(result.standing) };
  return outcome(row, 'waiting', null, result.gates.map(gateReason));
}

interface Decided {
  readonly agreed: readonly LandingTarget[];
  readonly refused: readonly Outcome[];
}

/** Checks that each is still as it was seen and decides on it, with nothing in between. */
async function decideEach(
  show: Show,
  rows: readonly LandingTarget[],
  selection: Selection,
  decide: (kept: EnhancementRecord) => Promise<void>,
): Promise<Decided> {
  const agreed: LandingTarget[] = [];
  const refused: Outcome[] = [];
  for (const row of rows) {
    const moved = await show.exclusively(async () => {
      await show.history.advance();
      const kept = await keptOf(show, row);
      const why = movedOn(show, kept, seenOf(selection, row.id), OPEN);
      if (why === null) await decide(kept);
      return why;
    });
    if (moved === null) agreed.push(row);
    else refused.push(refusal(row, moved));
  }
  return { agreed, refused };
}

/** Already accepted? Not if a reviewer's words no longer fit their lines: they were written for another text. */
function isAgreed(show: Show, kept: EnhancementRecord): boolean {
  const past = contextOf(show);
  return stateOf(kept, past) === 'accepted' && kept.stale?.code !== WORDS_MOVED.code;
}

export function say(show: Show, by: Who, why: string | null, saying: DecisionKind): Promise<void> {
  return show.decisions.add({ atMs: show.nowMs(), by, why, saying });
}

/** The fields that let a verdict outlive its enhancement. */
export function aboutKept(show: Show, { enhancement, asOf }: EnhancementRecord) {
  const { id, episode, step, subject, input } = enhancement;
  return { id, episode, step, subject: show.decisions.memory().names.path(subject, asOf), input };
}

function refusal(row: LandingTarget, why: Reason): Outcome {
  return outcome(row, 'refused', null, [endedReason(why)]);
}

function inOrder(rows: readonly LandingTarget[], outcomes: readonly Outcome[]): readonly Outcome[] {
  const place = new Map<string, number>(rows.map(({ id }, i) => [id, i]));
  return [...outcomes].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

function newestFirst({ history }: Show, rows: readonly LandingTarget[]): readonly LandingTarget[] {
  const order = new Map([...history.ids().keys()].map((id, i) => [id as string, i]));
  return [...rows].sort((a, b) => (order.get(b.id) ?? -1) - (order.get(a.id) ?? -1));
}

// ---- choosing ----

/** The revision that the caller saw; null: any revision is accepted. */
function seenOf({ revisions }: Selection, id: string): string | null {
  if (revisions === undefined) return null;
  const exact = revisions[id];
  if (exact !== undefined) return exact;
  // Ids may be abbreviated.
  const short = Object.keys(revisions).find((key) => key.length < id.length && id.startsWith(key));
  return short === undefined ? null : (revisions[short] ?? null);
}

/** The selected enhancements, by episode in the order in which they were proposed. Includes those whose state has
 *  changed since the caller saw them, so that they are reported as refused. */
async function select(
  show: Show,
  selection: Selection,
  states: readonly EnhancementState[],
): Promise<readonly LandingTarget[]> {
  await show.history.advance();
  const past = contextOf(show);
  const named = new Map((selection.ids ?? []).map((id) => [id, 0]));
  const wanted = selection.episode?.padStart(4, '0');
  const chosen: (LandingTarget & { readonly proposedMs: number; readonly subject: string })[] = [];
  for (const episode of await show.kept.episodes()) {
    for (const kept of (await show.kept.read(episode)).all.values()) {
      const { id, step, change, proposedMs, subject } = kept.enhancement;
      for (const name of named.keys()) if (id.startsWith(name)) named.set(name, (named.get(name) ?? 0) + 1);
      if (wanted !== undefined && episode !== wanted) continue;
      const state = stateOf(kept, past);
      const isThere = states.includes(state);
      const wasSeen = seenOf(selection, id) !== null;
      const { state: _state, ...rest } = selection;
      if (!isSelected({ id, step, state }, { ...(wasSeen ? rest : selection), all: true })) continue;
      if (!isThere && !wasSeen && named.size > 0) {
        const sentence = `${id} is ${state}; this needs one that is ${states[0]}`;
        throw new Fault('refused', 'WRONG_STATE', sentence);
      }
      if (isThere || wasSeen) chosen.push({ id, episode, title: change.title, proposedMs, subject });
    }
  }
  // Rejects with the right error: no such id, or an ambiguous one.
  for (const [name, times] of named) if (times !== 1) await findRow(show, name);
  return chosen.sort(
    (a, b) =>
      (a.episode < b.episode ? -1 : a.episode > b.episode ? 1 : 0) ||
      a.proposedMs - b.proposedMs ||
      (a.subject < b.subject ? -1 : 1),
  );
}
