// Sentences about the outcomes of decisions, with their tone. Pure.
import type { Outcome } from '../../../src/desk.ts';
import { codeFrom } from '../../../src/domain/reason.ts';

export interface OutcomeNotice {
  readonly tone: 'good' | 'bad' | 'plain';
  readonly text: string;
}

export interface Tally {
  readonly landed: readonly Outcome[];
  readonly waiting: readonly Outcome[];
  readonly rejected: readonly Outcome[];
  readonly refused: readonly Outcome[];
  readonly others: readonly Outcome[];
}

export function tallied(outcomes: readonly Outcome[]): Tally {
  const of = (result: Outcome['result']) => outcomes.filter((each) => each.result === result);
  return {
    landed: of('landed'),
    waiting: of('waiting'),
    rejected: of('rejected'),
    refused: of('refused'),
    others: outcomes.filter(({ result }) => result === 'reverted' || result === 'asked-again'),
  };
}

export function sentenceOf(outcomes: readonly Outcome[]): OutcomeNotice {
  const [only] = outcomes;
  if (outcomes.length === 1 && only !== undefined) return ofOne(only);
  const { landed, waiting, rejected, refused, others } = tallied(outcomes);
  const pieces = [
    landed.length > 0 ? `${landed.length} landed` : '',
    waiting.length > 0 ? `${waiting.length} accepted, land when they may` : '',
    rejected.length > 0 ? `${rejected.length} rejected` : '',
    others.length > 0 ? `${others.length} done` : '',
    refused.length > 0 ? `${refused.length} refused: ${whyOf(refused[0])}` : '',
  ].filter((piece) => piece !== '');
  return { tone: refused.length > 0 ? 'bad' : 'good', text: pieces.join(', ') };
}

/** Whether a decision with this outcome can be taken back. */
export function isBackable({ result }: Outcome): boolean {
  return result === 'landed' || result === 'waiting' || result === 'rejected';
}

/** For the outcomes of taking decisions back, of whatever kind they were. */
export function takenBackSentence(outcomes: readonly Outcome[]): OutcomeNotice {
  const done = outcomes.filter(({ result }) => result === 'reverted' || result === 'asked-again');
  const [left] = outcomes.filter((one) => !done.includes(one));
  const [first] = done;
  if (left === undefined && done.length === 1) return { tone: 'plain', text: `Taken back: ${first?.title}` };
  const many = done.length === 0 ? '' : `${done.length} taken back`;
  if (left === undefined) return { tone: 'plain', text: many };
  const rest = `${outcomes.length - done.length} not taken back: ${whyOf(left)}`;
  if (outcomes.length === 1) return { tone: 'bad', text: `Not taken back: ${left.title}: ${whyOf(left)}` };
  return { tone: 'bad', text: [many, rest].filter((piece) => piece !== '').join(', ') };
}

/** Reasons with the number of outcomes for each, most frequent first. */
export function reasonsOf(
  outcomes: readonly Outcome[],
): readonly { readonly why: string; readonly many: number }[] {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) counts.set(whyOf(outcome), (counts.get(whyOf(outcome)) ?? 0) + 1);
  return [...counts].map(([why, many]) => ({ why, many })).toSorted((a, b) => b.many - a.many);
}

/** `id`: as the page's address has it. */
export function refused(id: string, title: string, code: string, user: string): Outcome {
  const reason = { code: codeFrom(code), user, tech: user, gate: null, opensAtMs: null, choice: null };
  return { id: id as Outcome['id'], title, result: 'refused', commit: null, reasons: [reason] };
}

export function whyOf(outcome: Outcome | undefined): string {
  const typing = outcome?.reasons.find(({ gate }) => gate === 'settled');
  return (typing ?? outcome?.reasons[0])?.user ?? 'no reason was given';
}

function ofOne(outcome: Outcome): OutcomeNotice {
  const { result, title } = outcome;
  switch (result) {
    case 'landed':
      return { tone: 'good', text: `Landed: ${title}` };
    case 'waiting':
      return { tone: 'plain', text: `Accepted: ${title}. Lands later: ${whyOf(outcome)}` };
    case 'rejected':
      return { tone: 'plain', text: `Rejected: ${title}` };
    case 'reverted':
      return { tone: 'plain', text: `Taken back: ${title}` };
    case 'asked-again':
      return { tone: 'plain', text: `Asked again: ${title}` };
    case 'refused':
      return { tone: 'bad', text: `${title}: ${whyOf(outcome)}` };
  }
}
