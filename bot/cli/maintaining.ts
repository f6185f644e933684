// maintain: keeps the state folder in bounds, or says what it would take away.
import { maintainText } from './output/maintain.ts';
import { has } from './values.ts';
import { atDesk, JSON_OPTION, lookOf, print, type Verb, type VerbCall } from './verb.ts';
import { DONE, type ExitCode } from './world.ts';

export const maintainingVerbs: readonly Verb[] = [
  {
    name: 'maintain',
    about: 'keeps the state in bounds: takes away media, jobs and logs that nothing needs; never text',
    words: '',
    fewestWords: 0,
    mostWords: 0,
    options: [{ name: 'dry-run', value: null, about: 'only says what would go' }, JSON_OPTION],
    example: 'show-build maintain --dry-run',
    run: maintain,
  },
];

async function maintain(asked: VerbCall): Promise<ExitCode> {
  const dryRun = has(asked.given, 'dry-run');
  const report = await atDesk(asked, dryRun ? 'read' : 'write', (desk) => desk.maintain(dryRun));
  print(asked, report, () => maintainText(report, lookOf(asked)));
  return DONE;
}
