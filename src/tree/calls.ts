// The system calls that publishing needs beyond Node's. Types only; `native.ts` and `portable.ts` implement them.

/** `held`: no process has the file open for writing, and `leaseBroken` detects any that tries · `writers`: one has it
 *  open for writing · `unknown`: leases are not available. */
export type FileLease = 'held' | 'writers' | 'unknown';

export interface Native {
  /** Why the native calls are not used; null if they are. */
  readonly missing: string | null;
  /** Swaps two names atomically. Both must exist, on the same mount. Throws system errors. */
  exchange(a: string, b: string): void;
  /** Renames the file to a free name; false if the name is taken. */
  moveNew(from: string, to: string): boolean;
  /** Sets the modification time, leaving the access time. */
  setModified(file: number, mtimeNs: bigint): void;
  /** Takes a kernel lease on the file. A process that opens the file for writing then has to wait until this process
   *  closes it, so hold it only briefly. */
  lease(file: number): FileLease;
  /** Whether another process has tried to open the leased file for writing. */
  leaseBroken(file: number): boolean;
  /** Locks the open file until it is closed or this process ends. */
  lock(file: number): 'locked' | 'taken' | 'unknown';
  /** Ends the process at once with this code, even while another thread is stuck in a disk call, which `process.exit`
   *  waits for. */
  leave(code: number): void;
}
