// Versions of one file that were met while publishing, each once, without those that are known to stand in Git.
import type { BlobId } from '../domain/ids.ts';
import { blobOf } from './blob.ts';

export interface Versions {
  /** Remembers it, unless it is known. */
  meet(bytes: Buffer): void;
  knows(bytes: Buffer): boolean;
  list(): readonly Buffer[];
}

export function versionsBeside(known: readonly BlobId[]): Versions {
  const met = new Map<BlobId, Buffer | null>(known.map((blob) => [blob, null]));
  const knows = (bytes: Buffer): boolean => met.has(blobOf(bytes));
  return {
    meet: (bytes) => {
      if (!knows(bytes)) met.set(blobOf(bytes), bytes);
    },
    knows,
    list: () => [...met.values()].filter((bytes) => bytes !== null),
  };
}
