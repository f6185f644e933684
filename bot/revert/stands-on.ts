// Finds which later landings stand on one that can't be taken back alone: those without which it can.
import { pathsOf } from '../../src/domain/change.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { EnhancementId, TreeId, TreePath } from '../../src/domain/ids.ts';
import { type LandedRecord, withoutAll } from '../record/undoing.ts';
import type { Show } from '../show/show.ts';

/** More landings on one file are not tried one by one. */
const MOST_TRIED = 60;

/** Newest first; empty if a person's words are in the way, so that no other landing helps. */
export async function standingOn(
  show: Show,
  one: LandedRecord,
  all: ReadonlyMap<EnhancementId, EnhancementRecord>,
  tree: TreeId,
): Promise<readonly LandedRecord[]> {
  const { names } = show.decisions.memory();
  const helps = async (some: readonly LandedRecord[]) =>
    'tree' in (await withoutAll(show.repo, names, [...some, one], tree));
  const later = laterOnSameFiles(show, one, all);
  for (const each of later) if (await helps([each])) return [each];

  let needed: readonly LandedRecord[] = [];
  let isEnough = false;
  for (const each of later) {
    const more = [...needed, each];
    // One that can't be taken back itself is in nobody's way, or a person's words are.
    if ('conflict' in (await withoutAll(show.repo, names, more, tree))) continue;
    needed = more;
    isEnough = await helps(needed);
    if (isEnough) break;
  }
  if (!isEnough) return [];
  for (const each of needed) {
    const fewer = needed.filter((other) => other !== each);
    if (await helps(fewer)) needed = fewer;
  }
  return needed;
}

/** Newest first. */
function laterOnSameFiles(
  show: Show,
  { kept }: LandedRecord,
  all: ReadonlyMap<EnhancementId, EnhancementRecord>,
): readonly LandedRecord[] {
  const { names } = show.decisions.memory();
  const pathsNow = ({ enhancement, asOf }: EnhancementRecord) =>
    pathsOf(enhancement.change).map((path) => names.path(path, asOf));
  const mine = new Set<TreePath>(pathsNow(kept));
  const order = [...show.history.ids()];
  const at = order.findIndex(([id]) => id === kept.enhancement.id);
  const later = order.slice(at + 1).flatMap(([id, { undone, commit }]): LandedRecord[] => {
    const other = all.get(id);
    if (undone !== null || other === undefined || !pathsNow(other).some((path) => mine.has(path))) return [];
    return [{ kept: other, landing: commit }];
  });
  return later.reverse().slice(0, MOST_TRIED);
}
