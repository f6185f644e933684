// status: shows where things stand.
import { statusText } from './output/status.ts';
import { atDesk, JSON_OPTION, lookOf, print, type Verb, type VerbCall } from './verb.ts';
import { DONE, type ExitCode } from './world.ts';

const NO_WORDS = { words: '', fewestWords: 0, mostWords: 0 } as const;

export const standingVerbs: readonly Verb[] = [
  {
    name: 'status',
    about: 'where things stand, on one screen',
    ...NO_WORDS,
    options: [JSON_OPTION],
    example: 'show-build status',
    run: status,
  },
];

async function status(asked: VerbCall): Promise<ExitCode> {
  const standing = await atDesk(asked, 'read', (desk) => desk.status());
  print(asked, standing, () => statusText(standing, lookOf(asked)));
  return DONE;
}
