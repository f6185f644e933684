// The order in which arrivals are taken, so that a decision or a save of a few files never waits behind more than one
// portion of an arrival of many.
import type { TreePath } from '../../src/domain/ids.ts';

/** null: the whole tree. `isStale`: true when the rest can be left, because it is looked at anew. */
type Take = (paths: readonly TreePath[] | null, isStale: () => boolean) => Promise<void>;

export interface Turns {
  /** A few are taken at once; many after the others that were many. */
  take(paths: readonly TreePath[]): Promise<void>;
  /** Takes the whole tree; asked again meanwhile, once more, however often it was asked. */
  takeAll(): Promise<void>;
  /** Nothing further is taken; the next start finds it. */
  end(): void;
}

/** As many as a person, or an editor with a plugin, saves at once. */
const FEW = 50;

export function takingTurns(take: Take): Turns {
  let many: Promise<void> = Promise.resolve();
  let whole: Promise<void> | null = null;
  let isWholeDue = false;
  let ended = false;

  async function untilNotDue(): Promise<void> {
    try {
      while (isWholeDue && !ended) {
        isWholeDue = false;
        await take(null, () => isWholeDue || ended);
      }
    } finally {
      whole = null;
    }
  }

  return {
    take(paths) {
      const taken = async () => {
        if (!ended) await take(paths, () => ended);
      };
      if (paths.length <= FEW) return taken();
      const next = many.then(taken);
      many = next.catch(() => {});
      return next;
    },
    takeAll() {
      isWholeDue = true;
      whole ??= untilNotDue();
      return whole;
    },
    end() {
      ended = true;
    },
  };
}
