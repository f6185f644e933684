// Which browser prints: Chromium or Chrome, as this machine has it. Installs and starts none.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { systemCode } from '../../errors.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const MAC_APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The program's whole path; null where there is none. */
export function findBrowser(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string | null {
  // A relative folder in PATH would let the folder that somebody stands in choose the program.
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const all = platform === 'darwin' ? [...onPath, ...MAC_APPLICATIONS] : onPath;
  return all.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch (error) {
    // Not there, or not for us: the next place may have one.
    if (systemCode(error) !== null) return false;
    throw error;
  }
}
