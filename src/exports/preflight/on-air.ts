// Tells which lines of an item go on air: those of its script. Notes and descriptions may contain anything.
import { isInside } from '../../markdown/code.ts';
import type { SegmentDocument } from '../../markdown/document.ts';

/** Head lines, and null for the whole file, count too: problems there affect the whole item. */
export function isLineOnAir(item: SegmentDocument): (line: number | null) => boolean {
  const firstOfBody = item.lineAt(item.body.start);
  const lines = item.script.map((span) => ({
    start: item.lineAt(span.start),
    end: item.lineAt(Math.max(span.start, span.end - 1)) + 1,
  }));
  return (line) => line === null || line < firstOfBody || isInside(lines, line);
}
