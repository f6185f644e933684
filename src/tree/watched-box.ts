// A file taken out of the tree on a disk that does not tell who has it open: it stays in staging for an hour, in which
// words that a program still writes into it are found. Decides nothing about those words.
import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BlobId } from '../domain/ids.ts';
import { isAbsent } from '../errors.ts';

interface Place {
  readonly at: string;
  readonly entry: string;
}

export interface Watched {
  readonly sinceMs: number;
  /** Versions of this file that are in Git. */
  readonly known: readonly BlobId[];
}

/** Programs that write without opening anew do so for as long as a document is open; beyond this, words are lost. */
const WATCH_MS = 3_600_000;
/** Two changes within this span can get the same time. */
const CLOCK_NS = 50_000_000n;

export const WATCHED = 'watched.json';

/** Also called when the file has been looked at again; it is not read before it changes once more. */
export function watchBox({ entry }: Place, known: readonly BlobId[], sinceMs = Date.now()): void {
  writeFileSync(join(entry, WATCHED), JSON.stringify({ sinceMs, known }));
}

/** Null if the box is not watched. */
export function watchedIn(entry: string): Watched | null {
  try {
    return JSON.parse(readFileSync(join(entry, WATCHED), 'utf8')) as Watched;
  } catch (error) {
    // Cut short by a kill: not watched, so the file counts as a leftover.
    if (isAbsent(error) || error instanceof SyntaxError) return null;
    throw error;
  }
}

export function isOver({ sinceMs }: Watched, nowMs: number): boolean {
  return nowMs - sinceMs > WATCH_MS;
}

/** Whether the file in a watched box is as it was when it was looked at. */
export function isUntouched({ at, entry }: Place): boolean {
  const [file, note] = [at, join(entry, WATCHED)].map((place) =>
    lstatSync(place, { bigint: true, throwIfNoEntry: false }),
  );
  return file !== undefined && note !== undefined && file.ctimeNs + CLOCK_NS < note.mtimeNs;
}
