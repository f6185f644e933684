// check: whether an episode is ready for air, and what is left to do.
import type { CheckReport } from '../../src/desk.ts';
import { checkText } from './output/check.ts';
import { complain } from './output/complain.ts';
import { count } from './output/times.ts';
import { episodeFrom } from './values.ts';
import { atDesk, JSON_OPTION, lookOf, print, type Verb, type VerbCall } from './verb.ts';
import { DONE, type ExitCode, NOT_DONE } from './world.ts';

export const checkingVerbs: readonly Verb[] = [
  {
    name: 'check',
    about: 'preflight: is an episode ready for air? Without one, all that are open. Exit 1 where any is not',
    words: '[episode]',
    fewestWords: 0,
    mostWords: 1,
    options: [JSON_OPTION],
    example: 'show-build check 0101',
    run: check,
  },
];

async function check(asked: VerbCall): Promise<ExitCode> {
  const word = asked.given.words[0];
  const episode = word === undefined ? null : episodeFrom(word);
  const { reports, place } = await atDesk(asked, 'read', async (desk, at) => ({
    reports: await desk.check(episode),
    place: at,
  }));
  print(asked, reports, () => checkText(reports, place.words, lookOf(asked)));
  const unready = reports.filter(({ ready }) => !ready);
  if (unready.length === 0) return DONE;
  complain(asked.world.err, sentence(unready));
  return NOT_DONE;
}

function sentence(unready: readonly CheckReport[]): string {
  const each = unready.map(({ episode, findings }) => {
    const blocking = findings.filter(({ blocks }) => blocks).length;
    return `${episode} (${count(blocking, 'thing')} to mend)`;
  });
  return `Not ready for air: ${each.join(', ')}.`;
}
