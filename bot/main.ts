#!/usr/bin/env node
// The program: hands the command line what the system gives, and ends with its exit code.
import { systemCode } from '../src/errors.ts';
import { splitVerb } from './cli/arguments.ts';
import { runCommand } from './cli/run.ts';
import { startVerb } from './cli/start.ts';
import { GLOBAL_OPTIONS } from './cli/verb.ts';
import { verbs } from './cli/verbs.ts';
import type { Screen } from './cli/world.ts';

const INTERRUPTED = 130;

function screenOf(stream: NodeJS.WriteStream): Screen {
  // Who reads has gone away, as `head` does: no reason to stop in the middle of a decision, or to complain.
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

/** The first signal asks to end in order, and only `start` waits for it; the second one ends at once. */
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
