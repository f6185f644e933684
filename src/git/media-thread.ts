// The thread that hashes and copies media for media-threads.ts, one file after another. That file passes the function's
// source text to it, so the function must not use imports or anything else outside its own body.
import type { Pointer } from '../domain/media/pointer.ts';

/** Both read an open file. `stop[0]` becomes 1 when the caller has given up. */
export type MediaCall = { readonly fd: number; readonly stop: Int32Array } & (
  | { readonly kind: 'hash' }
  /** `from`: a name of the open file, for the call that shares its blocks. `to` must not exist. */
  | { readonly kind: 'copy'; readonly from: string; readonly to: string }
);

export type MediaAnswer =
  /** Of a copy, the bytes that were read back from it. */
  | { readonly hashed: Pointer }
  | { readonly error: { readonly message: string; readonly code: string | null } };

/** Replies to each `MediaCall` message with a `MediaAnswer`. */
export function answerInMediaThread(): void {
  const fs = require('node:fs') as typeof import('node:fs');
  const { createHash } = require('node:crypto') as typeof import('node:crypto');
  const { parentPort } = require('node:worker_threads') as typeof import('node:worker_threads');
  // All the memory that a file takes, whatever its size. Larger pieces are no faster.
  const buffer = new Uint8Array(1_048_576);
  parentPort?.on('message', (call: MediaCall) => {
    parentPort?.postMessage(answerTo(call));
  });

  function answerTo(call: MediaCall): MediaAnswer {
    try {
      return { hashed: call.kind === 'hash' ? hashOf(call.fd, call.stop) : copied(call) };
    } catch (error) {
      return { error: { message: String(error), code: (error as NodeJS.ErrnoException).code ?? null } };
    }
  }

  function copied({ fd, from, to, stop }: MediaCall & { readonly kind: 'copy' }): Pointer {
    if (!cloned(from, to)) written(fd, to, stop);
    const copy = fs.openSync(to, 'r');
    try {
      fs.fchmodSync(copy, 0o644);
      const hashed = hashOf(copy, stop);
      fs.fsyncSync(copy);
      return hashed;
    } finally {
      fs.closeSync(copy);
    }
  }

  /** False where the disk can't share blocks, or on any other error, which the plain copy then meets as well. */
  function cloned(from: string, to: string): boolean {
    try {
      fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL | fs.constants.COPYFILE_FICLONE_FORCE);
      return true;
    } catch {
      return false;
    }
  }

  function written(fd: number, to: string, stop: Int32Array): void {
    const copy = fs.openSync(to, 'wx', 0o644);
    try {
      for (const piece of piecesOf(fd, stop))
        for (let done = 0; done < piece.length; ) done += fs.writeSync(copy, piece, done);
    } finally {
      fs.closeSync(copy);
    }
  }

  function hashOf(fd: number, stop: Int32Array): Pointer {
    const hash = createHash('sha256');
    let bytes = 0;
    for (const piece of piecesOf(fd, stop)) {
      hash.update(piece);
      bytes += piece.length;
    }
    return { sha256: hash.digest('hex'), bytes };
  }

  /** Each piece is good until the next one. */
  function* piecesOf(fd: number, stop: Int32Array): Generator<Uint8Array> {
    for (let at = 0, got = 1; got > 0; at += got) {
      if (Atomics.load(stop, 0) === 1) throw Object.assign(new Error('given up'), { code: 'ABORT_ERR' });
      got = fs.readSync(fd, buffer, 0, buffer.length, at);
      if (got > 0) yield buffer.subarray(0, got);
    }
  }
}
