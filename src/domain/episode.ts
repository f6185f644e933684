// What an episode's status says, which of its items go on air, and where its blocks end.
import { type EpisodeId, type TreePath, treePath } from './ids.ts';
import { isAdvert, isBreak } from './segment.ts';

/** The status that makes an item part of scripts, media lists and the runtime. */
const ON_AIR = 'production';

export function isOnAir(status: string | null): boolean {
  return status !== null && status.trim().toLowerCase() === ON_AIR;
}

/** The items that count: those in production; as long as nothing is, all of them. */
export function countedItems<T extends { readonly status: string | null; readonly isItem: boolean }>(
  segments: readonly T[],
): { readonly items: readonly T[]; readonly productionOnly: boolean } {
  const items = segments.filter((segment) => segment.isItem);
  const ready = items.filter((segment) => isOnAir(segment.status));
  return ready.length > 0 ? { items: ready, productionOnly: true } : { items, productionOnly: false };
}

// ---- blocks ----

/** What ends a block: a break alone, or also adverts, promos and calls to action. */
export type BlockEnd = 'break' | 'adverts';

export interface PlaceInBlocks {
  /** `A`, `B`, …; null for the break itself. */
  readonly block: string | null;
  readonly isBreak: boolean;
}

/**
 * Where each item of a show stands, in order. Breaks that follow each other are one break; a BREAK cue ends the block
 * with the item that holds it, since one item never stands in two blocks.
 */
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

// ---- its head ----

export function infoPath(episode: EpisodeId): TreePath {
  return treePath(`episodes/${episode}/info.md`);
}
