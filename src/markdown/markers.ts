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

/** Two hyphens, or what a word processor makes of them. */
const DASHES = '(?:-{2}|-?[\\u2013-\\u2015]-?)';
const BLANK = '[^\\S\\r\\n]*';
const MARKER = new RegExp(
  `(?<!<)<+!${DASHES}${BLANK}(begin|end)${BLANK}cue(?:[^\\S\\r\\n]+[a-z]+)?${BLANK}${DASHES}>+`,
  'gi',
);
/** Also signs without width, which text pasted from elsewhere may hold. */
const APART = '[\\s_\\u200B-\\u200F\\uFEFF-]{0,9}';
const HINT = new RegExp(`(?:begin|end)${APART}cue`, 'i');
const LIKE_MARKER = new RegExp(
  [
    `(?:<|&lt;|<?\\\\?![\\s\\\\]{0,9}[-\\u2013-\\u2015]|--)[\\s\\\\!\\u2013-\\u2015-]{0,9}(?:begin|end)${APART}cue`,
    `^[\\W_]*(?:begin|end)${APART}cue[\\W_]*$`,
  ].join('|'),
  'i',
);

export interface BrokenMarker {
  /** 1-based. */
  readonly line: number;
  /** Offset of its words. */
  readonly at: number;
}

export interface Markers {
  readonly markers: readonly Marker[];
  /** Lines with a failed attempt at a marker, such as `<!- Begin Cue ->`. */
  readonly broken: readonly BrokenMarker[];
}

export function findMarkers(text: string, body: Span, firstLine: number): Markers {
  const markers: Marker[] = [];
  const broken: BrokenMarker[] = [];
  let number = firstLine - 1;
  for (const line of linesOf(text, body.start, body.end)) {
    number += 1;
    const written = text.slice(line.start, line.end);
    const hint = HINT.exec(written);
    if (hint === null) continue;
    const found = markersOn(text, line, number);
    markers.push(...found);
    if (found.length === 0 && LIKE_MARKER.test(written))
      broken.push({ line: number, at: line.start + hint.index });
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

/** From each Begin to its End, and markers that have no partner. */
export function unitsOf(markers: readonly Marker[]): readonly Span[] {
  const units: Span[] = [];
  for (let i = 0; i < markers.length; i += 1) {
    const marker = markers[i];
    const next = markers[i + 1];
    if (marker === undefined) break;
    const isPair = marker.kind === 'begin' && next?.kind === 'end';
    units.push({ start: marker.span.start, end: isPair ? next.span.end : marker.span.end });
    if (isPair) i += 1;
  }
  return units;
}
