// What the command line is given by the system: where it writes, what it was told by the environment, when to stop.
// Handed on as a value, so that nothing else here looks around by itself.

export interface Screen {
  write(text: string): void;
  /** A person sits before it: colours and rewritten lines make sense. */
  readonly isTty: boolean;
  /** Characters in a line; null where there is no screen. */
  readonly columns: number | null;
}

export interface World {
  readonly out: Screen;
  readonly err: Screen;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly nowMs: () => number;
  /** Aborted when somebody asks the program to end (Ctrl-C, SIGTERM). */
  readonly stop: AbortSignal;
}

/** The exit codes (contract). */
export const DONE = 0;
export const NOT_DONE = 1;
export const WRONG_USAGE = 2;
export type ExitCode = typeof DONE | typeof NOT_DONE | typeof WRONG_USAGE;
