// Bounds a wait for Syncthing, since all other work may wait meanwhile. It answers in milliseconds, if it answers.
import { setTimeout as wait } from 'node:timers/promises';
import { Fault } from '../../errors.ts';

/** Null if Syncthing does not answer in time, or can't. */
export async function inTime<T>(answer: Promise<T>, withinMs: number): Promise<T | null> {
  const waiting = new AbortController();
  const late = wait(withinMs, null, { signal: waiting.signal, ref: false }).catch(() => null);
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    if (error instanceof Fault && error.kind !== 'bug') return null;
    throw error;
  } finally {
    waiting.abort();
  }
}
