// Runs stock Git on the bare repository, isolated from user and system configuration, hooks and prompts, for long
// history walks, fsck and packing. Uses no shell; does not check the argument lists that callers pass.
import { GitError, type SimpleGit, type SimpleGitOptions, simpleGit } from 'simple-git';
import { Fault } from '../errors.ts';

export interface NativeGit {
  readonly dir: string;
  readonly git: SimpleGit;
}

export interface GitOutcome {
  readonly exitCode: number;
  readonly output: string;
  readonly complaint: string;
}

const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'SYSTEMROOT'] as const;
const OURS = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  // `*` and `:` in a path are literal.
  GIT_LITERAL_PATHSPECS: '1',
} as const;

/** Settings that the repository's own configuration file can't override. */
export const GIT_CONFIG = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.quotePath=false',
  'gc.auto=0',
];

const BLOCK_TIMEOUT_MS = 600_000;

/** The complete environment for a Git process. `GIT_DIR` names the repository, so Git does not search for one. */
export function gitEnvironment(dir: string): Record<string, string> {
  const passed = PASSED_ON.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(passed), ...OURS, LC_ALL: 'C', GIT_DIR: dir };
}

export function nativeGit(dir: string): NativeGit {
  const options: Partial<SimpleGitOptions> = {
    baseDir: dir,
    config: GIT_CONFIG,
    trimmed: false,
    maxConcurrentProcesses: 2,
    completion: { onClose: true, onExit: false },
    timeout: { block: BLOCK_TIMEOUT_MS },
    allowEnvironment: [...Object.keys(OURS), 'GIT_DIR'],
    // simple-git blocks these because untrusted values are dangerous; here they are constants that only restrict Git.
    unsafe: { allowUnsafeConfigPaths: true, allowUnsafeHooksPath: true, allowUnsafeFsMonitor: true },
    errors: (error, { exitCode, stdOut, stdErr }) => {
      if (exitCode === 0 && error === undefined) return undefined;
      return new GitExit(exitCode, Buffer.concat(stdOut).toString(), Buffer.concat(stdErr).toString());
    },
  };
  return { dir, git: simpleGit(options).env(gitEnvironment(dir)) };
}

/** Returns Git's output. Rejects with a `Fault` on a nonzero exit code. */
export async function runGit(native: NativeGit, args: readonly string[]): Promise<string> {
  const { exitCode, output, complaint } = await tryGit(native, args);
  if (exitCode === 0) return output;
  throw new Fault(
    'configuration',
    'GIT_FAILED',
    'Git could not read or write the history; `show-build fsck` says why.',
    {
      tech: `git ${args[0]} ended with ${exitCode}: ${complaint.trim().split('\n').at(-1) ?? ''}`,
    },
  );
}

/** For commands whose exit code is their result. */
export async function tryGit({ git }: NativeGit, args: readonly string[]): Promise<GitOutcome> {
  try {
    return { exitCode: 0, output: await git.raw([...args]), complaint: '' };
  } catch (error) {
    if (error instanceof GitExit && error.exitCode > 0) return error;
    throw new Fault('configuration', 'GIT_NOT_RUN', 'Git could not be started; is it installed?', {
      tech: `git ${args[0]}: ${error instanceof Error ? error.message : String(error)}`,
      cause: error,
    });
  }
}

// Extends GitError because simple-git rethrows only that class unchanged; of others it keeps just the message.
class GitExit extends GitError {
  readonly exitCode: number;
  readonly output: string;
  readonly complaint: string;

  constructor(exitCode: number, output: string, complaint: string) {
    super(undefined, `git ended with ${exitCode}: ${complaint.trim()}`);
    this.exitCode = exitCode;
    this.output = output;
    this.complaint = complaint;
  }
}
