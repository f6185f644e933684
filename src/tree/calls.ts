// What publishing asks of the operating system beyond what Node offers. Only the words; `native.ts` and `portable.ts`
// give the deeds.

/** `held`: nobody has the file open for writing, and `leaseBroken` will tell of anybody who tries. */
export type Lease = 'held' | 'writers' | 'unknown';

export interface Native {
  /** Why the system's own calls are not used; null where they are. */
  readonly missing: string | null;
  /** Swaps two names in one instant. Both must exist, on one mount. Throws system errors. */
  exchange(a: string, b: string): void;
  /** Gives the file a name that must be free; false where it is taken. */
  moveNew(from: string, to: string): boolean;
  /** Sets the time of change exactly; the time of access stays. */
  setModified(file: number, mtimeNs: bigint): void;
  /** Asks the kernel who writes. Whoever opens it for writing then waits until the file is closed here: be quick. */
  lease(file: number): Lease;
  /** Has somebody begun to open the leased file for writing? */
  leaseBroken(file: number): boolean;
  /** Locks the open file for this program until it ends. */
  lock(file: number): 'locked' | 'taken' | 'unknown';
}
