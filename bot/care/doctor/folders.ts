// Checks the tree, its settings, the state folder, and free space on their disks.
import { accessSync, constants, existsSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { holdsSecret, isSecretKey } from '../../../src/config/secrets.ts';
import { type KnownStep, readSettings } from '../../../src/config.ts';
import { Fault, systemCode } from '../../../src/errors.ts';
import { readPlainText } from '../../../src/tree/plain.ts';
import { claimNotice, openClaim } from '../../show/claim.ts';
import { type DoctorFinding, found, missing, poor } from './finding.ts';

export interface Folders {
  readonly tree: string;
  readonly state: string;
}

export function checkFolders({ tree, state }: Folders): readonly DoctorFinding[] {
  return [
    checkShow(tree),
    checkState(state),
    ...checkClaim(tree, state),
    checkRoom('free disk, show', tree),
    checkRoom('free disk, state', nearestFolder(state)),
  ];
}

function checkShow(tree: string): DoctorFinding {
  if (existsSync(join(tree, 'episodes'))) return found('show', tree);
  return missing(
    'show',
    `${tree} has no episodes/`,
    'there is nothing to work on: name the show with --tree',
  );
}

function checkState(state: string): DoctorFinding {
  const effect = 'nothing can be kept: choose another folder with --state';
  try {
    accessSync(nearestFolder(state), constants.W_OK | constants.X_OK);
  } catch (error) {
    return missing('state folder', `${state} can't be written (${systemCode(error)})`, effect);
  }
  const mode = existsSync(state) ? statSync(state).mode & 0o777 : 0;
  if ((mode & 0o077) !== 0)
    return poor(
      'state folder',
      `${state} (mode ${mode.toString(8)})`,
      `other users of this machine can read the show before it airs: chmod 700 ${state}`,
    );
  return found('state folder', existsSync(state) ? state : `${state} (not made yet)`);
}

/** Whether a service on another synced copy of the show works on it. */
function checkClaim(tree: string, state: string): readonly DoctorFinding[] {
  if (!existsSync(tree)) return [];
  const notice = claimNotice(openClaim({ root: realpathSync(tree), stateDir: resolve(state) }));
  return notice === null ? [] : [poor('another service', notice, 'nothing is proposed or landed from here')];
}

/** The folder itself, or its nearest ancestor that exists. */
function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}

const LITTLE_BYTES = 1 << 30;

function checkRoom(name: string, folder: string): DoctorFinding {
  const { bavail, bsize } = statfsSync(folder);
  const bytes = bavail * bsize;
  const detail = `${(bytes / (1 << 30)).toFixed(1)} GiB`;
  return bytes >= LITTLE_BYTES
    ? found(name, detail)
    : poor(name, detail, 'nothing lands when the disk is full: make room');
}

/** Checks whether the settings are in force, what is wrong with them, and whether they hold secrets. */
export function checkSettings(tree: string, steps: readonly KnownStep[]): readonly DoctorFinding[] {
  const text = settingsText(tree);
  if (text instanceof Fault)
    return [poor('show-build.yaml', text.message, 'the last good settings stay in force')];
  if (text === null) return [found('show-build.yaml', 'none: all settings have their defaults')];
  const secretLines = linesWithSecrets(text);
  const reading = readSettings(text, steps);
  const wrong = reading.ok ? [] : reading.problems.filter(({ line }) => !secretLines.includes(line));
  return [
    wrong.length === 0
      ? found('show-build.yaml', reading.ok ? 'in force' : 'refused for the secrets in it')
      : poor(
          'show-build.yaml',
          wrong.map(({ message }) => message).join('; '),
          'the last good settings stay in force',
        ),
    ...secretLines.map((line) =>
      poor(
        'secret',
        `show-build.yaml, line ${line}`,
        'this file is synced and its history is kept: change that secret, and set it in the environment',
      ),
    ),
  ];
}

/** Null if there is none; the fault if it can't be read. */
export function settingsText(tree: string): string | null | Fault {
  try {
    return readPlainText(join(tree, 'show-build.yaml'));
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

/** Line numbers from 1, never the secrets themselves. */
function linesWithSecrets(text: string): readonly number[] {
  const lines = text.split('\n');
  return lines.flatMap((line, i) => {
    const [, key = '', value = ''] = /^\s*#?\s*["']?([\w.-]+)["']?\s*:\s*(\S.*)?$/.exec(line) ?? [];
    return holdsSecret(line) || (isSecretKey(key) && value !== '' && !value.startsWith('#')) ? [i + 1] : [];
  });
}
