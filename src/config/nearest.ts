// The known key that somebody most likely meant by an unknown one.

/** The candidate with the fewest letters to change, null where none is near. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const scored = candidates
    .map((candidate) => ({ candidate, distance: distance(plain(word), plain(candidate)) }))
    .sort((a, b) => a.distance - b.distance);
  const best = scored[0];
  // Two slips cover two swapped letters; in very short words they would reach almost any other.
  const bound = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3));
  return best !== undefined && best.distance <= bound ? best.candidate : null;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[-_ ]/g, '');
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = a[i - 1] === b[j - 1] ? 0 : 1;
      row.push(Math.min((row[j - 1] ?? 0) + 1, (above[j] ?? 0) + 1, (above[j - 1] ?? 0) + swap));
    }
  }
  return row[b.length] ?? 0;
}
