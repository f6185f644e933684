// Small questions about ranges of a text. Spans are expected in file order.
import type { Span } from '../domain/cue.ts';

/** In file order and without overlap; touching spans stay apart. */
export function merged(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last !== undefined && span.start < last.end)
      out[out.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else out.push({ start: span.start, end: span.end });
  }
  return out;
}

/** True if one of the spans, which don't overlap each other, has text in common with the range. */
export function overlaps(spans: readonly Span[], { start, end }: Span): boolean {
  const span = spans[firstEndingAfter(spans, start)];
  return span !== undefined && span.start < Math.max(end, start + 1);
}

/** Index of the first span that ends after the offset. */
export function firstEndingAfter(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The span that holds the offset; null if none does. */
export function spanAt<S extends Span>(spans: readonly S[], offset: number): S | null {
  const span = spans[firstEndingAfter(spans, offset)];
  return span !== undefined && span.start <= offset ? span : null;
}

/** The parts of a range that lie in none of the spans, which don't overlap each other. */
export function outside(spans: readonly Span[], { start, end }: Span): readonly Span[] {
  const parts: Span[] = [];
  let at = start;
  for (let i = firstEndingAfter(spans, start); i < spans.length; i += 1) {
    const span = spans[i];
    if (span === undefined || span.start >= end) break;
    if (span.start > at) parts.push({ start: at, end: span.start });
    at = Math.max(at, span.end);
  }
  if (at < end) parts.push({ start: at, end });
  return parts;
}
