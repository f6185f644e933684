// accept, reject, revert, redo: a reviewer's verdicts on enhancements.
import type { Outcome } from '../../src/desk.ts';
import { span } from '../../src/domain/span.ts';
import { type OptionRule, usage } from './arguments.ts';
import { complain } from './output/complain.ts';
import { outcomesText, undoneSentence } from './output/outcomes.ts';
import { progressLine } from './output/progress.ts';
import { has, one, selectionFrom } from './values.ts';
import {
  atDesk,
  EPISODE_OPTION,
  JSON_OPTION,
  lookOf,
  print,
  STEP_OPTION,
  type Verb,
  type VerbCall,
  whoAsked,
} from './verb.ts';
import { DONE, type ExitCode, NOT_DONE } from './world.ts';

const MANY = { words: '<id…>', fewestWords: 0, mostWords: Number.POSITIVE_INFINITY } as const;
const SELECTING: readonly OptionRule[] = [
  EPISODE_OPTION,
  STEP_OPTION,
  { name: 'all', value: null, about: 'all of them' },
  JSON_OPTION,
];

export const decidingVerbs: readonly Verb[] = [
  {
    name: 'accept',
    about: 'accept enhancements and land them, or say what they wait for',
    ...MANY,
    options: SELECTING,
    example: 'show-build accept 4f2a 90c1',
    run: accept,
  },
  {
    name: 'reject',
    about: 'reject enhancements; the same is not proposed again',
    ...MANY,
    options: [
      { name: 'why', value: 'TEXT', about: 'the reason, for whoever reads the history' },
      ...SELECTING,
    ],
    example: 'show-build reject 4f2a --why "the pun is intended"',
    run: reject,
  },
  {
    name: 'revert',
    about: 'take enhancements back: landed ones stay off until redo, accepted ones wait for a verdict again',
    ...MANY,
    options: [
      { name: 'with-later', value: null, about: 'also those landed later that stand on them' },
      ...SELECTING,
    ],
    example: 'show-build revert 4f2a',
    run: revert,
  },
  {
    name: 'redo',
    about: 'ask for another answer, with a remark if you like',
    words: '<id>',
    fewestWords: 1,
    mostWords: 1,
    options: [{ name: 'with', value: 'REMARK', about: 'what should be different' }, JSON_OPTION],
    example: 'show-build redo 4f2a --with "shorter, and without the name"',
    run: redo,
  },
];

async function accept(asked: VerbCall): Promise<ExitCode> {
  const selection = selected(asked);
  return told(
    asked,
    await waiting(
      asked,
      atDesk(asked, 'write', (desk, place) => desk.accept(selection, whoAsked(asked, place))),
    ),
  );
}

async function reject(asked: VerbCall): Promise<ExitCode> {
  const selection = selected(asked);
  const why = one(asked.given, 'why');
  return told(
    asked,
    await atDesk(asked, 'write', (desk, place) => desk.reject(selection, why, whoAsked(asked, place))),
  );
}

async function revert(asked: VerbCall): Promise<ExitCode> {
  const withLater = has(asked.given, 'with-later');
  const selection = { ...selected(asked), ...(withLater ? { withLater } : {}) };
  return told(
    asked,
    await waiting(
      asked,
      atDesk(asked, 'write', (desk, place) => desk.revert(selection, whoAsked(asked, place))),
    ),
  );
}

async function redo(asked: VerbCall): Promise<ExitCode> {
  const id = asked.given.words[0] ?? '';
  const remark = one(asked.given, 'with');
  return told(asked, [
    await atDesk(asked, 'write', (desk, place) => desk.redo(id, remark, whoAsked(asked, place))),
  ]);
}

const FIRST_WORD_MS = 2_000;
const STEP_MS = 1_000;
const WAITS = 'until nobody types in the files, and the other machines have them';

/** Says that it waits, and for how long. */
async function waiting<T>({ world }: VerbCall, work: Promise<T>): Promise<T> {
  const sinceMs = world.nowMs();
  const progress = progressLine(world.err, world.nowMs);
  const timer = setInterval(() => {
    const forMs = world.nowMs() - sinceMs;
    if (forMs >= FIRST_WORD_MS)
      progress.show({ phase: 'waiting', done: 0, total: null, note: `${WAITS} (${span(forMs)})` });
  }, STEP_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    progress.clear();
  }
}

/** Requires an explicit selection, so a forgotten id never means all of them. */
function selected({ verb, given }: VerbCall) {
  const selection = selectionFrom(given);
  if (Object.keys(selection).length > 0) return selection;
  throw usage(`Which ones? Name ids, or --episode N, --step ID or --all: ${verb.example}`);
}

function told(asked: VerbCall, outcomes: readonly Outcome[]): ExitCode {
  const nothing = `There is nothing to ${asked.verb.name}.\n`;
  print(asked, outcomes, () => (outcomes.length === 0 ? nothing : outcomesText(outcomes, lookOf(asked))));
  const undone = undoneSentence(outcomes);
  if (undone === null) return DONE;
  complain(asked.world.err, undone);
  return NOT_DONE;
}
