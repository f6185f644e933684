// Compares two wordings of the same place, for merging.

/** False for blank lines and mere signs. */
export function isWorded(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];
}

/** Fewer words than this are too few to tell that one text was written on. */
const FEW = 3;

/** True if `whole` says all that `part` says: it is the same, or goes on where `part` ends, perhaps in the middle of its last
 *  word. */
export function says(whole: string, part: string): boolean {
  const [all, some] = [wordsOf(whole), wordsOf(part)];
  const last = some.length - 1;
  if (some.length > all.length || !some.slice(0, -1).every((word, i) => word === all[i])) return false;
  if (some.length === 0 || some[last] === all[last]) return true;
  return some.length >= FEW && (all[last] ?? '').startsWith(some[last] ?? '');
}

/** Fewer words than this on a line of their own may well be meant beside a line that has them too. */
const OWN_LINE = 4;

/** True if `whole` has the very words of `part`, in a row. */
export function holds(whole: string, part: string): boolean {
  const [all, some] = [wordsOf(whole), wordsOf(part)];
  if (part.includes('\n') && some.length < OWN_LINE) return false;
  return all.some((_, at) => some.length > 0 && some.every((word, i) => word === all[at + i]));
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
