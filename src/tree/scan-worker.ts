// Worker thread of a scan: takes batches from the shared list until none is left, then sends its results.
import { parentPort, workerData } from 'node:worker_threads';
import type { ScanShare } from './scan.ts';
import { BATCH, takeBatch } from './scan-batch.ts';
import { columnSink } from './scan-columns.ts';
import { walk } from './walk.ts';

const { root, paths, next } = workerData as ScanShare;
const sink = columnSink();
for (let from = takeBatch(next); from < paths.length; from = takeBatch(next)) {
  for (const path of paths.slice(from, from + BATCH)) walk(root, path, sink);
}
const columns = sink.columns();
parentPort?.postMessage(columns, [columns.numbers.buffer, columns.exact.buffer]);
