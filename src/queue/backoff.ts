// How long to wait before retrying after a transient fault. The only backoff rule in the program.

const FIRST_MS = 1_000;
/** Long enough for a model server to restart, short enough that people don't think the job is stuck. */
const LONGEST_MS = 5 * 60_000;

/** Doubles with each attempt (1-based). Half of it is random, so that jobs that failed together don't retry together.
 *  `random` is in [0, 1). If the other side gave a time (`retryAfterMs`), uses that instead. */
export function backoffMs(attempt: number, retryAfterMs: number | null, random: number): number {
  if (retryAfterMs !== null) return Math.max(0, Math.ceil(retryAfterMs));
  const fullMs = Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS);
  return Math.round(fullMs / 2 + (fullMs / 2) * random);
}
