// Removes a file that was taken out of the tree, after a last look once no process is writing to it. Removes no bytes
// that are not in Git: a file with other bytes, or one still being written, stays in staging.
import { setTimeout as wait } from 'node:timers/promises';
import type { BlobId } from '../domain/ids.ts';
import { blobOf } from './blob.ts';
import type { Native } from './calls.ts';
import { gripFile } from './grip.ts';
import { type Box, closeBox } from './staging.ts';
import type { Versions } from './versions.ts';
import { watchBox } from './watched-box.ts';

const PAUSE_MS = 10;
/** Two seconds in total: a save takes milliseconds, but a program that keeps a file open may do so for hours. */
const ATTEMPTS = 200;

/** A file in staging whose bytes were returned to the caller. */
export interface Left {
  /** Removes the file, unless it has been written since. Call once its bytes are in Git. */
  forget(): void;
}

/** Null if no file is left, or only one that is still being written; that is a leftover. */
export async function retire(native: Native, box: Box, versions: Versions): Promise<Left | null> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    let isNew = false;
    const gone = letGo(native, box, versions, (blob, bytes) => {
      isNew = !versions.known.includes(blob);
      if (isNew) versions.meet(bytes);
      return !isNew;
    });
    if (gone) return null;
    if (isNew) return { forget: () => void letGo(native, box, versions, (blob) => isListed(versions, blob)) };
    await wait(PAUSE_MS);
  }
  return null;
}

/** Removes the file only if it is one of the known versions. For use after a failure, when other bytes can't be
 *  returned to the caller. */
export function clearIfKnown(native: Native, box: Box, versions: Versions): void {
  letGo(native, box, versions, (blob) => versions.known.includes(blob));
}

function isListed({ known, list }: Versions, blob: BlobId): boolean {
  return known.includes(blob) || list().some((bytes) => blobOf(bytes) === blob);
}

/** Removes the file; false if it is still being written or `mayGo` refuses its bytes. */
function letGo(
  native: Native,
  box: Box,
  { ours }: Versions,
  mayGo: (blob: BlobId, bytes: Buffer) => boolean,
): boolean {
  const grip = gripFile(native, box.at, box.path);
  try {
    if (grip === null) {
      closeBox(box);
      return true;
    }
    const blob = blobOf(grip.bytes);
    const isQuiet = grip.whole && grip.writers !== 'writers';
    if (!isQuiet || !mayGo(blob, grip.bytes) || !grip.untouched()) return false;
    // Nobody can say whether a program has a person's file open, so it may be written for a while yet.
    if (grip.writers === 'unknown' && blob !== ours) watchBox(box, [blob]);
    else closeBox(box);
    return true;
  } finally {
    grip?.release();
  }
}
