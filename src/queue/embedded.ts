// The queue that needs no extra server: durable jobs in the database, for workers in this process.
import type { Store } from '../store/open.ts';
import type { JobQueue } from './queue.ts';
import { type QueueOptions, tableQueue } from './table-queue.ts';

export function embeddedQueue(store: Pick<Store, 'jobs'>, options: QueueOptions): JobQueue {
  return tableQueue(store.jobs, options);
}
