// Divides a scan's list of paths among threads: each takes the next batch, until none is left.

/** Paths per batch: few enough that all threads finish at about the same time. */
export const BATCH = 32;

/** Takes a batch and returns its start index; past the end of the list if none is left. */
export function takeBatch(next: Int32Array): number {
  return Atomics.add(next, 0, BATCH);
}
