// Lets go of a file that was taken out of the tree: looks at it once more, when nobody writes to it any longer, and
// only then removes it. What is still being written stays as a leftover.
import { setTimeout as wait } from 'node:timers/promises';
import type { Native } from './calls.ts';
import { gripFile } from './grip.ts';
import { type Box, closeBox } from './staging.ts';
import type { Versions } from './versions.ts';

const PAUSE_MS = 10;
/** Together two seconds: a save takes milliseconds, and a program that keeps a file open may do so for hours. */
const ATTEMPTS = 200;

export async function retire(native: Native, box: Box, versions: Versions): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (letGo(native, box, versions, true)) return;
    await wait(PAUSE_MS);
  }
}

/** Removes it only if its bytes are known: for use after a failure, when nobody would take new ones. */
export function clearIfKnown(native: Native, box: Box, versions: Versions): void {
  letGo(native, box, versions, false);
}

function letGo(native: Native, box: Box, versions: Versions, meet: boolean): boolean {
  const grip = gripFile(native, box.at, box.path);
  try {
    if (grip !== null) {
      if (meet && grip.whole) versions.meet(grip.bytes);
      if (grip.writers === 'writers' || !grip.whole || !versions.knows(grip.bytes) || !grip.untouched())
        return false;
    }
    closeBox(box);
    return true;
  } finally {
    grip?.release();
  }
}
