// The settings that are in force: `show-build.yaml` as it was when it last could be used. A bad file changes nothing
// but what the status says.
import { readSettings, type Settings } from '../src/config.ts';
import { treePath } from '../src/domain/ids.ts';
import { Fault } from '../src/errors.ts';
import { decodeText } from '../src/tree/blob.ts';
import { readFileWhole } from '../src/tree/read.ts';

export const SETTINGS_PATH = treePath('show-build.yaml');

export interface SettingsFile {
  readonly settings: () => Settings;
  /** What is wrong with the file as it is now, one sentence each; empty when it is in force. */
  readonly problems: () => readonly string[];
  /** Reads the file again; true where other settings came of it. */
  reload(): Promise<boolean>;
}

export async function openSettings(root: string, stepIds: readonly string[]): Promise<SettingsFile> {
  let settings = defaults(stepIds);
  let problems: readonly string[] = [];
  let text: string | null = null;
  const file: SettingsFile = {
    settings: () => settings,
    problems: () => problems,
    async reload() {
      const now = await textOf(root);
      if (now === text) return false;
      text = now;
      if (now === null) {
        problems = [`${SETTINGS_PATH} is not UTF-8 text; the last good settings stay in force`];
        return false;
      }
      const reading = readSettings(now, stepIds);
      if (!reading.ok) {
        problems = reading.problems.map(({ message }) => `${SETTINGS_PATH}, ${message}; the last good settings stay in force`);
        return false;
      }
      problems = [];
      settings = reading.settings;
      return true;
    },
  };
  await file.reload();
  return file;
}

function defaults(stepIds: readonly string[]): Settings {
  const reading = readSettings('', stepIds);
  if (reading.ok) return reading.settings;
  throw new Fault('bug', 'NO_DEFAULTS', 'The built-in settings are not valid');
}

/** A missing file is an empty one. */
async function textOf(root: string): Promise<string | null> {
  const reading = await readFileWhole(root, SETTINGS_PATH);
  return reading.absent ? '' : decodeText(reading.bytes);
}
