// Words that can be told apart, so that a test sees which of them is missing.
import fc from 'fast-check';

/** Marks and words in any order: `WORD` becomes `q0z`, `q1z`, … in order of place. */
export const WORD = 'WORD';

export function scripts(marks: readonly string[], maxLength = 60): fc.Arbitrary<string> {
  const fragment = fc.oneof(fc.constant(WORD), fc.constantFrom(...marks));
  const gap = fc.constantFrom(' ', ' ', '', '\n', '\n\n');
  return fc.array(fc.tuple(fragment, gap), { maxLength }).map((pairs) => {
    let count = 0;
    return pairs.map(([each, blank]) => each.replace(WORD, () => `q${count++}z`) + blank).join('');
  });
}

/** The words of a text, in order; one that a line end cuts counts. */
export function wordsIn(text: string): readonly string[] {
  return text.replace(/\s/g, '').match(/q\d+z/g) ?? [];
}
