// Prints the outcome of each decided enhancement.
import type { Outcome } from '../../../src/desk.ts';
import { tellingReasons, whyItWaits } from '../../../src/wording/waits.ts';
import { type Look, wordFor } from './list.ts';
import type { Colour } from './paint.ts';
import { line, wrap } from './text.ts';
import { count } from './times.ts';

const COLOURS: Readonly<Record<Outcome['result'], Colour>> = {
  landed: 'green',
  waiting: 'yellow',
  rejected: 'red',
  reverted: 'yellow',
  'asked-again': 'cyan',
  refused: 'red',
};

export function outcomesText(outcomes: readonly Outcome[], look: Look): string {
  return outcomes
    .flatMap((outcome) => outcomeLines(outcome, look))
    .map((each) => `${each}\n`)
    .join('');
}

function outcomeLines(
  { id, title, result, commit, reasons, later = [] }: Outcome,
  { paint, columns, nowMs }: Look,
): readonly string[] {
  const at = commit === null ? '' : `  ${paint('dim', commit.slice(0, 10))}`;
  const why = whyItWaits({ reasons }, nowMs);
  return [
    `${line(id)}  ${paint(COLOURS[result], wordFor(result))}  ${line(title)}${at}`,
    ...(why === null ? [] : wrap(line(why), columns - 4).map((text) => paint('dim', `    ${text}`))),
    ...(result === 'reverted'
      ? later.map((one) => paint('dim', `    with it ${one.id}  ${line(one.title)}`))
      : []),
  ];
}

function isUndone({ result }: Outcome): boolean {
  return result === 'waiting' || result === 'refused';
}

/** One line with the reason why something was not done; null if everything was. */
export function undoneSentence(outcomes: readonly Outcome[]): string | null {
  const undone = outcomes.filter(isUndone);
  const [first] = undone;
  if (first === undefined) return null;
  const why = tellingReasons(first.reasons)[0]?.user ?? 'no reason was given';
  const what =
    outcomes.length === 1
      ? 'It is'
      : `${undone.length} of ${count(outcomes.length, 'enhancement')} ${undone.length === 1 ? 'is' : 'are'}`;
  const isDecided = undone.some(({ result }) => result === 'waiting');
  const next = isDecided
    ? 'The decision stands; repeat the command, or let a service carry it out when the gates open.'
    : (first.later ?? []).length > 0
      ? 'Nothing was changed; add --with-later to take them back together.'
      : 'Nothing was changed.';
  return `${what} not done: ${why}. ${next}`;
}
