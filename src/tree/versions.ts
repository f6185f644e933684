// Versions of one file that were met while publishing, each once, without those that are known to stand in Git.
import type { BlobId } from '../domain/ids.ts';
import { blobOf } from './blob.ts';

export interface Versions {
  /** Remembers it, unless it is known. */
  meet(bytes: Buffer): void;
  list(): readonly Buffer[];
}

export function versionsBeside(known: readonly BlobId[]): Versions {
  const met = new Map<BlobId, Buffer | null>(known.map((blob) => [blob, null]));
  return {
    meet: (bytes) => {
      const blob = blobOf(bytes);
      if (!met.has(blob)) met.set(blob, bytes);
    },
    list: () => [...met.values()].filter((bytes) => bytes !== null),
  };
}
