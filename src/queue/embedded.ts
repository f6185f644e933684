// The queue that needs nothing installed: jobs in the database, durable, for workers in this program.
import type { Store } from '../store/open.ts';
import type { JobQueue } from './queue.ts';
import { type QueueOptions, tableQueue } from './table-queue.ts';

export function embeddedQueue(store: Pick<Store, 'jobs'>, options: QueueOptions): JobQueue {
  return tableQueue(store.jobs, options);
}
