// log, blame, restore: shows the history and who wrote each line, and puts a file back as it was.
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { parseTimeMs } from '../../src/config/times.ts';
import type { Desk, HistoryFilter, HistoryKind, Outcome, RestorePreview } from '../../src/desk.ts';
import { Fault } from '../../src/errors.ts';
import { TRACKED_ROOTS } from '../../src/tree/ignore.ts';
import { momentMs } from '../history/commit-names.ts';
import { usage } from './arguments.ts';
import { blameText } from './output/blame.ts';
import { complain } from './output/complain.ts';
import type { Look } from './output/list.ts';
import { undoneSentence } from './output/outcomes.ts';
import { laterText, previewText } from './output/preview.ts';
import { logText } from './output/records.ts';
import { line } from './output/text.ts';
import type { ShowPlace } from './place.ts';
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
  whoAsked,
} from './verb.ts';
import { DONE, type ExitCode, NOT_DONE } from './world.ts';

const AS_OF = { name: 'as-of', value: 'COMMIT|DATE' } as const;

export const pastVerbs: readonly Verb[] = [
  {
    name: 'log',
    about: 'the history: edits, landings and what was taken back, newest first',
    words: '',
    fewestWords: 0,
    mostWords: 0,
    options: [
      EPISODE_OPTION,
      STEP_OPTION,
      {
        name: 'who',
        value: 'NAME',
        about: 'only what this person wrote or decided; a part of the name will do',
      },
      { name: 'kind', value: 'KIND', about: 'only edit, landing, revert or other' },
      { name: 'path', value: 'PATH', about: 'only what changed this file or folder' },
      { name: 'since', value: 'TIME|DATE', about: 'not older than so: 90m, 2h, 2031-05-04' },
      { name: 'limit', value: 'N', about: 'so many (default 50)' },
      JSON_OPTION,
    ],
    example: 'show-build log --episode 0101 --who minna --since 12h',
    run: log,
  },
  {
    name: 'blame',
    about: 'who wrote each line of a file: which person, or which step',
    words: '<path>',
    fewestWords: 1,
    mostWords: 1,
    options: [{ ...AS_OF, about: 'as the file stood then' }, JSON_OPTION],
    example: 'show-build blame "episodes/0101/rundown/10 Opening.md"',
    run: blame,
  },
  {
    name: 'restore',
    about: 'put a file back as it was; what stands there now stays in the history',
    words: '<path>',
    fewestWords: 1,
    mostWords: 1,
    options: [
      { ...AS_OF, about: 'the commit, or the moment, that it is to read as' },
      { name: 'dry-run', value: null, about: 'only say what it would take out, and show the difference' },
      JSON_OPTION,
    ],
    example: 'show-build restore episodes/0101/info.md --as-of 2031-05-03T18:00',
    run: restore,
  },
];

async function log(asked: VerbCall): Promise<ExitCode> {
  const filter = filterFrom(asked);
  const entries = await atDesk(asked, 'read', (desk, place) => {
    const path = one(asked.given, 'path');
    return desk.history(path === null ? filter : { ...filter, path: pathFrom(path, asked, place) });
  });
  const isAll = Object.keys(filter).length === 0;
  const nothing = 'Nothing in the history is like that.\n';
  print(asked, entries, () => (entries.length === 0 && !isAll ? nothing : logText(entries, lookOf(asked))));
  return DONE;
}

function filterFrom({ given, world }: VerbCall): HistoryFilter {
  const [episode, step, who] = [one(given, 'episode'), one(given, 'step'), one(given, 'who')];
  const [kind, since, limit] = [one(given, 'kind'), one(given, 'since'), one(given, 'limit')];
  if (limit !== null && !/^[1-9]\d{0,4}$/.test(limit)) throw usage(`"${limit}" is no number of entries.`);
  return {
    ...(episode === null ? {} : { episode: episodeFrom(episode) }),
    ...(step === null ? {} : { step }),
    ...(who === null ? {} : { who }),
    ...(kind === null ? {} : { kind: kindFrom(kind) }),
    ...(since === null ? {} : { sinceMs: sinceFrom(since, world.nowMs()) }),
    ...(limit === null ? {} : { limit: Number(limit) }),
  };
}

