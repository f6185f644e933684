// Hashes and copies open files in threads of their own, so that the page and the command line are answered meanwhile.
// Nothing is held in memory but one piece of each file. Begun when needed; an idle thread does not keep the process
// alive.
import { Worker } from 'node:worker_threads';
import type { Pointer } from '../domain/media/pointer.ts';
import { answerInMediaThread, type MediaAnswer, type MediaCall } from './media-thread.ts';

export interface MediaThreads {
  hash(fd: number, signal?: AbortSignal): Promise<Pointer>;
  /** Copies an open file to a new name, sharing its blocks where the disk can, and syncs the copy. Resolves to the hash
   *  of what was read back from the copy. Rejects with `EEXIST` if the name is taken; leaves half a copy behind if
   *  anything else goes wrong. */
  copy(copying: Copying, signal?: AbortSignal): Promise<Pointer>;
}

export interface Copying {
  readonly fd: number;
  /** A name of the open file. */
  readonly from: string;
  readonly to: string;
}

/** A long film leaves one free for pictures. More would take the processor from everything else. */
const MOST = 2;

type Work = { readonly kind: 'hash'; readonly fd: number } | ({ readonly kind: 'copy' } & Copying);

interface Asked {
  readonly call: MediaCall;
  answered(answer: MediaAnswer): void;
}

export function mediaThreads(): MediaThreads {
  const pool = threadPool();
  const ask = async (work: Work, signal: AbortSignal | undefined): Promise<Pointer> => {
    signal?.throwIfAborted();
    const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    let giveUp = () => {};
    const answer = await new Promise<MediaAnswer>((answered) => {
      const asked: Asked = { call: { ...work, stop }, answered };
      giveUp = () => {
        Atomics.store(stop, 0, 1);
        pool.leave(asked);
      };
      signal?.addEventListener('abort', giveUp);
      pool.take(asked);
    });
    signal?.removeEventListener('abort', giveUp);
    if ('hashed' in answer) return answer.hashed;
    if (answer.error.code === 'ABORT_ERR') throw signal?.reason;
    throw Object.assign(new Error(answer.error.message), answer.error);
  };
  return {
    hash: (fd, signal) => ask({ kind: 'hash', fd }, signal),
    copy: (copying, signal) => ask({ kind: 'copy', ...copying }, signal),
  };
}

interface MediaPool {
  /** Gives it to a thread, or to the next one that is free. */
  take(asked: Asked): void;
  /** Answers it now if it is still waiting. */
  leave(asked: Asked): void;
}

function threadPool(): MediaPool {
  const idle: Worker[] = [];
  const busy = new Map<Worker, Asked>();
  const waiting: Asked[] = [];

  function begin(): Worker {
    // Passed as text, so that it works the same from TypeScript sources and from the compiled program. Without Node's own
    // options, some of which say how such a text is read.
    const thread = new Worker(`(${String(answerInMediaThread)})()`, { eval: true, execArgv: [] });
    thread.on('message', (answer: MediaAnswer) => {
      thread.unref();
      idle.push(thread);
      end(thread, answer);
    });
    // It answers errors of the disk; this is one of its own, such as too little memory, and the end of it.
    thread.on('error', (error) => {
      if (idle.includes(thread)) idle.splice(idle.indexOf(thread), 1);
      end(thread, { error: { message: String(error), code: null } });
    });
    return thread;
  }

  function end(thread: Worker, answer: MediaAnswer): void {
    const asked = busy.get(thread);
    busy.delete(thread);
    const next = waiting.shift();
    if (next !== undefined) give(next);
    asked?.answered(answer);
  }

  function give(asked: Asked): void {
    const thread = idle.pop() ?? begin();
    busy.set(thread, asked);
    // A call under way keeps the process alive, an idle thread does not.
    thread.ref();
    thread.postMessage(asked.call);
  }

  return {
    take(asked) {
      if (busy.size < MOST) give(asked);
      else waiting.push(asked);
    },
    leave(asked) {
      const place = waiting.indexOf(asked);
      if (place === -1) return;
      waiting.splice(place, 1);
      asked.answered({ error: { message: 'given up', code: 'ABORT_ERR' } });
    },
  };
}
