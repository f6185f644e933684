// Removes a file that was taken out of the tree, after a last look once no process is writing to it. A file still being
// written stays as a leftover.
import { setTimeout as wait } from 'node:timers/promises';
import type { BlobId } from '../domain/ids.ts';
import { blobOf } from './blob.ts';
import type { Native } from './calls.ts';
import { gripFile } from './grip.ts';
import { type Box, closeBox } from './staging.ts';
import type { Versions } from './versions.ts';

const PAUSE_MS = 10;
/** Two seconds in total: a save takes milliseconds, but a program that keeps a file open may do so for hours. */
const ATTEMPTS = 200;

export async function retire(native: Native, box: Box, versions: Versions): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const gone = letGo(native, box, (bytes) => {
      versions.meet(bytes);
      return true;
    });
    if (gone) return;
    await wait(PAUSE_MS);
  }
}

/** Removes the file only if it is one of the known versions. For use after a failure, when other bytes can't be
 *  returned to the caller. */
export function clearIfKnown(native: Native, box: Box, known: readonly BlobId[]): void {
  letGo(native, box, (bytes) => known.includes(blobOf(bytes)));
}

/** Removes the file; false if it is still being written or `mayGo` refuses its bytes. */
function letGo(native: Native, box: Box, mayGo: (bytes: Buffer) => boolean): boolean {
  const grip = gripFile(native, box.at, box.path);
  try {
    const quiet = grip === null || (grip.whole && grip.writers !== 'writers');
    if (!quiet || (grip !== null && !(mayGo(grip.bytes) && grip.untouched()))) return false;
    closeBox(box);
    return true;
  } finally {
    grip?.release();
  }
}
