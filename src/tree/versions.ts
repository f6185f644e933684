// Collects the versions of one file met while publishing: each once, without those known to be in Git.
import type { BlobId } from '../domain/ids.ts';
import { blobOf } from './blob.ts';

export interface Versions {
  /** Adds a version, unless it is known. */
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