const KINDS: readonly HistoryKind[] = ['edit', 'landing', 'revert', 'switch', 'other'];

function kindFrom(text: string): HistoryKind {
  const kind = KINDS.find((each) => each === text);
  if (kind === undefined) throw usage(`"${text}" is no kind of entry; there are ${KINDS.join(', ')}.`);
  return kind;
}

function sinceFrom(text: string, nowMs: number): number {
  const agoMs = parseTimeMs(text);
  const atMs = agoMs === null ? momentMs(text) : nowMs - agoMs;
  if (atMs === null) throw usage(`"${text}" is no time; write 90m, 2h, or a date such as 2031-05-04.`);
  return Math.max(0, atMs);
}

async function blame(asked: VerbCall): Promise<ExitCode> {
  const asOf = one(asked.given, 'as-of');
  const lines = await atDesk(asked, 'read', async (desk, place) => {
    const path = pathFrom(asked.given.words[0] ?? '', asked, place);
    return desk.blame(path, asOf === null ? null : await commitFrom(desk, asOf));
  });
  print(asked, lines, () => blameText(lines, lookOf(asked)));
  return DONE;
}

async function restore(asked: VerbCall): Promise<ExitCode> {
  const asOf = one(asked.given, 'as-of');
  if (asOf === null) throw usage(`As of when? ${asked.verb.example}`);
  if (has(asked.given, 'dry-run')) return wouldRestore(asked, asOf);
  const { outcome, preview } = await atDesk(asked, 'write', async (desk, place) => {
    const path = pathFrom(asked.given.words[0] ?? '', asked, place);
    const commit = await commitFrom(desk, asOf);
    const before = await desk.restorePreview(path, commit);
    return { outcome: await desk.restore(path, commit, whoAsked(asked, place)), preview: before };
  });
  print(asked, outcome, () => restoredText(outcome) + takenOutText(outcome, preview, lookOf(asked)));
  const undone = undoneSentence([outcome]);
  if (undone === null) return DONE;
  complain(asked.world.err, undone);
  return NOT_DONE;
}

async function wouldRestore(asked: VerbCall, asOf: string): Promise<ExitCode> {
  const preview = await atDesk(asked, 'read', async (desk, place) =>
    desk.restorePreview(pathFrom(asked.given.words[0] ?? '', asked, place), await commitFrom(desk, asOf)),
  );
  print(asked, preview, () => previewText(preview, asked.world.out.isTty, lookOf(asked)));
  return DONE;
}

function takenOutText({ result }: Outcome, preview: RestorePreview, look: Look): string {
  return result === 'landed' && preview.later.length > 0 ? laterText(preview, 'It took out', look) : '';
}

function restoredText({ id, result, commit }: Outcome): string {
  if (result !== 'landed') return '';
  return `${line(id)} reads as it did then. What stood there is kept: show-build log; this is ${commit?.slice(0, 10)}.\n`;
}

/** Resolves a commit name, or the newest commit at a moment. */
async function commitFrom(desk: Desk, text: string): Promise<string> {
  const untilMs = momentMs(text);
  if (untilMs === null) return text;
  const [then] = await desk.history({ untilMs, limit: 1 });
  if (then) return then.commit;
  throw new Fault('usage', 'NO_MOMENT', `The history of this show begins later than ${text}.`);
}

/** Converts a path relative to the working directory, as people give it, into a path within the tree. */
function pathFrom(text: string, { world }: VerbCall, { tree }: ShowPlace): string {
  if (!isAbsolute(text) && TRACKED_ROOTS.includes(text.split('/')[0] ?? '')) return text;
  const within = relative(tree, resolve(world.cwd, text));
  return within.startsWith('..') || isAbsolute(within) ? text : within.split(sep).join('/');
}
