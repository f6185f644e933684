// Stock Git on the bare repository, cut off from everybody's configuration, hooks and prompts. For what it does best:
// walking long history, checking, packing. Refuses nothing by itself: callers pass whole argument lists, no shell.
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
  // A name with `*` or `:` is that name.
  GIT_LITERAL_PATHSPECS: '1',
} as const;

/** What no configuration file of the repository may override. */
export const GIT_CONFIG = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.quotePath=false',
  'gc.auto=0',
];

const BLOCK_TIMEOUT_MS = 600_000;

/** The whole environment of a Git that we start; the repository is named, so none is searched for. */
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
    // simple-git guards against strangers who set these; here they are constants that take powers away.
    unsafe: { allowUnsafeConfigPaths: true, allowUnsafeHooksPath: true, allowUnsafeFsMonitor: true },
    errors: (error, { exitCode, stdOut, stdErr }) => {
      if (exitCode === 0 && error === undefined) return undefined;
      return new GitExit(exitCode, Buffer.concat(stdOut).toString(), Buffer.concat(stdErr).toString());
    },
  };
  return { dir, git: simpleGit(options).env(gitEnvironment(dir)) };
}

/** What Git printed. Rejects with a `Fault` where it did not succeed. */
export async function runGit(native: NativeGit, args: readonly string[]): Promise<string> {
  const { exitCode, output, complaint } = await tryGit(native, args);
  if (exitCode === 0) return output;
  throw new Fault('configuration', 'GIT_FAILED', 'Git could not read or write the history.', {
    tech: `git ${args[0]} ended with ${exitCode}: ${complaint.trim().split('\n').at(-1) ?? ''}`,
  });
}

/** For commands that answer by their exit code. */
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

// simple-git passes on its own kind of error only; of any other it keeps the words.
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
