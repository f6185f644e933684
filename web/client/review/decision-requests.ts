// Requests that decide about enhancements. A failed request becomes a refusal of each enhancement in it, so that all
// failures are shown in the same way.
import type { Outcome, PartsVerdict } from '../../../src/desk.ts';
import { AnswerProblem } from '../questions/ask.ts';
import { answerTo } from '../questions/questions.ts';
import { refused } from './outcomes.ts';

/** Subject of a decision, in the version the reviewer saw. */
export interface Target {
  readonly id: string;
  readonly title: string;
  /** null: whatever version is current. */
  readonly revision: string | null;
  /** For reverts: also those landed later that stand on it. */
  readonly withLater?: boolean;
}

export type VerdictVerb = 'accept' | 'reject' | 'revert';

/** `who`: the person who decides, as in the settings. */
export async function sendVerdict(
  verb: VerdictVerb,
  targets: readonly Target[],
  why: string | null,
  who: string | null,
): Promise<readonly Outcome[]> {
  const seen = targets.flatMap(({ id, revision }) => (revision === null ? [] : [[id, revision] as const]));
  const selection = {
    ids: targets.map(({ id }) => id),
    ...(seen.length > 0 ? { revisions: Object.fromEntries(seen) } : {}),
    ...(targets.some(({ withLater }) => withLater) ? { withLater: true } : {}),
  };
  try {
    return verb === 'reject'
      ? await answerTo(verb, [selection, why, who])
      : await answerTo(verb, [selection, who]);
  } catch (error) {
    return targets.map((target) => refusedBy(target, error));
  }
}

export function sendParts(
  target: Target,
  verdict: PartsVerdict,
  who: string | null,
): Promise<readonly Outcome[]> {
  return one(target, answerTo('decideParts', [target.id, verdict, target.revision, who]));
}

export function sendRedo(
  target: Target,
  remark: string | null,
  who: string | null,
): Promise<readonly Outcome[]> {
  return one(target, answerTo('redo', [target.id, remark, who]));
}

/** Landings and acceptances are reverted. Rejections are asked again, one at a time: the API takes no more. */
export async function sendTakeBack(
  outcomes: readonly Outcome[],
  who: string | null,
): Promise<readonly Outcome[]> {
  const targets = (isRejected: boolean) =>
    outcomes
      .filter(({ result }) => (result === 'rejected') === isRejected)
      .map(({ id, title }): Target => ({ id, title, revision: null }));
  const accepted = targets(false);
  const answers = accepted.length === 0 ? [] : [...(await sendVerdict('revert', accepted, null, who))];
  for (const target of targets(true)) answers.push(...(await sendRedo(target, null, who)));
  return answers;
}

async function one(target: Target, answer: Promise<Outcome>): Promise<readonly Outcome[]> {
  try {
    return [await answer];
  } catch (error) {
    return [refusedBy(target, error)];
  }
}

function refusedBy({ id, title }: Target, error: unknown): Outcome {
  if (error instanceof AnswerProblem) return refused(id, title, error.code, error.message);
  return refused(id, title, 'BROKEN', error instanceof Error ? error.message : String(error));
}
