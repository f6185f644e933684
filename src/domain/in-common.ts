// Tells how much two texts have in common, as lists of words or lines.

/** Share of entries that are in both, 0..1, whatever their order; an entry that stands twice must stand twice in both. */
export function shareInCommon(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const entry of a) left.set(entry, (left.get(entry) ?? 0) + 1);
  let shared = 0;
  for (const entry of b) {
    const count = left.get(entry) ?? 0;
    left.set(entry, count - 1);
    if (count > 0) shared += 1;
  }
  return (2 * shared) / Math.max(1, a.length + b.length);
}
