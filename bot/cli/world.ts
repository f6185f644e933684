// The command line's surroundings: output, environment, working directory, clock and stop signal. Passed as a value, so
// no other code here reads them from the process.

export interface Screen {
  write(text: string): void;
  /** A person is reading: colours and rewritten lines make sense. */
  readonly isTty: boolean;
  /** Characters per line; null without a terminal. */
  readonly columns: number | null;
}

export interface World {
  readonly out: Screen;
  readonly err: Screen;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly nowMs: () => number;
  /** Aborted when the program is asked to end (Ctrl-C, SIGTERM). */
  readonly stop: AbortSignal;
}

/** The exit codes (contract). */
export const DONE = 0;
export const NOT_DONE = 1;
export const WRONG_USAGE = 2;
export type ExitCode = typeof DONE | typeof NOT_DONE | typeof WRONG_USAGE;
