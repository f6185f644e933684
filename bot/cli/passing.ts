// run: makes one pass over the show, through a running service or here.
import type { PassOptions } from '../../src/desk.ts';
import { usage } from './arguments.ts';
import { complain } from './output/complain.ts';
import { undoneSentence } from './output/outcomes.ts';
import { progressLine } from './output/progress.ts';
import { reportText } from './output/report.ts';
import { placeFor } from './place.ts';
import { episodeFrom, has, one } from './values.ts';
import {
  atDesk,
  EPISODE_OPTION,
  JSON_OPTION,
  lookOf,
  print,
  STEP_OPTION,
  type Verb,
  type VerbCall,
} from './verb.ts';
import { DONE, type ExitCode, NOT_DONE } from './world.ts';

export const passingVerbs: readonly Verb[] = [
  {
    name: 'run',
    about: 'one pass: take in what people wrote, do what is due, propose. Nothing lands',
    words: '',
    fewestWords: 0,
    mostWords: 0,
    options: [
      EPISODE_OPTION,
      STEP_OPTION,
      { name: 'dry-run', value: null, about: 'only say what it would do' },
      {
        name: 'accept-all',
        value: null,
        about: 'accept and land, again and again, until there is nothing left',
      },
      JSON_OPTION,
    ],
    example: 'show-build run --episode 0101 --dry-run',
    run,
  },
];

async function run(asked: VerbCall): Promise<ExitCode> {
  const { world, given } = asked;
  const options = optionsFrom(asked);
  const progress = progressLine(world.err, world.nowMs);
  const { report, place } = await atDesk(asked, options.dryRun ? 'try' : 'write', async (desk, at) => ({
    report: await desk.pass(options, progress.show),
    place: at,
  })).finally(progress.clear);
  print(asked, report, () => {
    // Read again, because by now the tree's `.git` file points to its state.
    const { words } = placeFor(place.tree, place.state);
    return reportText(report, { isDryRun: has(given, 'dry-run'), words }, lookOf(asked));
  });
  const undone = undoneSentence(report.landed);
  if (undone === null) return DONE;
  complain(world.err, undone);
  return NOT_DONE;
}

function optionsFrom({ given }: VerbCall): PassOptions {
  const episode = one(given, 'episode');
  const step = one(given, 'step');
  const dryRun = has(given, 'dry-run');
  const acceptAll = has(given, 'accept-all');
  if (dryRun && acceptAll) throw usage('Either --dry-run or --accept-all: a dry run changes nothing.');
  return {
    ...(episode === null ? {} : { episode: episodeFrom(episode) }),
    ...(step === null ? {} : { step }),
    ...(dryRun ? { dryRun } : {}),
    ...(acceptAll ? { acceptAll } : {}),
  };
}
