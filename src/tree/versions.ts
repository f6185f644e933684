// Collects the versions of one file met while publishing: each once, without those known to be in Git.
import type { BlobId } from '../domain/ids.ts';
import { blobOf } from './blob.ts';

export interface Versions {
  /** The bot's own version; null if a file is removed. */
  readonly ours: BlobId | null;
  /** Versions known to be in Git. */
  readonly known: readonly BlobId[];
  /** Adds a version, unless it is known. */
  meet(bytes: Buffer): void;
  list(): readonly Buffer[];
}

export function versionsBeside(ours: BlobId | null, base: BlobId | null): Versions {
  const known = [ours, base].filter((blob) => blob !== null);
  const met = new Map<BlobId, Buffer>();
  return {
    ours,
    known,
    meet: (bytes) => {
      const blob = blobOf(bytes);
      if (!known.includes(blob)) met.set(blob, bytes);
    },
    list: () => [...met.values()],
  };
}
