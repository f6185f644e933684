// Finds the Begin and End markers of cue blocks in every spelling that people and tools have left, and reports failed
// attempts.
import type { Span } from '../domain/cue.ts';
import { linesOf } from './lines.ts';

export interface Marker {
  readonly kind: 'begin' | 'end';
  readonly span: Span;
  /** 1-based. */
  readonly line: number;
  /** The line containing the marker, without its ending. */
  readonly onLine: Span;
}

const MARKER = /(?<!<)<+!--[^\S\r\n]*(begin|end)[^\S\r\n]*cue(?:[^\S\r\n]+[a-z]+)?[^\S\r\n]*-->+/gi;
const HINT = /(?:begin|end)[^\S\r\n]{0,9}cue/i;
const LIKE_MARKER = /(?:<|&lt;|!-|--)[^\S\r\n]{0,9}(?:begin|end)[^\S\r\n]{0,9}cue/i;

export interface Markers {
  readonly markers: readonly Marker[];
  /** 1-based lines with a failed attempt at a marker, such as `<!- Begin Cue ->`. */
  readonly broken: readonly number[];
}

export function findMarkers(text: string, body: Span, firstLine: number): Markers {
  const markers: Marker[] = [];
  const broken: number[] = [];
  let number = firstLine - 1;
  for (const line of linesOf(text, body.start, body.end)) {
    number += 1;
    if (!HINT.test(text.slice(line.start, line.end))) continue;
    const found = markersOn(text, line, number);
    markers.push(...found);
    if (found.length === 0 && LIKE_MARKER.test(text.slice(line.start, line.end))) broken.push(number);
  }
  return { markers, broken };
}

function markersOn(text: string, line: Span, number: number): readonly Marker[] {
  const onLine = { start: line.start, end: line.end };
  return [...text.slice(line.start, line.end).matchAll(MARKER)].map((match) => {
    const start = line.start + match.index;
    const kind = match[1]?.toLowerCase() === 'begin' ? 'begin' : 'end';
    return { kind, span: { start, end: start + match[0].length }, line: number, onLine };
  });
}
