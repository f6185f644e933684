// Which enhancements stand on the bot branch, in which order, and which have ended: the plan's wanted changes held
// against what is already proposed. Pure. The same change keeps its id, and with it its verdict.
import { type Canvas, canvas } from '../../src/domain/canvas.ts';
import { type Change, fieldsOf, sameChange } from '../../src/domain/change.ts';
import type { Ending, Enhancement, EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { EnhancementId, TreePath } from '../../src/domain/ids.ts';
import type { Json } from '../../src/domain/json.ts';
import { reworded, type Wording } from '../../src/domain/part.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { type TextAt, transplant } from '../../src/domain/transplant.ts';
import { hashValue } from '../../src/hash.ts';
import { OVER_BUDGET } from '../../src/tools/language/budget.ts';
import type { Plan, WantedChange } from '../plan/plan.ts';
import { type Backlog, type BacklogLimits, backlog, type StandingChange } from './backlog.ts';

/** An enhancement that is proposed or accepted, and the texts that its change is placed on. */
export interface OpenEnhancement {
  readonly kept: EnhancementRecord;
  readonly from: TextAt;
  /** A reviewer has taken some of its parts and left others: the rest takes its place. */
  readonly isParted: boolean;
  /** A reviewer's own words, with which it is to land. */
  readonly words: readonly Wording[];
}

export interface Layer {
  readonly enhancement: Enhancement;
  /** On main alone; null while it builds on changes that have not landed. */
  readonly onMain: Change | null;
  /** Its text moved and its step has not answered anew yet. */
  readonly stale: Reason | null;
  readonly isNew: boolean;
  /** As the plan knows its edits and files, in their order; none where nobody wants it at the moment. */
  readonly hunks: WantedChange['hunks'];
}

export interface Stack {
  /** From the bottom; each change is placed on main with all layers below it. */
  readonly layers: readonly Layer[];
  /** Open, but without a place on the present text: what they wait for. */
  readonly parked: readonly { readonly id: EnhancementId; readonly reason: Reason }[];
  readonly ended: readonly { readonly id: EnhancementId; readonly ending: Ending }[];
  /** How much waits for a decision, and what is not proposed because of it. */
  readonly backlog: Backlog;
}

const ASKING = reason('ASKING_AGAIN', 'the text changed; the step is being asked again');
export const WORDS_MOVED = reason(
  'WORDS_MOVED',
  'the lines that a reviewer worded anew read otherwise by now; look at it again',
);
const CROWDED = reason('OVERLAPS', 'overlaps another open enhancement; decide that one first');

export function stack(
  plan: Plan,
  open: readonly OpenEnhancement[],
  nowMs: number,
  taken: (id: EnhancementId) => boolean,
  room: BacklogLimits,
): Stack {
  const left = new Map(open.map((one) => [one.kept.enhancement.id, one]));
  const layers: Layer[] = [];
  const ended: { id: EnhancementId; ending: Ending }[] = [];
  const parked: { id: EnhancementId; reason: Reason }[] = [];
  const fresh: WantedChange[] = [];
  const pairs: { wanted: WantedChange; same: OpenEnhancement | null }[] = [];

  for (const wanted of plan.wanted) {
    const same = [...left.values()].find((one) => isSame(one.kept.enhancement, wanted)) ?? null;
    if (same) left.delete(same.kept.enhancement.id);
    else fresh.push(wanted);
    pairs.push({ wanted, same });
  }

  const successors = new Map<WantedChange, EnhancementId>();
  for (const wanted of fresh) {
    const olds = [...left.values()].filter((one) => isSuccessor(wanted, one.kept.enhancement));
    const id = newId(wanted, plan, taken);
    for (const old of olds) {
      left.delete(old.kept.enhancement.id);
      successors.set(wanted, old.kept.enhancement.id);
      ended.push({ id: old.kept.enhancement.id, ending: superseded(id, old.isParted) });
    }
  }

  const stays = [...left.values()].filter((one) => withdrawal(plan, one) === null);
  const waiting = backlog(
    fresh.filter((wanted) => !successors.has(wanted)),
    [...pairs.flatMap((pair) => standing(pair, successors)), ...stays.map(({ kept }) => kept.enhancement)],
    room,
  );
  const admitted = pairs.filter(({ wanted }) => !waiting.keptBack.has(wanted));

  const page: Canvas = canvas(plan.main);
  const order = [...admitted.filter((p) => p.wanted.lane === 'auto'), ...inOldOrder(admitted, open)];
  const base = plan.withAuto.now();
  const upper = plan.withAuto.copy();
  for (const { wanted, same } of order) {
    const on = wanted.lane === 'auto' ? page : upper;
    const change = wanted.lane === 'auto' ? wanted.change : upper.moved(wanted.change, base);
    if (change === null) {
      if (same) parked.push({ id: same.kept.enhancement.id, reason: CROWDED });
      continue;
    }
    on.apply(change);
    layers.push({
      enhancement: enhancementOf(wanted, change, plan, same, successors.get(wanted) ?? null, nowMs, taken),
      onMain: wanted.onMain,
      stale: same && !wordsFit(same, wanted.onMain, plan.main) ? WORDS_MOVED : null,
      isNew: same === null,
      hunks: wanted.hunks,
    });
  }

  for (const one of left.values()) rest(one, plan, upper, layers, parked, ended);
  return { layers, parked, ended, backlog: waiting };
}

/** Do the reviewer's words still stand in lines that read as they did? */
function wordsFit(
  { words }: OpenEnhancement,
  onMain: Change | null,
  main: ReadonlyMap<TreePath, string>,
): boolean {
  if (words.length === 0 || onMain === null) return true;
  return reworded(onMain, (path) => main.get(path) ?? null, words) !== null;
}

/** What no wanted change stands for: still being asked about, or no longer needed. */
function rest(
  { kept, from }: OpenEnhancement,
  plan: Plan,
  upper: Canvas,
  layers: Layer[],
  parked: { id: EnhancementId; reason: Reason }[],
  ended: { id: EnhancementId; ending: Ending }[],
): void {
  const { enhancement } = kept;
  const { id, step, subject } = enhancement;
  const withdrawn = withdrawal(plan, { kept });
  if (withdrawn !== null) {
    ended.push({ id, ending: { state: 'withdrawn', reason: withdrawn } });
    return;
  }
  const isAsked = isAskedIn(plan, step);
  const waiting = isAsked ? waitsFor(plan, step, subject) : kept.stale;
  const moved = transplant(enhancement.change, from, plan.withAuto.at);
  const change = moved.ok ? upper.moved(moved.change, plan.withAuto.now()) : null;
  if (!moved.ok || change === null) {
    parked.push({ id, reason: waiting ?? CROWDED });
    return;
  }
  upper.apply(change);
  const onMain = plan.withAuto.onBase(moved.change);
  layers.push({
    enhancement: { ...enhancement, change, lane: isAsked ? 'review' : enhancement.lane },
    onMain,
    stale: waiting,
    isNew: false,
    hunks: [],
  });
}

/** Why it ends, though nothing takes its place; null where it stays open. */
function withdrawal(plan: Plan, { kept }: Pick<OpenEnhancement, 'kept'>): Reason | null {
  const { step, subject } = kept.enhancement;
  const stays = !isAskedIn(plan, step) || waitsFor(plan, step, subject) !== null;
  return stays ? null : whyWithdrawn(plan, step, subject);
}

function isAskedIn({ only }: Plan, step: string): boolean {
  return only === null || only === step;
}

/** What is on the branch already, or takes the place of such a one. */
function standing(
  { wanted, same }: { readonly wanted: WantedChange; readonly same: OpenEnhancement | null },
  successors: ReadonlyMap<WantedChange, EnhancementId>,
): readonly StandingChange[] {
  if (same === null && !successors.has(wanted)) return [];
  return [{ ...wanted, id: same?.kept.enhancement.id ?? null }];
}

function waitsFor(plan: Plan, step: string, subject: TreePath): Reason | null {
  if (plan.needs.some((need) => need.step.id === step && need.subject.path === subject)) return ASKING;
  const idle = plan.idle.find((one) => one.step === step && one.subject === subject);
  // A step that has looked and found a person's rejection, or its own refusal, is not coming back with an answer.
  return idle && KEEPS_OPEN.has(idle.reason.code) ? idle.reason : null;
}

const KEEPS_OPEN = new Set([
  'WAITS_FOR_STEP',
  'PAUSED',
  'JOB_FAILED',
  'JOB_CANCELLED',
  OVER_BUDGET,
  'STEP_BUG',
]);

function whyWithdrawn(plan: Plan, step: string, subject: TreePath): Reason {
  const off = plan.idle.find((one) => one.subject === subject && one.reason.code === 'BOT_OFF');
  if (off && off.step === step) return off.reason;
  return plan.main.has(subject)
    ? reason('NOT_NEEDED', 'the text no longer needs it')
    : reason('SUBJECT_GONE', 'its file is gone');
}

function superseded(by: EnhancementId, isParted: boolean): Ending {
  const why = isParted
    ? reason('PARTS_TAKEN', 'a reviewer left parts of it out; the rest goes on by itself')
    : reason('NEW_ANSWER', 'the text changed, and with it the answer');
  return { state: 'superseded', by, reason: why };
}

function isSame(old: Enhancement, wanted: WantedChange): boolean {
  // Two cues may need the very same edit: the fields say which of them it is for.
  const sameFields = String(fieldsOf(old.change)) === String(fieldsOf(wanted.change));
  return (
    old.step === wanted.step.id &&
    old.subject === wanted.subject &&
    sameFields &&
    sameChange(old.change, wanted.change)
  );
}

function isSuccessor(wanted: WantedChange, old: Enhancement): boolean {
  if (old.step !== wanted.step.id || old.subject !== wanted.subject) return false;
  const fields = new Set(fieldsOf(wanted.change));
  return fieldsOf(old.change).some((field) => fields.has(field));
}

/** Review items stay where they were, so that a new one does not give all others new commits; but what gives a file
 *  another name comes after all that edits it. */
function inOldOrder<P extends { wanted: WantedChange; same: OpenEnhancement | null }>(
  pairs: readonly P[],
  open: readonly OpenEnhancement[],
): P[] {
  const place = new Map(open.map((one, i) => [one.kept.enhancement.id, i]));
  const rank = ({ same }: P) => (same ? (place.get(same.kept.enhancement.id) ?? open.length) : open.length);
  const moves = ({ wanted }: P) => (wanted.change.files.some(({ kind }) => kind === 'move') ? 1 : 0);
  return pairs
    .filter((pair) => pair.wanted.lane === 'review')
    .sort((a, b) => moves(a) - moves(b) || rank(a) - rank(b));
}

function enhancementOf(
  wanted: WantedChange,
  change: Change,
  plan: Plan,
  same: OpenEnhancement | null,
  supersedes: EnhancementId | null,
  nowMs: number,
  taken: (id: EnhancementId) => boolean,
): Enhancement {
  if (same) {
    // The id, the moment and the origin stay; where it is placed and what it was computed from are of now.
    const { input, fingerprint, lane } = wanted;
    return { ...same.kept.enhancement, change, input, fingerprint, lane };
  }
  return {
    id: newId(wanted, plan, taken),
    episode: plan.episode,
    step: wanted.step.id,
    stepVersion: wanted.step.version,
    subject: wanted.subject,
    input: wanted.input,
    fingerprint: wanted.fingerprint,
    change,
    origin: wanted.origin,
    lane: wanted.lane,
    proposedMs: nowMs,
    supersedes,
  };
}

/** Ten hex digits of what it is; the next number where that has been used before. */
function newId(wanted: WantedChange, plan: Plan, taken: (id: EnhancementId) => boolean): EnhancementId {
  const what: Json = [
    plan.episode,
    wanted.step.id,
    wanted.subject,
    wanted.input,
    wanted.change.files.map((file) =>
      file.kind === 'edit'
        ? [file.path, file.edits.map((e) => [e.start, e.removed, e.added])]
        : [file.path, file.kind === 'create' ? file.text : file.to],
    ),
  ];
  for (let n = 0; ; n++) {
    const id = hashValue([what, n]).slice(0, 10) as EnhancementId;
    if (!taken(id)) return id;
  }
}
