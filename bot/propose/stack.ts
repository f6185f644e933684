// Which enhancements stand on the bot branch, in which order, and which have ended: the plan's wanted changes compared
// with the open enhancements. Pure. The same change keeps its id, and with it its verdict.
import { canvas } from '../../src/domain/canvas.ts';
import type { Change } from '../../src/domain/change.ts';
import type { Enhancement } from '../../src/domain/enhancement.ts';
import type { EnhancementId, TreePath } from '../../src/domain/ids.ts';
import { reworded } from '../../src/domain/part.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import type { Plan, WantedChange } from '../plan/plan-values.ts';
import { type Backlog, type BacklogLimits, backlog, type StandingChange } from './backlog.ts';
import { CROWDED, leftover, withdrawal } from './leftover.ts';
import { type EndedEnhancement, type Matching, matched, type Pair } from './matching.ts';
import { enhancementOf, newId } from './new-enhancement.ts';
import type { OpenEnhancement } from './open-enhancement.ts';

export interface Layer {
  readonly enhancement: Enhancement;
  /** On main alone; null while it builds on changes that have not landed. */
  readonly onMain: Change | null;
  /** Why it is out of date: its text moved and its step has not answered again; null if it is current. */
  readonly stale: Reason | null;
  readonly isNew: boolean;
  /** Another text under the same id. */
  readonly isRenewed: boolean;
  /** As in the plan; empty if the plan does not want it at the moment. */
  readonly marks: WantedChange['marks'];
}

export interface ParkedEnhancement {
  readonly id: EnhancementId;
  readonly reason: Reason;
}

export interface Stack {
  /** From the bottom; each change is placed on main with all layers below it. */
  readonly layers: readonly Layer[];
  /** Open, but without a place on the present text. */
  readonly parked: readonly ParkedEnhancement[];
  readonly ended: readonly EndedEnhancement[];
  /** How much waits for a decision, and what is not proposed because of it. */
  readonly backlog: Backlog;
}

export const WORDS_MOVED = reason(
  'WORDS_MOVED',
  'the lines that a reviewer worded anew read otherwise by now; look at it again',
);

export interface StackOptions {
  readonly nowMs: number;
  /** True for ids that were used before. */
  readonly taken: (id: EnhancementId) => boolean;
  readonly limits: BacklogLimits;
}

export function stack(plan: Plan, open: readonly OpenEnhancement[], options: StackOptions): Stack {
  const idFor = (wanted: WantedChange) => newId(plan.episode, wanted, options.taken);
  const matching = matched(plan, open, idFor);
  const waiting = backlogOf(plan, matching, options.limits);
  const admitted = matching.pairs.filter(({ wanted }) => !waiting.keptBack.has(wanted));
  const page = canvas(plan.main);
  const base = plan.withAuto.now();
  const upper = plan.withAuto.copy();
  const layers: Layer[] = [];
  const parked: ParkedEnhancement[] = [];
  const ended = [...matching.superseded];

  for (const pair of [...admitted.filter(isAutomatic), ...inOldOrder(admitted, open)]) {
    const { wanted, same } = pair;
    const change = isAutomatic(pair) ? wanted.change : upper.moved(wanted.change, base);
    if (change === null) {
      if (same) parked.push({ id: same.kept.enhancement.id, reason: CROWDED });
      continue;
    }
    (isAutomatic(pair) ? page : upper).apply(change);
    const supersedes = matching.successors.get(wanted) ?? null;
    const making = { episode: plan.episode, nowMs: options.nowMs, id: () => idFor(wanted), supersedes };
    layers.push({
      enhancement: enhancementOf(pair, change, making),
      onMain: wanted.onMain,
      stale: same && !wordsFit(same, wanted.onMain, plan.main) ? WORDS_MOVED : null,
      isNew: same === null,
      isRenewed: pair.isRenewed,
      marks: wanted.marks,
    });
  }

  for (const one of matching.left) {
    const { enhancement } = one.kept;
    const rest = leftover(one, plan, upper);
    if (rest.kind === 'withdrawn')
      ended.push({ id: enhancement.id, ending: { state: 'withdrawn', reason: rest.reason } });
    if (rest.kind === 'parked') parked.push({ id: enhancement.id, reason: rest.reason });
    if (rest.kind !== 'stays') continue;
    const { change, onMain, lane, stale } = rest;
    upper.apply(change);
    layers.push({
      enhancement: { ...enhancement, change, lane },
      onMain,
      stale,
      isNew: false,
      isRenewed: false,
      marks: [],
    });
  }
  return { layers, parked, ended, backlog: waiting };
}

function isAutomatic({ wanted }: Pair): boolean {
  return wanted.lane === 'auto';
}

function backlogOf(plan: Plan, { pairs, successors, left }: Matching, limits: BacklogLimits): Backlog {
  // One whose file is away leaves room.
  const stays = left.filter(
    (one) => withdrawal(plan, one) === null && !plan.awaited.has(one.kept.enhancement.subject),
  );
  return backlog(
    pairs.filter(({ wanted, same }) => same === null && !successors.has(wanted)).map(({ wanted }) => wanted),
    [...pairs.flatMap((pair) => standing(pair, successors)), ...stays.map(({ kept }) => kept.enhancement)],
    limits,
  );
}

/** The change if it is on the branch already or replaces one that is. */
function standing(
  { wanted, same }: Pair,
  successors: ReadonlyMap<WantedChange, EnhancementId>,
): readonly StandingChange[] {
  if (same === null && !successors.has(wanted)) return [];
  return [{ ...wanted, id: same?.kept.enhancement.id ?? null }];
}

/** True while the reviewer's words still fit the lines they were written for. */
function wordsFit(
  { words }: OpenEnhancement,
  onMain: Change | null,
  main: ReadonlyMap<TreePath, string>,
): boolean {
  if (words.length === 0 || onMain === null) return true;
  return reworded(onMain, (path) => main.get(path) ?? null, words) !== null;
}

/** Review items keep their order, so that a new one does not give all others new commits. A rename comes after all edits
 *  of its file. */
function inOldOrder(pairs: readonly Pair[], open: readonly OpenEnhancement[]): readonly Pair[] {
  const place = new Map(open.map((one, i) => [one.kept.enhancement.id, i]));
  const rank = ({ same }: Pair) =>
    same ? (place.get(same.kept.enhancement.id) ?? open.length) : open.length;
  const moves = ({ wanted }: Pair) => (wanted.change.files.some(({ kind }) => kind === 'move') ? 1 : 0);
  return pairs.filter((pair) => !isAutomatic(pair)).sort((a, b) => moves(a) - moves(b) || rank(a) - rank(b));
}
