// Takes snapshots until nothing is left, and gives the line back between them: a person's save elsewhere or a decision
// comes in between the portions of a copied library.
import type { TreePath } from '../../src/domain/ids.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import type { Snapshot } from './changed-file.ts';
import type { OnLooked } from './first-snapshot.ts';
import { snapshot } from './snapshot.ts';

export interface InPortions {
  readonly onLooked?: OnLooked;
  /** True if the paths found are out of date: no further portion is taken, because the caller looks anew. */
  readonly isStale?: () => boolean;
}

/** Do not call inside `show.exclusively`. `only`: look at these paths and no others; null: at the whole tree. */
export async function* snapshotInPortions(
  show: Show,
  only: readonly TreePath[] | null,
  { onLooked = () => {}, isStale = () => false }: InPortions = {},
): AsyncGenerator<Snapshot> {
  let inPortions = true;
  let before = Number.POSITIVE_INFINITY;
  for (;;) {
    const first = await show.exclusively(() => snapshot(show, only, { onLooked, inPortions }));
    yield first;
    let commits = first.commits.length;
    for (const portion of first.later) {
      if (isStale()) return;
      const taken = await show.exclusively(() => snapshot(show, portion));
      yield taken;
      commits += taken.commits.length;
    }
    // The disk index vouches for main only after one look at the whole tree that left nothing over.
    if (only !== null || first.later.length === 0 || (await isInStep(show))) return;
    const left = first.later.reduce((sum, { length }) => sum + length, 0);
    // Files that can't be read are found by each look. Taken all at once, they are left over only once.
    inPortions = commits > 0 || left < before;
    before = left;
  }
}

async function isInStep({ repo, disk }: Show): Promise<boolean> {
  return disk.syncedWith() === (await repo.ref(MAIN));
}
