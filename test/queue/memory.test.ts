import { memoryQueue } from '../../src/queue/memory.ts';
import { queueContract } from './contract.ts';

queueContract('the queue in memory', async (options) => ({ queue: memoryQueue(options), close: () => {} }));
