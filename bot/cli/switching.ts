// auto, hold, release, pause, resume: control what may land and what is worked on. Each prints one line with the new
// rule.

import { steps } from '../../steps/index.ts';
import { usage } from './arguments.ts';
import { line } from './output/text.ts';
import { moment } from './output/times.ts';
import { durationFrom, episodeFrom, one } from './values.ts';
import { atDesk, type Verb, type VerbCall, whoAsked } from './verb.ts';
import { DONE, type ExitCode } from './world.ts';

const WHY = { name: 'why', value: 'TEXT', about: 'the reason, for whoever wonders' } as const;

/** A step that people pause: one that waits for a tool. */
const SOME_STEP = steps.find(({ tools }) => tools.length > 0)?.id ?? '';

export const switchingVerbs: readonly Verb[] = [
  {
    name: 'auto',
    about: 'whether changes that nobody could disagree with land by themselves',
    words: 'on|off',
    fewestWords: 1,
    mostWords: 1,
    options: [],
    example: 'show-build auto on',
    run: auto,
  },
  {
    name: 'hold',
    about: 'nothing lands in this episode until it is released',
    words: '<episode>',
    fewestWords: 1,
    mostWords: 1,
    options: [{ name: 'for', value: 'TIME', about: 'so long only: 90s, 30m, 2h' }, WHY],
    example: 'show-build hold 0101 --for 2h --why rehearsal',
    run: hold,
  },
  {
    name: 'release',
    about: 'ends a hold',
    words: '<episode>',
    fewestWords: 1,
    mostWords: 1,
    options: [],
    example: 'show-build release 0101',
    run: release,
  },
  {
    name: 'pause',
    about: 'no work on this step, or on any',
    words: '[step]',
    fewestWords: 0,
    mostWords: 1,
    options: [WHY],
    example: `show-build pause ${SOME_STEP}`,
    run: pause,
  },
  {
    name: 'resume',
    about: 'ends a pause',
    words: '[step]',
    fewestWords: 0,
    mostWords: 1,
    options: [],
    example: `show-build resume ${SOME_STEP}`,
    run: resume,
  },
];

async function auto(asked: VerbCall): Promise<ExitCode> {
  const word = asked.given.words[0];
  if (word !== 'on' && word !== 'off') throw usage('It is either on or off: show-build auto on');
  await atDesk(asked, 'write', (desk, place) => desk.auto(word === 'on', whoAsked(asked, place)));
  const on = 'From now on, what nobody could disagree with lands by itself, when its gates are open.';
  return said(asked, word === 'on' ? on : 'From now on nothing lands by itself.');
}

async function hold(asked: VerbCall): Promise<ExitCode> {
  const { given, world } = asked;
  const episode = episodeFrom(given.words[0] ?? '');
  const time = one(given, 'for');
  const forMs = time === null ? null : durationFrom(time);
  const why = one(given, 'why');
  await atDesk(asked, 'write', (desk, place) => desk.hold(episode, forMs, why, whoAsked(asked, place)));
  const until = forMs === null ? 'until it is released' : `until ${moment(world.nowMs() + forMs)}`;
  return said(asked, `Nothing lands in ${episode} ${until}.`);
}

async function release(asked: VerbCall): Promise<ExitCode> {
  const episode = episodeFrom(asked.given.words[0] ?? '');
  await atDesk(asked, 'write', (desk, place) => desk.release(episode, whoAsked(asked, place)));
  return said(asked, `${episode} is released.`);
}

async function pause(asked: VerbCall): Promise<ExitCode> {
  const step = asked.given.words[0] ?? null;
  const why = one(asked.given, 'why');
  await atDesk(asked, 'write', (desk, place) => desk.pause(step, why, whoAsked(asked, place)));
  return said(asked, `${step ?? 'All work'} is paused.`);
}

async function resume(asked: VerbCall): Promise<ExitCode> {
  const step = asked.given.words[0] ?? null;
  await atDesk(asked, 'write', (desk, place) => desk.resume(step, whoAsked(asked, place)));
  return said(asked, `${step ?? 'All work'} goes on.`);
}

function said({ world }: VerbCall, sentence: string): ExitCode {
  world.out.write(`${line(sentence)}\n`);
  return DONE;
}
