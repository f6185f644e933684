// Finds the browser for printing: Chromium or Chrome, if installed. Installs and starts none.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { systemCode } from '../../errors.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const MAC_APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Absolute path of the program; null if none is installed. */
export function findBrowser(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string | null {
  // Skips relative folders in PATH: with them the working directory would decide which program runs.
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
    // Missing or not permitted: try the next place.
    if (systemCode(error) !== null) return false;
    throw error;
  }
}
