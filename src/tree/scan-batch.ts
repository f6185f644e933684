// How the threads of a scan share the list of paths: each takes the next few, until none is left.

/** Taken at once: few enough that the threads end together. */
export const BATCH = 32;

/** Where the taken batch begins; past the end of the list when there is none left. */
export function takeBatch(next: Int32Array): number {
  return Atomics.add(next, 0, BATCH);
}
