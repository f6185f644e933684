// Decides about an open enhancement that the plan does not want just now: it waits for its step, has no place on the
// present text, or is no longer needed. Pure.
import type { Canvas } from '../../src/domain/canvas.ts';
import type { Change } from '../../src/domain/change.ts';
import type { Lane } from '../../src/domain/enhancement.ts';
import type { TreePath } from '../../src/domain/ids.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { reasonFacts } from '../../src/domain/reason-codes.ts';
import { transplant } from '../../src/domain/transplant.ts';
import type { Plan } from '../plan/plan-values.ts';
import type { OpenEnhancement } from './open-enhancement.ts';

const ASKING = reason('ASKING_AGAIN', 'the text changed; the step is being asked again');
const AWAITED = reason(
  'SUBJECT_AWAY',
  'its file went away a moment ago, and may come back under another name',
);
export const CROWDED = reason('OVERLAPS', 'overlaps another open enhancement; decide that one first');

export type LeftoverResult =
  | { readonly kind: 'withdrawn'; readonly reason: Reason }
  | { readonly kind: 'parked'; readonly reason: Reason }
  | {
      readonly kind: 'stays';
      /** Placed on everything below; the caller applies it. */
      readonly change: Change;
      /** On main alone; null while it builds on changes that have not landed. */
      readonly onMain: Change | null;
      readonly lane: Lane;
      readonly stale: Reason | null;
    };

/** `upper`: all layers placed so far. */
export function leftover({ kept, from }: OpenEnhancement, plan: Plan, upper: Canvas): LeftoverResult {
  const { step, subject, change: proposed, lane } = kept.enhancement;
  const withdrawn = withdrawal(plan, { kept });
  if (withdrawn !== null) return { kind: 'withdrawn', reason: withdrawn };
  const isAsked = isAskedIn(plan, step);
  const stale = isAsked ? waitsFor(plan, step, subject) : kept.stale;
  const moved = transplant(proposed, from, plan.withAuto.at);
  const change = moved.ok ? upper.moved(moved.change, plan.withAuto.now()) : null;
  if (!moved.ok || change === null) return { kind: 'parked', reason: stale ?? CROWDED };
  const onMain = plan.withAuto.onBase(moved.change);
  return { kind: 'stays', change, onMain, lane: isAsked ? 'review' : lane, stale };
}

/** Why it ends although nothing replaces it; null if it stays open. */
export function withdrawal(plan: Plan, { kept }: Pick<OpenEnhancement, 'kept'>): Reason | null {
  const { step, subject } = kept.enhancement;
  const stays = !isAskedIn(plan, step) || waitsFor(plan, step, subject) !== null;
  return stays ? null : whyWithdrawn(plan, step, subject);
}

function isAskedIn({ only }: Plan, step: string): boolean {
  return only === null || only === step;
}

function waitsFor(plan: Plan, step: string, subject: TreePath): Reason | null {
  if (plan.awaited.has(subject)) return AWAITED;
  if (plan.needs.some((need) => need.step.id === step && need.subject.path === subject)) return ASKING;
  const idle = plan.idle.find((one) => one.step === step && one.subject === subject);
  // After a person's rejection or its own refusal, a step brings no other answer.
  return idle && reasonFacts(idle.reason.code)?.keepsOpen ? idle.reason : null;
}

function whyWithdrawn(plan: Plan, step: string, subject: TreePath): Reason {
  const off = plan.idle.find((one) => one.subject === subject && one.reason.code === 'BOT_OFF');
  if (off && off.step === step) return off.reason;
  return plan.main.has(subject)
    ? reason('NOT_NEEDED', 'the text no longer needs it')
    : reason('SUBJECT_GONE', 'its file is gone');
}
