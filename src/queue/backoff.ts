// How long a job that failed by the world's fault waits for its next try. The only such rule in the program.

const FIRST_MS = 1_000;
/** Long enough for a model server to be restarted, short enough that nobody goes looking. */
const LONGEST_MS = 5 * 60_000;

/** Doubles with each attempt (1-based), half of it by chance, so that jobs that failed together do not return together.
 *  `random` is in [0, 1). Where the other side named a time, that time. */
export function backoffMs(attempt: number, retryAfterMs: number | null, random: number): number {
  if (retryAfterMs !== null) return Math.max(0, Math.ceil(retryAfterMs));
  const fullMs = Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS);
  return Math.round(fullMs / 2 + (fullMs / 2) * random);
}
