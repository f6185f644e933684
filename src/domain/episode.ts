// What an episode's status says, and which of its items go on air.

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
