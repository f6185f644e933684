// Requests that decide about enhancements. A failed request becomes a refusal of each enhancement in it, so that all
// failures are shown in the same way.
import type { Outcome, PartsVerdict } from '../../../src/desk.ts';
import { AnswerProblem, tell } from '../questions/ask.ts';
import { refused } from './outcomes.ts';

/** Subject of a decision, in the version the reviewer saw. */
export interface Target {
  readonly id: string;
  readonly title: string;
  /** null: whatever version is current. */
  readonly revision: string | null;
}

export type VerdictVerb = 'accept' | 'reject' | 'revert';

const PATH = '/enhancements';

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
  };
  try {
    return await tell<readonly Outcome[]>('POST', `${PATH}/${verb}`, { selection, why, who });
  } catch (error) {
    return targets.map((target) => refusedBy(target, error));
  }
}

export function sendParts(
  target: Target,
  verdict: PartsVerdict,
  who: string | null,
): Promise<readonly Outcome[]> {
  return sendOne(target, 'parts', { ...verdict, revision: target.revision, who });
}

export function sendRedo(
  target: Target,
  remark: string | null,
  who: string | null,
): Promise<readonly Outcome[]> {
  return sendOne(target, 'redo', { remark, who });
}

async function sendOne(target: Target, act: 'parts' | 'redo', body: object): Promise<readonly Outcome[]> {
  try {
    return [await tell<Outcome>('POST', `${PATH}/${encodeURIComponent(target.id)}/${act}`, body)];
  } catch (error) {
    return [refusedBy(target, error)];
  }
}

function refusedBy({ id, title }: Target, error: unknown): Outcome {
  if (error instanceof AnswerProblem) return refused(id, title, error.code, error.message);
  return refused(id, title, 'BROKEN', error instanceof Error ? error.message : String(error));
}
