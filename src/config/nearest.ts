// Finds the known key that an unknown key was most likely meant to be.

/** The candidate with the smallest edit distance; null if none is close. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const scored = candidates
    .map((candidate) => ({ candidate, distance: distance(plain(word), plain(candidate)) }))
    .sort((a, b) => a.distance - b.distance);
  const best = scored[0];
  // Two edits cover two swapped letters; in very short words they would match almost anything.
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
