// The thread that makes disk calls for disk-threads.ts, one after another. That file passes the function's source text
// to it, so the function must not use imports or anything else outside its own body.

export type DiskCall =
  | { readonly kind: 'realPath' | 'touch'; readonly place: string }
  | { readonly kind: 'open'; readonly place: string; readonly flags: number }
  | { readonly kind: 'read'; readonly fd: number; readonly at: number; readonly bytes: number }
  /** `unanswered`: the caller has given up waiting for this thread. */
  | { readonly kind: 'close'; readonly fd: number; readonly unanswered: boolean };

export type DiskAnswer =
  | { readonly value: unknown }
  | { readonly error: { readonly message: string; readonly code: string | null } };

/** Replies to each `DiskCall` message with a `DiskAnswer`. */
export function answerInDiskThread(): void {
  const fs = require('node:fs') as typeof import('node:fs');
  const { parentPort } = require('node:worker_threads') as typeof import('node:worker_threads');
  parentPort?.on('message', (call: DiskCall) => {
    const answer = answerTo(call);
    if (call.kind !== 'close' || !call.unanswered) parentPort?.postMessage(answer);
  });

  function answerTo(call: DiskCall): DiskAnswer {
    try {
      return { value: made(call) };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return { error: { message: String(error), code: code ?? null } };
    }
  }

  function made(call: DiskCall): unknown {
    switch (call.kind) {
      case 'realPath':
        return fs.realpathSync(call.place);
      case 'touch':
        return touched(call.place);
      case 'open':
        return opened(call.place, call.flags);
      case 'read':
        return read(call.fd, call.at, call.bytes);
      case 'close':
        return fs.closeSync(call.fd);
    }
  }

  /** Asks for the free room too: no system answers that from its memory while the share itself is away. */
  function touched(place: string): boolean {
    if (fs.lstatSync(place, { throwIfNoEntry: false }) === undefined) return false;
    fs.statfsSync(place);
    return true;
  }

  function opened(place: string, flags: number): unknown {
    const fd = fs.openSync(place, flags);
    const stats = fs.fstatSync(fd);
    if (stats.isFile()) return { fd, bytes: stats.size, mtimeMs: stats.mtimeMs };
    fs.closeSync(fd);
    return null;
  }

  function read(fd: number, at: number, bytes: number): Uint8Array {
    const buffer = new Uint8Array(bytes);
    let filled = 0;
    while (filled < bytes) {
      const got = fs.readSync(fd, buffer, filled, bytes - filled, at + filled);
      if (got === 0) break;
      filled += got;
    }
    return buffer.subarray(0, filled);
  }
}
