// A text as merging wants it: with one kind of line ending, and the way back to the text as it is.
import { lineAt, splitLines } from '../domain/align.ts';

/** For the end of a text whose last line has no ending. */
export function withoutEnding(added: string, isBelow: boolean): string {
  return `${isBelow ? '\n' : ''}${added.replace(/\n$/, '')}`;
}

/** A text with `\n` for all line endings, one at its end, and without a byte order mark. */
export interface PlainText {
  readonly text: string;
  /** False if the last line of the text as it is has no ending. */
  readonly isEnded: boolean;
  /** The place in the text as it is. */
  rawAt(offset: number): number;
}

export function plainText(raw: string): PlainText {
  const from = raw.startsWith('\uFEFF') ? 1 : 0;
  const lines = splitLines(raw.slice(from));
  const joined = lines.text.join('\n');
  const plain = splitLines(joined);
  const isEnded = joined === '' || joined.endsWith('\n');
  const rawAt = (offset: number) => {
    const line = lineAt(plain, offset);
    return Math.min(raw.length, from + (lines.start[line] ?? 0) + offset - (plain.start[line] ?? 0));
  };
  return { text: isEnded ? joined : `${joined}\n`, isEnded, rawAt };
}
