#!/usr/bin/env node
// Entry point: passes the system's streams, environment and signals to the command line, and exits with its code.
import { systemCode } from '../src/errors.ts';
import { splitVerb } from './cli/arguments.ts';
import { runCommand } from './cli/run.ts';
import { startVerb } from './cli/start.ts';
import { GLOBAL_OPTIONS } from './cli/verb.ts';
import { verbs } from './cli/verbs.ts';
import type { Screen } from './cli/world.ts';

const INTERRUPTED = 130;

function screenOf(stream: NodeJS.WriteStream): Screen {
  // The reader closed the pipe (as `head` does): neither stops a decision halfway nor is worth an error message.
  stream.on('error', (error) => {
    if (systemCode(error) !== 'EPIPE') throw error;
  });
  return {
    write: (text) => {
      stream.write(text);
    },
    isTty: stream.isTTY === true,
    columns: stream.isTTY ? stream.columns : null,
  };
}

/** The first signal asks for an orderly stop, which only `start` waits for; the second one exits at once. */
function stopOnSignals(isService: boolean): AbortSignal {
  const asked = new AbortController();
  if (!isService) return asked.signal;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked.signal.aborted) process.exit(INTERRUPTED);
      asked.abort();
    });
  }
  return asked.signal;
}

const argv = process.argv.slice(2);
process.exitCode = await runCommand(argv, verbs, {
  out: screenOf(process.stdout),
  err: screenOf(process.stderr),
  env: process.env,
  cwd: process.cwd(),
  nowMs: Date.now,
  stop: stopOnSignals(splitVerb(argv, GLOBAL_OPTIONS).verb === startVerb.name),
});
