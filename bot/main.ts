#!/usr/bin/env node
// Entry point: passes the system's streams, environment and signals to the command line, and exits with its code.
import { systemCode } from '../src/errors.ts';
import { splitVerb } from './cli/arguments.ts';
import { endOnSignals } from './cli/ending.ts';
import { runCommand } from './cli/run.ts';
import { startVerb } from './cli/start.ts';
import { GLOBAL_OPTIONS } from './cli/verb.ts';
import { verbs } from './cli/verbs.ts';
import type { Screen } from './cli/world.ts';

const NOT_DONE = 1;

function screenOf(stream: NodeJS.WriteStream): Screen {
  // The reader closed the pipe (as `head` does): neither stops a decision halfway nor is worth an error message.
  stream.on('error', (error) => {
    const code = systemCode(error);
    if (code === 'EPIPE') return;
    if (code === null) throw error;
    // A file on a full disk: what is being done must not end halfway, but the exit code tells that words are missing.
    if (process.exitCode === undefined && stream !== process.stderr)
      process.stderr.write(`show-build: the output could not be written (${code}).\n`);
    process.exitCode = NOT_DONE;
  });
  return {
    write: (text) => {
      stream.write(text);
    },
    isTty: stream.isTTY === true,
    columns: stream.isTTY ? stream.columns : null,
  };
}

const argv = process.argv.slice(2);
const err = screenOf(process.stderr);
const isService = splitVerb(argv, GLOBAL_OPTIONS).verb === startVerb.name;
// Other verbs end at the first signal, as any program does.
const ending = isService ? endOnSignals(err) : null;
const code = await runCommand(argv, verbs, {
  out: screenOf(process.stdout),
  err,
  env: process.env,
  cwd: process.cwd(),
  nowMs: Date.now,
  stop: ending?.stop ?? new AbortController().signal,
});
process.exitCode = code === 0 ? process.exitCode : code;
ending?.done(code);
