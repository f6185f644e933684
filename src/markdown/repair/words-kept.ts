// The proof that no repair loses a word: what a person typed between the cues is still in the file afterwards.
import { isInside } from '../code.ts';
import type { SegmentDocument } from '../document.ts';

/** Each word outside of cues stands in the other body at least as often, wherever it stands there; but for `drops`. */
export function keepsWords(
  before: SegmentDocument,
  after: SegmentDocument,
  drops: readonly string[],
): boolean {
  const cues = before.cues.map((cue) => cue.span);
  const left = counted(after, () => true);
  for (const word of drops) left.set(word, (left.get(word) ?? 0) + 1);
  const wanted = counted(before, (offset) => !isInside(cues, offset));
  return [...wanted].every(([word, count]) => (left.get(word) ?? 0) >= count);
}

const WORD = /[\p{L}\p{N}]+/gu;

function counted({ text, body }: SegmentDocument, counts: (offset: number) => boolean): Map<string, number> {
  const words = new Map<string, number>();
  for (const match of text.slice(body.start, body.end).matchAll(WORD)) {
    if (!counts(body.start + match.index)) continue;
    const word = match[0].toLowerCase();
    words.set(word, (words.get(word) ?? 0) + 1);
  }
  return words;
}
