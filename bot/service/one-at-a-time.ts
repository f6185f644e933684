// One writer at a time: runs pieces of work one after another, and none after the end.
import { Fault } from '../../src/errors.ts';
import type { Show } from '../show/show.ts';

/**
 * Runs one piece of work after another, in the order requested. Rejects new work after `end`, so a batch of verdicts
 * does not continue beside the next process that opens the show.
 */
export function oneAtATime(): { readonly exclusively: Show['exclusively']; end(): Promise<void> } {
  let last: Promise<unknown> = Promise.resolve();
  let isOver = false;
  return {
    exclusively(work) {
      if (isOver) return Promise.reject(stopped());
      const next = last.then(work, work);
      last = next.catch(() => {});
      return next;
    },
    async end() {
      isOver = true;
      await last;
    },
  };
}

function stopped(): Fault {
  const sentence = 'Show-Build is stopping; what was done till now is kept. Ask again when it runs.';
  return new Fault('transient', 'STOPPED', sentence);
}
