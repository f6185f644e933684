// Compares two wordings of the same place, for merging.

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];
}

/** True if `whole` says all that `part` says: it has its words in order and little else, or has it as a piece, perhaps with
 *  the last word written to its end. */
export function says(whole: string, part: string): boolean {
  const [all, some] = [whole, part].map((text) => wordsOf(text).join(' ')) as [string, string];
  if (some === '' || all === some || isPiece(all, some)) return true;
  return hasInOrder(wordsOf(whole), wordsOf(part)) && alike(whole, part);
}

function isPiece(all: string, some: string): boolean {
  return ` ${all}`.includes(` ${some}`);
}

function hasInOrder(words: readonly string[], some: readonly string[]): boolean {
  let at = 0;
  for (const word of some) {
    at = words.indexOf(word, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** True if `later` begins with all that `earlier` has: somebody went on typing. */
export function isWrittenOn(earlier: string, later: string): boolean {
  return later.trimStart().startsWith(earlier.trim());
}

/** Share of common words from which on two texts are two wordings of the same thing. */
const ALIKE = 0.6;

export function alike(a: string, b: string): boolean {
  const [mine, yours] = [wordsOf(a), wordsOf(b)];
  const left = new Map<string, number>();
  for (const word of mine) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of yours) {
    const many = left.get(word) ?? 0;
    if (many === 0) continue;
    left.set(word, many - 1);
    common += 1;
  }
  return mine.length + yours.length > 0 && (2 * common) / (mine.length + yours.length) >= ALIKE;
}
