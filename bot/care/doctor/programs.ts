// Looks for other programs by running each with its version flag and nothing else.
import { execFile } from 'node:child_process';
import { systemCode } from '../../../src/errors.ts';
import { findFfmpeg } from '../../../src/tools/ffmpeg/programs.ts';
import { type DoctorFinding, found, missing, poor } from './finding.ts';

interface Wanted {
  readonly name: string;
  /** Possible names; the first that exists is used. */
  readonly commands: readonly string[];
  readonly flag: string;
  readonly effect: string;
  readonly essential: boolean;
}

const WANTED: readonly Wanted[] = [
  {
    name: 'git',
    commands: ['git'],
    flag: '--version',
    effect: 'nothing works without it: install Git 2.30 or newer',
    essential: true,
  },
  {
    name: 'git-lfs',
    commands: ['git-lfs'],
    flag: 'version',
    effect: 'media can not be pushed to, or checked out from, another repository',
    essential: false,
  },
  {
    name: 'chromium',
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
    flag: '--version',
    effect: 'scripts can not be printed to PDF from here; any browser prints the HTML ones',
    essential: false,
  },
];

export async function checkPrograms(): Promise<readonly DoctorFinding[]> {
  return [...(await Promise.all(WANTED.map(check))), checkFfmpeg()];
}

function checkFfmpeg(): DoctorFinding {
  const ffmpeg = findFfmpeg();
  if (ffmpeg === null)
    return missing('ffmpeg', 'not found, or without ffprobe', 'clips and sounds are not measured');
  if (!ffmpeg.isBundled) return found('ffmpeg', ffmpeg.version);
  const old = `a build of years ago, ${ffmpeg.version}, that a package brings`;
  return poor('ffmpeg', old, 'some files crash it: install the system’s (sudo apt install ffmpeg)');
}

async function check({ name, commands, flag, effect, essential }: Wanted): Promise<DoctorFinding> {
  for (const command of commands) {
    const answer = await ask(command, flag);
    if (answer.kind === 'version') return found(name, answer.text);
    if (answer.kind === 'broken')
      return essential ? missing(name, answer.text, effect, true) : poor(name, answer.text, effect);
  }
  return missing(name, 'not found', effect, essential);
}

type Answer = { readonly kind: 'version' | 'broken'; readonly text: string } | { readonly kind: 'absent' };

const ANSWER_MS = 5000;

function ask(command: string, flag: string): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(command, [flag], { timeout: ANSWER_MS }, (error, stdout) => {
      const [first = ''] = stdout.split('\n');
      if (error === null) resolve({ kind: 'version', text: first.trim() });
      else if (systemCode(error) === 'ENOENT') resolve({ kind: 'absent' });
      else
        resolve({
          kind: 'broken',
          text: `${command} ${flag} did not work (${error.code ?? error.signal ?? 'unknown'})`,
        });
    });
  });
}
