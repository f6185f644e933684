// Ends the service in bounded time, whatever is still open: a disk call that never returns, a watch that was forgotten.
// Loses nothing by that: killed at any instant, the next start finishes or undoes what was half done.
import { openNative } from '../../src/tree/native.ts';
import { complain } from './output/complain.ts';
import type { ExitCode, World } from './world.ts';

export interface BoundedEnd {
  /** Aborted at the first signal. */
  readonly stop: AbortSignal;
  /** The verb has returned: nothing should be open any more. */
  done(code: ExitCode): void;
}

const INTERRUPTED = 130;
/** From the first signal. `docker stop` kills after 10 s. */
const LONGEST_STOP_MS = 8_000;
/** From the verb's return, for handles that close a moment later. */
const LONGEST_REST_MS = 1_000;

/** The first signal asks for an orderly stop; the second one ends the process at once. */
export function endOnSignals(err: World['err']): BoundedEnd {
  const asked = new AbortController();
  let left = INTERRUPTED;
  const hard = () => {
    complain(err, 'Something did not end in time and was left behind; the next start finishes or undoes it.');
    leave(left);
  };
  // Unreferenced: a process that has nothing open ends by itself, and before.
  const endWithin = (ms: number) => setTimeout(hard, ms).unref();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked.signal.aborted) leave(INTERRUPTED);
      asked.abort();
      endWithin(LONGEST_STOP_MS);
    });
  }
  return {
    stop: asked.signal,
    done(code) {
      left = code;
      endWithin(LONGEST_REST_MS);
    },
  };
}

/** Not `process.exit`, which waits for disk calls that other threads have under way. */
function leave(code: number): void {
  openNative().leave(code);
}
