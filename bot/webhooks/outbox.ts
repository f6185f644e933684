// Undelivered webhook messages, in a file that survives a restart. Sends them in order for each address, trying each
// until it arrives or has been tried for hours; reports what it gives up. After a crash it may send one again.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readPrivate, readShaped, writePrivate } from '../../src/private-file.ts';
import { backoffMs } from '../../src/queue/backoff.ts';
import type { Clock } from '../../src/queue/clock.ts';
import type { Deliver, Delivery } from './delivery.ts';

export interface OutboxOptions {
  readonly path: string;
  readonly deliver: Deliver;
  readonly clock: Clock;
  readonly random?: () => number;
  /** A delivery was given up. */
  readonly onGivenUp: (url: string, sentence: string) => void;
  readonly onDelivered: (url: string) => void;
  /** The file can't be written, or there is a bug here. */
  readonly onTrouble: (error: unknown) => void;
}

export type Letter = Pick<Delivery, 'url' | 'body'>;

export interface Outbox {
  /** Queues the letters in this order. Durable when it resolves. */
  put(letters: readonly Letter[]): Promise<void>;
  /** Drops letters for addresses that are no longer in the settings. */
  keepOnly(urls: ReadonlySet<string>): Promise<void>;
  close(): Promise<void>;
}

const pendingShape = z.object({
  id: z.string(),
  url: z.string(),
  body: z.string(),
  /** Number of failed tries. */
  tries: z.number(),
  dueMs: z.number(),
});
type Pending = z.output<typeof pendingShape>;

export const MOST_TRIES = 8;
/** Factor on the delays of jobs, which are seconds. A receiver may be down for an evening: 1, 2, 4 … 64 minutes, two
 *  hours in all. */
const SLOWER = 60;
export const MOST_PENDING = 1000;

export async function openOutbox(options: OutboxOptions): Promise<Outbox> {
  const { path, deliver, clock, random = Math.random, onGivenUp, onDelivered, onTrouble } = options;
  let pending: readonly Pending[] = pendingIn(readPrivate(path) ?? '');
  const under = new Map<string, Promise<void>>();
  const timers = new Map<string, () => void>();
  const ending = new AbortController();
  const again = new Set<string>();
  let writing: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  /** Waits for the write in progress, so that all changes made meanwhile share the next one. */
  function write(): Promise<void> {
    if (next !== null) return next;
    const begin = () => {
      next = null;
      return writePrivate(path, pending.map((each) => `${JSON.stringify(each)}\n`).join(''));
    };
    next = writing.then(begin, begin);
    writing = next;
    return next;
  }

  /** Sends an address's messages one after the other, until one has to wait. */
  function wake(url: string): void {
    timers.get(url)?.();
    timers.delete(url);
    if (ending.signal.aborted) return;
    if (under.has(url)) {
      again.add(url);
      return;
    }
    const run = sendAll(url)
      .catch(onTrouble)
      .finally(() => {
        under.delete(url);
        if (again.delete(url)) wake(url);
      });
    under.set(url, run);
  }

  async function sendAll(url: string): Promise<void> {
    for (;;) {
      const first = pending.find((each) => each.url === url);
      if (first === undefined || ending.signal.aborted) return;
      if (first.dueMs > clock.nowMs()) {
        timers.set(
          url,
          clock.at(first.dueMs, () => wake(url)),
        );
        return;
      }
      await sendOne(first);
    }
  }

  async function sendOne(first: Pending): Promise<void> {
    const fate = await deliver(first, clock.nowMs(), ending.signal);
    if (ending.signal.aborted && fate.kind === 'failed') return;
    const tries = first.tries + 1;
    if (fate.kind === 'failed' && !fate.gone && tries < MOST_TRIES) {
      const waitMs =
        fate.retryAfterMs === null
          ? backoffMs(tries, null, random()) * SLOWER
          : backoffMs(tries, fate.retryAfterMs, 0);
      pending = pending.map((each) =>
        each === first ? { ...first, tries, dueMs: clock.nowMs() + waitMs } : each,
      );
      return write();
    }
    pending = pending.filter((each) => each !== first);
    await write();
    if (fate.kind === 'delivered') onDelivered(first.url);
    else onGivenUp(first.url, fate.why);
  }

  for (const url of new Set(pending.map((each) => each.url))) wake(url);

  return {
    async put(letters) {
      for (const { url, body } of letters) {
        const ofUrl = pending.filter((each) => each.url === url);
        const oldest = ofUrl[0];
        if (ofUrl.length >= MOST_PENDING && oldest !== undefined) {
          pending = pending.filter((each) => each !== oldest);
          onGivenUp(url, `more than ${MOST_PENDING} messages wait for it`);
        }
        pending = [...pending, { id: `msg_${randomUUID()}`, url, body, tries: 0, dueMs: clock.nowMs() }];
      }
      await write();
      for (const url of new Set(letters.map((each) => each.url))) wake(url);
    },
    async keepOnly(urls) {
      const kept = pending.filter(({ url }) => urls.has(url));
      if (kept.length === pending.length) return;
      pending = kept;
      await write();
    },
    async close() {
      ending.abort();
      for (const callOff of timers.values()) callOff();
      timers.clear();
      await Promise.all(under.values());
      // Don't reject: the caller of the failed write has its error already.
      await writing.catch(onTrouble);
    },
  };
}

function pendingIn(text: string): readonly Pending[] {
  return text.split('\n').flatMap((line) => readShaped(line, pendingShape) ?? []);
}
