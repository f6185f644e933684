// Asks the disk in threads of its own, with a time limit. A disk call that never returns (a share that is away, a
// failing drive) keeps its thread for ever; here it keeps none of the four that all of Node shares, and no other call
// waits for it. Opens plain files only.
import { Worker } from 'node:worker_threads';
import { Fault } from '../errors.ts';
import { answerInDiskThread, type DiskAnswer, type DiskCall } from './disk-thread.ts';
import { notPlain, PLAIN_FLAGS } from './plain.ts';

export interface PlainFile {
  readonly fd: number;
  readonly place: string;
  readonly bytes: number;
  readonly mtimeMs: number;
}

export interface DiskThreads {
  /** Rejects with the system's error, as all calls here do, or with DISK_STUCK. */
  realPath(place: string): Promise<string>;
  /** Follows no symlink and does not wait for the other end of a pipe. Rejects with PATH_BLOCKED for anything but a
   *  plain file. */
  open(place: string): Promise<PlainFile>;
  /** Fewer bytes than asked for only at the end of the file. */
  read(file: PlainFile, at: number, bytes: number): Promise<Uint8Array>;
  close(file: PlainFile): Promise<void>;
  /** Resolves when the disk has answered whether there is anything at this place. */
  touch(place: string): Promise<void>;
  /** Ends the threads, except those that are stuck. */
  end(): Promise<void>;
}

export interface DiskThreadsOptions {
  /** Threads at most, stuck ones included. */
  readonly most?: number;
  /** Time for one call. A sleeping drive takes up to ten seconds to spin up. */
  readonly withinMs?: number;
}

/** More than a page has pictures on a disk that does not answer. Begun when needed. */
const MOST = 16;
const WITHIN_MS = 15_000;

interface Asked {
  readonly place: string;
  readonly call: DiskCall;
  answered(answer: DiskAnswer, thread: Worker): void;
}

export function diskThreads({ most = MOST, withinMs = WITHIN_MS }: DiskThreadsOptions = {}): DiskThreads {
  const stuck = new Map<string, Worker>();
  const pool = threadPool(most);
  /** A place whose call is overdue is not asked again: it would take one thread after another. */
  const ask = (place: string, call: DiskCall): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (stuck.has(place) || stuck.size >= most) return reject(notAnswering(place));
      let isOver = false;
      const asked: Asked = {
        place,
        call,
        answered(answer, thread) {
          clearTimeout(timer);
          if (stuck.get(place) === thread) stuck.delete(place);
          if (isOver) return letGo(answer, thread);
          if ('error' in answer) reject(Object.assign(new Error(answer.error.message), answer.error));
          else resolve(answer.value);
        },
      };
      const timer = setTimeout(() => {
        isOver = true;
        const thread = pool.leave(asked);
        if (thread !== null) stuck.set(place, thread);
        reject(notAnswering(place));
      }, withinMs);
      pool.take(asked);
    });

  return {
    realPath: (place) => ask(place, { kind: 'realPath', place }) as Promise<string>,
    async open(place) {
      const opened = (await ask(place, { kind: 'open', place, flags: PLAIN_FLAGS })) as Opened;
      if (opened === null) throw notPlain(place);
      return { ...opened, place };
    },
    read: ({ fd, place }, at, bytes) => ask(place, { kind: 'read', fd, at, bytes }) as Promise<Uint8Array>,
    async close({ fd, place }) {
      const thread = stuck.get(place);
      if (thread === undefined) await ask(place, { kind: 'close', fd, unanswered: false });
      else thread.postMessage({ kind: 'close', fd, unanswered: true } satisfies DiskCall);
    },
    touch: async (place) => void (await ask(place, { kind: 'touch', place })),
    end: pool.end,
  };
}

type Opened = Omit<PlainFile, 'place'> | null;

/** Closes a file that was opened too late for anyone to use. */
function letGo(answer: DiskAnswer, thread: Worker): void {
  const opened = 'value' in answer && typeof answer.value === 'object' ? (answer.value as Opened) : null;
  if (opened !== null && 'fd' in opened)
    thread.postMessage({ kind: 'close', fd: opened.fd, unanswered: true } satisfies DiskCall);
}

interface ThreadPool {
  /** Gives it to a thread, or to the next one that is free. */
  take(asked: Asked): void;
  /** The thread that it is with, which stays with it; null if it was still waiting, and waits no longer. */
  leave(asked: Asked): Worker | null;
  end(): Promise<void>;
}

function threadPool(most: number): ThreadPool {
  const idle: Worker[] = [];
  const busy = new Map<Asked, Worker>();
  const waiting: Asked[] = [];
  /** One call at a time for each place: should it get stuck, it takes one thread and not all. */
  const isReady = ({ place }: Asked): boolean => ![...busy.keys()].some((one) => one.place === place);
  const begin = (): Worker => {
    // Passed as text, so that it works the same from TypeScript sources and from the compiled program.
    const thread = new Worker(`(${String(answerInDiskThread)})()`, { eval: true });
    // It answers errors of the disk; this is one of its own, such as too little memory.
    thread.on('error', (error) => {
      for (const [asked, its] of busy)
        if (its === thread) end(asked, { error: { message: String(error), code: null } });
    });
    return thread;
  };
  const end = (asked: Asked, answer: DiskAnswer): void => {
    const thread = busy.get(asked);
    if (thread === undefined) return;
    busy.delete(asked);
    asked.answered(answer, thread);
  };
  const give = (thread: Worker, asked: Asked): void => {
    busy.set(asked, thread);
    // A call under way keeps the process alive, an idle thread does not.
    thread.ref();
    thread.once('message', (answer: DiskAnswer) => {
      thread.unref();
      end(asked, answer);
      const next = waiting.findIndex(isReady);
      if (next === -1) idle.push(thread);
      else for (const one of waiting.splice(next, 1)) give(thread, one);
    });
    thread.postMessage(asked.call);
  };
  return {
    take(asked) {
      const thread = isReady(asked) ? (idle.pop() ?? (busy.size < most ? begin() : null)) : null;
      if (thread === null) waiting.push(asked);
      else give(thread, asked);
    },
    leave(asked) {
      const place = waiting.indexOf(asked);
      if (place !== -1) waiting.splice(place, 1);
      return busy.get(asked) ?? null;
    },
    async end() {
      await Promise.all(idle.splice(0).map((thread) => thread.terminate()));
    },
  };
}

function notAnswering(place: string): Fault {
  const sentence = `The disk does not answer for ${place}; it is asked again later. Is the drive or share all right?`;
  return new Fault('transient', 'DISK_STUCK', sentence);
}
