// Lets go of a file that was taken out of the tree: looks at it once more, when nobody writes to it any longer, and
// only then removes it. What is still being written stays as a leftover.
import { setTimeout as wait } from 'node:timers/promises';
import type { BlobId } from '../domain/ids.ts';
import { blobOf } from './blob.ts';
import type { Native } from './calls.ts';
import { gripFile } from './grip.ts';
import { type Box, closeBox } from './staging.ts';
import type { Versions } from './versions.ts';

const PAUSE_MS = 10;
/** Together two seconds: a save takes milliseconds, and a program that keeps a file open may do so for hours. */
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

/** Removes it only if it is one of these: for use after a failure, when nobody would take what else it is. */
export function clearIfKnown(native: Native, box: Box, known: readonly BlobId[]): void {
  letGo(native, box, (bytes) => known.includes(blobOf(bytes)));
}

/** False where it is still being written, or its bytes may not go. */
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
