// list, diff, show: lists enhancements, and shows one in full.
import type { EnhancementRow, Status } from '../../src/desk.ts';
import { ENHANCEMENT_STATES } from '../../src/domain/enhancement.ts';
import { usage } from './arguments.ts';
import { diffText } from './output/diff.ts';
import { jsonText } from './output/json.ts';
import { type Look, listText } from './output/list.ts';
import { paintFor } from './output/paint.ts';
import { showText } from './output/show.ts';
import { fullLines } from './output/status.ts';
import { has, selectionFrom, statesFrom } from './values.ts';
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
import { DONE, type ExitCode } from './world.ts';

export const readingVerbs: readonly Verb[] = [
  {
    name: 'list',
    about: 'the enhancements; without a filter the open ones',
    words: '',
    fewestWords: 0,
    mostWords: 0,
    options: [
      {
        name: 'state',
        value: 'STATE|DIR',
        about:
          'proposed, accepted, landed, rejected, superseded, withdrawn or reverted: only these; anything else is the state folder (./landed for a folder of such a name). May stand twice',
        repeats: true,
      },
      EPISODE_OPTION,
      STEP_OPTION,
      { name: 'all', value: null, about: 'in whatever state; with --json that is the rule' },
      JSON_OPTION,
    ],
    example: 'show-build list --state landed --episode 0101',
    run: list,
  },
  {
    name: 'diff',
    about: 'what an enhancement changes, as a unified diff',
    words: '<id>',
    fewestWords: 1,
    mostWords: 1,
    options: [JSON_OPTION],
    example: 'show-build diff 4f2a',
    run: diff,
  },
  {
    name: 'show',
    about: 'all that is known of an enhancement: reasons, model, cost, trailers',
    words: '<id>',
    fewestWords: 1,
    mostWords: 1,
    options: [JSON_OPTION],
    example: 'show-build show 4f2a',
    run: show,
  },
];

async function list(asked: VerbCall): Promise<ExitCode> {
  const { filter } = statesFrom(asked.given, ENHANCEMENT_STATES);
  if (filter !== null && has(asked.given, 'all')) throw usage('Either --all or one state, not both.');
  // People want the open ones; programs want all of them.
  const all = filter === null && has(asked.given, 'json') ? { all: true } : {};
  const selection = { ...all, ...selectionFrom(asked.given), ...(filter === null ? {} : { state: filter }) };
  const { rows, full } = await atDesk(asked, 'read', async (desk) => {
    const found = await desk.list(selection);
    const isTold = found.length > 0 && !has(asked.given, 'json');
    return { rows: found, full: isTold ? (await desk.status()).full : [] };
  });
  const nothing = filter === null && !has(asked.given, 'all') ? 'Nothing is open.\n' : 'There is none.\n';
  print(asked, rows, () => (rows.length === 0 ? nothing : listed(rows, full, lookOf(asked))));
  return DONE;
}

function listed(rows: readonly EnhancementRow[], full: Status['full'], look: Look): string {
  const wanted = full.filter(({ episode }) => rows.some((row) => row.episode === episode));
  const lines = fullLines({ full: wanted }, look);
  return listText(rows, look) + (lines.length === 0 ? '' : `${lines.join('\n')}\n`);
}

async function diff(asked: VerbCall): Promise<ExitCode> {
  const id = asked.given.words[0] ?? '';
  const text = await atDesk(asked, 'read', (desk) => desk.diff(id));
  const { out, env } = asked.world;
  out.write(
    has(asked.given, 'json') ? jsonText({ id, diff: text }) : diffText(text, out.isTty, paintFor(out, env)),
  );
  return DONE;
}

async function show(asked: VerbCall): Promise<ExitCode> {
  const detail = await atDesk(asked, 'read', (desk) => desk.show(asked.given.words[0] ?? ''));
  print(asked, detail, () => showText(detail, lookOf(asked)));
  return DONE;
}
