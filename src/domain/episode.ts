// Episode rules: which items go on air, where blocks end, and the path of `info.md`.
import { type EpisodeId, type TreePath, treePath } from './ids.ts';
import { isAdvert, isBreak } from './segment.ts';

/** Status of items that are included in scripts, media lists and the runtime. */
const ON_AIR = 'production';

export function isOnAir(status: string | null): boolean {
  return status !== null && status.trim().toLowerCase() === ON_AIR;
}

/** Items in production, or all items while none is. */
export function countedItems<T extends { readonly status: string | null; readonly isItem: boolean }>(
  segments: readonly T[],
): { readonly items: readonly T[]; readonly productionOnly: boolean } {
  const items = segments.filter((segment) => segment.isItem);
  const ready = items.filter((segment) => isOnAir(segment.status));
  return ready.length > 0 ? { items: ready, productionOnly: true } : { items, productionOnly: false };
}

// ---- blocks ----

/** Whether only a break ends a block, or also adverts, promos and calls to action. */
export type BlockEnd = 'break' | 'adverts';

export interface PlaceInBlocks {
  /** `A`, `B`, …; null for the break itself. */
  readonly block: string | null;
  readonly isBreak: boolean;
}

/** The block of each item, in order. Consecutive breaks count as one break. A BREAK cue ends the block after the item
 *  that contains it, because an item is never split between two blocks. */
export function placesInBlocks(
  items: readonly { readonly type: string | null; readonly holdsBreak: boolean }[],
  endedBy: BlockEnd,
): readonly PlaceInBlocks[] {
  let count = 0;
  let open = false;
  return items.map(({ type, holdsBreak }) => {
    if (isBreak(type) || (endedBy === 'adverts' && isAdvert(type))) {
      open = false;
      return { block: null, isBreak: true };
    }
    if (!open) count += 1;
    open = !holdsBreak;
    return { block: blockLetter(count - 1), isBreak: false };
  });
}

/** 0 is A, 25 is Z, 26 is AA. */
export function blockLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : blockLetter(Math.floor(index / 26) - 1) + last;
}

// ---- info.md ----

export function infoPath(episode: EpisodeId): TreePath {
  return treePath(`episodes/${episode}/info.md`);
}
