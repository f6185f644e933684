// Splits text into lines with offsets. `\r\n`, `\n` and a lone `\r` all end a line.
import type { Span } from '../domain/cue.ts';

export interface Line {
  /** Excludes the line ending. */
  readonly start: number;
  readonly end: number;
  /** Start of the next line. */
  readonly next: number;
}

export function* linesOf(text: string, from = 0, to = text.length): Generator<Line> {
  let start = from;
  while (start < to) {
    const line = lineFrom(text, start, to);
    yield line;
    start = line.next;
  }
}

export function lineFrom(text: string, start: number, to = text.length): Line {
  const end = lineEnd(text, start, to);
  return { start, end, next: afterEnding(text, end, to) };
}

function lineEnd(text: string, start: number, to: number): number {
  let at = start;
  while (at < to && !isEnding(text.charCodeAt(at))) at += 1;
  return at;
}

function afterEnding(text: string, end: number, to: number): number {
  if (end >= to) return to;
  return text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 && end + 1 < to ? end + 2 : end + 1;
}

function isEnding(code: number): boolean {
  return code === 10 || code === 13;
}

/** Returns a function from offset to 1-based line number, which takes time logarithmic in the number of lines. */
export function lineCounter(text: string): (offset: number) => number {
  const starts = Uint32Array.from(linesOf(text), (line) => line.start);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return Math.max(1, low);
  };
}

/** The first line ending in the text; `\n` if there is none. */
export function eolOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** The span without whitespace and line endings at both ends. */
export function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && /\s/.test(text.charAt(start))) start += 1;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  return { start, end };
}

export function isBlank(text: string, span: Span): boolean {
  const { start, end } = trimmed(text, span);
  return start === end;
}
