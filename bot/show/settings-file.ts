// The settings in force: the last valid version of `show-build.yaml`. An invalid file only adds problems to the status.
// If the file is invalid at start, the last valid version in Git is used.

import { type KnownStep, readSettings, type Settings } from '../../src/config.ts';
import { treePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { log } from '../../src/git/native.ts';
import type { Repo } from '../../src/git/repo.ts';
import { RULES } from '../../src/step.ts';
import { isUncounted, uncountedSentence } from '../../src/tools/language/nearby.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { readFileWhole } from '../../src/tree/read.ts';
import { MAIN } from '../record/refs.ts';

export const SETTINGS_PATH = treePath('show-build.yaml');

export interface SettingsFile {
  readonly settings: () => Settings;
  /** Problems with the file as it is now, one sentence each; empty if it is in force. */
  readonly problems: () => readonly string[];
  /** Reads the file again; returns true if the text was new and valid. */
  reload(): Promise<boolean>;
}

const STANDS = 'the last good settings stay in force';
/** Commits searched for a valid version; if there is none among them, the defaults apply. */
const VERSIONS_LOOKED_AT = 50;

export async function openSettings(
  root: string,
  steps: readonly KnownStep[],
  repo: Repo,
): Promise<SettingsFile> {
  let settings = defaults(steps);
  let problems: readonly string[] = [];
  let text: string | null = null;
  const file: SettingsFile = {
    settings: () => settings,
    problems: () => problems,
    async reload() {
      const now = await textOf(root);
      if (typeof now !== 'string') {
        text = null;
        problems = [now.problem];
        return false;
      }
      if (now === text) return false;
      text = now;
      const reading = readSettings(now, steps);
      if (!reading.ok) {
        problems = reading.problems.map(({ message }) => `${SETTINGS_PATH}, ${message}; ${STANDS}`);
        return false;
      }
      problems = [];
      settings = reading.settings;
      return true;
    },
  };
  await file.reload();
  if (problems.length > 0) settings = (await lastGood(repo, steps)) ?? settings;
  return file;
}

/** The newest valid version on main. */
async function lastGood(repo: Repo, steps: readonly KnownStep[]): Promise<Settings | null> {
  const main = await repo.ref(MAIN);
  if (main === null) return null;
  const paths = [SETTINGS_PATH];
  for (const { id } of await log(repo, { from: main, paths, limit: VERSIONS_LOOKED_AT, firstParent: true })) {
    const entry = await repo.fileAt((await repo.readCommit(id)).tree, SETTINGS_PATH);
    const text = entry === null ? '' : decodeText(await repo.readBlob(entry.id));
    const reading = text === null ? null : readSettings(text, steps);
    if (reading?.ok) return reading.settings;
  }
  return null;
}

function defaults(steps: readonly KnownStep[]): Settings {
  const reading = readSettings('', steps);
  if (reading.ok) return reading.settings;
  throw new Fault('bug', 'NO_DEFAULTS', 'The built-in settings are not valid');
}

/** A missing file counts as empty; an unreadable one is a problem and leaves the settings as they are. */
async function textOf(root: string): Promise<string | { readonly problem: string }> {
  try {
    const reading = await readFileWhole(root, SETTINGS_PATH);
    const text = reading.absent ? '' : decodeText(reading.bytes);
    return text ?? { problem: `${SETTINGS_PATH} is not UTF-8 text; ${STANDS}` };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { problem: `${error.message} Until then ${STANDS}` };
  }
}

/** A sentence for the notices if a model is in use whose price is unknown. */
export function uncounted({ language }: Pick<Settings, 'language'>, model: string): readonly string[] {
  const isSetUp = model !== RULES;
  return isSetUp && isUncounted(language, process.env.OPENAI_BASE_URL || null)
    ? [uncountedSentence(model)]
    : [];
}
