// The program that killed.test.ts kills: works through the queue of a database, says what it did, and never ends.

import { systemClock } from '../../src/queue/clock.ts';
import { embeddedQueue } from '../../src/queue/embedded.ts';
import { work } from '../../src/queue/work.ts';
import { openStore } from '../../src/store/open.ts';

const [file = '', leaseMs = ''] = process.argv.slice(2);
const store = await openStore(file);
const queue = embeddedQueue(store, { clock: systemClock() });

queue.onChange((job) => {
  if (job?.state === 'running' && job.progress === null) process.stdout.write(`begun ${job.subject}\n`);
  if (job?.state === 'done') process.stdout.write(`done ${job.subject}\n`);
});
work(
  queue,
  (job) =>
    // The subject "hangs" is the job that runs when the program is killed.
    job.subject === 'hangs' ? new Promise(() => {}) : Promise.resolve({ kind: 'done', result: 'child' }),
  { worker: 'child', concurrency: 1, leaseMs: Number(leaseMs), clock: systemClock() },
);
setInterval(() => {}, 1_000);
