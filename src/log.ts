// The program's log: plain lines for people on a terminal, JSON lines in a file of the state folder. Never logs secrets
// or whole texts: a person's writing is in Git, not here.
import { pino } from 'pino';
import { cleanFacts, cleanText } from './log/clean.ts';
import { fileLines } from './log/file.ts';
import { terminalLines } from './log/terminal.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Numbers, names and errors that belong to a sentence. An `Error` under any key is logged with its code and cause. */
export type Facts = { readonly [name: string]: unknown };

export interface Log {
  debug(sentence: string, facts?: Facts): void;
  info(sentence: string, facts?: Facts): void;
  warn(sentence: string, facts?: Facts): void;
  error(sentence: string, facts?: Facts): void;
  /** The same log, with these facts in every line. */
  with(facts: Facts): Log;
}

export interface LogDestination {
  /** Usually stderr. */
  readonly terminal?: NodeJS.WritableStream;
  /** Path of a file to append to; its folder is created if missing, both for this user alone. */
  readonly file?: string;
  /** Receives the error for each line that the file can't take; such lines are dropped. */
  readonly onLost?: (error: unknown) => void;
}

export interface LogOptions {
  readonly level: LogLevel;
  readonly destination: LogDestination;
  /** Known secrets, such as keys from the environment; replaced wherever they occur. */
  readonly secrets?: readonly string[];
}

export function createLog({ level, destination, secrets = [] }: LogOptions): Log {
  const streams: { level: 'trace'; stream: { write(line: string): unknown } }[] = [];
  if (destination.terminal !== undefined) {
    streams.push({ level: 'trace', stream: terminalLines(destination.terminal) });
  }
  if (destination.file !== undefined) {
    streams.push({ level: 'trace', stream: fileLines(destination.file, destination.onLost ?? (() => {})) });
  }
  const root = pino({ level, base: null }, pino.multistream(streams));
  return logOn(root, {}, secrets);
}

function logOn(root: pino.Logger, bound: Facts, secrets: readonly string[]): Log {
  const say = (level: Exclude<LogLevel, 'silent'>) => (sentence: string, facts?: Facts) => {
    if (!root.isLevelEnabled(level)) return;
    root[level](cleanFacts({ ...bound, ...facts }, secrets), '%s', cleanText(sentence, secrets));
  };
  return {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    with: (facts) => logOn(root, { ...bound, ...facts }, secrets),
  };
}
