// Remembers what each landing left in its file. A commit never changes, while every plan of an episode asks for all of its
// landings, and to answer is to look through folders and to parse a text.
import type { BlobId, CommitId, TreePath } from '../../src/domain/ids.ts';

/** A landed file, null if the landing has none at that path, and the values that it has in the fields asked for. */
export interface LandedFile {
  readonly blob: BlobId | null;
  readonly values: readonly (readonly [field: string, value: string])[];
}

export interface LandedValues {
  of(
    landing: { readonly commit: CommitId; readonly path: TreePath; readonly fields: ReadonlySet<string> },
    find: () => Promise<LandedFile>,
  ): Promise<LandedFile>;
}

/** All landings of the episodes that are worked on at a time; most values are a few words. */
const IN_MEMORY = 20_000;

export function openLandedValues(): LandedValues {
  const known = new Map<string, LandedFile>();
  return {
    async of({ commit, path, fields }, find) {
      const key = JSON.stringify([commit, path, ...fields]);
      const found = known.get(key) ?? (await find());
      known.set(key, found);
      if (known.size > IN_MEMORY) known.delete(known.keys().next().value as string);
      return found;
    },
  };
}
