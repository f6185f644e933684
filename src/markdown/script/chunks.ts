// Splits prose into chunks small enough to parse quickly whatever they contain: after a blank line if possible, else
// after any line.
import { isBlank, linesOf } from '../lines.ts';

/** Characters. Measured: the parser takes up to 40 ms for 2,000 odd characters, and quadratic time beyond that. */
const LONGEST = 2000;

export interface Chunk {
  readonly text: string;
  /** A single line too long to be parsed. */
  readonly isTooLong: boolean;
}

export function chunksOf(prose: string): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  let blankAt = 0;
  const cut = (end: number) => {
    if (end > start) chunks.push({ text: prose.slice(start, end), isTooLong: end - start > LONGEST });
    start = Math.max(start, end);
  };
  for (const line of linesOf(prose)) {
    if (isBlank(prose, line)) blankAt = line.start;
    if (line.next - start <= LONGEST) continue;
    cut(blankAt);
    if (line.next - start > LONGEST) cut(line.start);
    if (line.next - start > LONGEST) cut(line.next);
  }
  cut(prose.length);
  return chunks;
}
