// new: creates the folder of the next episode.
import { line } from './output/text.ts';
import { atDesk, JSON_OPTION, print, type Verb, type VerbCall, whoAsked } from './verb.ts';
import { DONE, type ExitCode } from './world.ts';

export const beginningVerbs: readonly Verb[] = [
  {
    name: 'new',
    about: 'the next episode’s folder, dated the Sunday after the last one',
    words: '',
    fewestWords: 0,
    mostWords: 0,
    options: [JSON_OPTION],
    example: 'show-build new',
    run: begin,
  },
];

async function begin(asked: VerbCall): Promise<ExitCode> {
  const made = await atDesk(asked, 'write', (desk, place) => desk.create(whoAsked(asked, place)));
  print(asked, made, () => {
    const { episode, airdate, paths } = made;
    const files = paths.map((path) => `  ${line(path)}\n`).join('');
    return `Made episode ${line(episode)}, which airs on Sunday, ${line(airdate)}.\n${files}`;
  });
  return DONE;
}
