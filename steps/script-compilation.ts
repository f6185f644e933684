// Writes the scripts and media lists of an episode into its exports/ whenever their sources have changed. A file that a
// person has edited is replaced only after a review, as a change of its own.
import type { FileChange } from '../src/domain/change.ts';
import type { Diagnostic } from '../src/domain/diagnostic.ts';
import { type ExportName, exportPath, writtenFile } from '../src/domain/export-file.ts';
import type { Json } from '../src/domain/json.ts';
import { oneLine } from '../src/domain/one-line.ts';
import { compileExports } from '../src/exports/compile.ts';
import { itemTitle } from '../src/exports/scripts/title.ts';
import { type RundownEntry, rundownOf } from '../src/markdown/rundown.ts';
import type { EpisodeSubject, ExportedFile, Inspection, ProposedChange, StepResult } from '../src/step.ts';
import { defineStep } from '../src/step.ts';

export const scriptCompilation = defineStep<'episode', never>({
  id: 'script-compilation',
  title: 'Compile the scripts',
  label: 'Scripts',
  version: 2,
  subjects: ['episode'],
  after: ['cue-block-repair', 'slug-enhancement', 'description-generation', 'runtime-calculation'],
  tools: [],
  sumsUp: true,

  inspect(subject): Inspection {
    if (subject.info === null) return { state: 'fulfilled', diagnostics: [] };
    const diagnostics = nothingOnAir(subject);
    const due = dueFiles(subject);
    if (due.length === 0) return { state: 'fulfilled', diagnostics };
    return { state: 'needed', input: due.map(inputOf), diagnostics };
  },

  async run(subject): Promise<StepResult> {
    const due = subject.info === null ? [] : dueFiles(subject);
    const why = whyNow(subject);
    const ours = due.filter(({ isTheirs }) => !isTheirs);
    const changes: readonly ProposedChange[] = [
      ...(ours.length === 0 ? [] : [compiled(ours, why)]),
      ...due.filter(({ isTheirs }) => isTheirs).map((file) => replaced(file, why)),
    ];
    return { changes, facts: { files: due.map(({ name }) => name) } };
  },
});

/** An export that is missing or out of date. */
interface Due {
  readonly name: ExportName;
  readonly text: string;
  /** Null if there is no such file. */
  readonly present: string | null;
  /** True if a person has edited the file. */
  readonly isTheirs: boolean;
  readonly change: FileChange;
}

function dueFiles(subject: EpisodeSubject): readonly Due[] {
  return [...compileExports(subject)].flatMap(([name, text]): readonly Due[] => {
    const file: ExportedFile | null = subject.exports.get(name) ?? null;
    const present = file?.text ?? null;
    const change = writtenFile(exportPath(subject.episode, name), present, text);
    return change === null ? [] : [{ name, text, present, isTheirs: file !== null && !file.ours, change }];
  });
}

function inputOf({ name, text, present, isTheirs }: Due): Json {
  return { name, text, present, isTheirs };
}

function compiled(files: readonly Due[], why: string): ProposedChange {
  return {
    title: 'Compile the scripts and the media list',
    why,
    applicability: 'safe',
    files: files.map(({ change }) => change),
  };
}

function replaced({ name, change }: Due, why: string): ProposedChange {
  return {
    title: `Replace ${name}, which somebody has edited`,
    why: oneLine(
      `What somebody changed in ${name} by hand is not in the rundown, and would go. ${why}`,
      MOST_WHY,
    ),
    applicability: 'unsafe',
    files: [change],
  };
}

// ---- reasons and diagnostics ----

const MOST_WHY = 600;
/** Characters of an item's name in the reason, so that one long name leaves room for the others. */
const MOST_NAME = 60;

function whyNow(subject: EpisodeSubject): string {
  const entries = entriesOf(subject);
  const on = entries.filter(({ onAir }) => onAir).length;
  const items = on === 1 ? '1 item is' : `${on} items are`;
  const left = entries.filter(({ onAir }) => !onAir).map(leftOut);
  const reasons = left.length === 0 ? 'Nothing is left out.' : `Left out: ${left.join('; ')}.`;
  return oneLine(`${on === 0 ? 'No item is' : items} in the show. ${reasons}`, MOST_WHY);
}

function leftOut({ document, whyNot }: RundownEntry): string {
  return `“${oneLine(itemTitle(document), MOST_NAME)}”, because ${whyNot ?? 'it is not on air'}`;
}

function entriesOf({ segments, info, settings }: EpisodeSubject): readonly RundownEntry[] {
  return rundownOf(segments, info, settings).entries;
}

function nothingOnAir(subject: EpisodeSubject): readonly Diagnostic[] {
  if (entriesOf(subject).some(({ onAir }) => onAir)) return [];
  return [
    {
      code: 'SCRIPT_NOTHING_ON_AIR',
      severity: 'note',
      path: subject.path,
      line: null,
      message: 'No item of this episode is in production, so that its scripts hold the cover only',
      todo: 'Set status: production in each item that goes on air.',
    },
  ];
}
