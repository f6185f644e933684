// Remembers where a change stands on main's texts. Finding out compares two versions of a whole file, and lists of open
// enhancements ask for each of them after every event, while the texts stay the same.
import type { Change } from '../../src/domain/change.ts';

export interface Placements {
  /** `on`: what the answer depends on, as a key. null: it has no place there. */
  of(on: string, find: () => Promise<Change | null>): Promise<Change | null>;
}

/** All open enhancements of the episodes that are worked on at a time. */
const IN_MEMORY = 5000;

export function openPlacements(): Placements {
  const known = new Map<string, Change | null>();
  return {
    async of(on, find) {
      const found = known.get(on);
      if (found !== undefined) return found;
      const change = await find();
      known.set(on, change);
      if (known.size > IN_MEMORY) known.delete(known.keys().next().value as string);
      return change;
    },
  };
}
