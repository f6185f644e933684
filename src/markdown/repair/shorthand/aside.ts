// Finds the parts of a body that are not text: cues and whatever is silent. Also finds text near a cue without a clear
// begin or end, where inserting another cue would change which lines belong to which cue.
import type { Span } from '../../../domain/cue.ts';
import { isInside } from '../../code.ts';
import type { SegmentDocument } from '../../document.ts';
import { isBlank, type Line, lineFrom, linesOf } from '../../lines.ts';
import { findMarkers } from '../../markers.ts';
import { merged, outside, overlaps } from '../../spans.ts';

export interface Aside {
  /** True in a cue, code, a comment, struck words or a footnote, where nothing is shorthand. */
  silent(offset: number): boolean;
  /** True if shorthand on this line must stay until the cues and comments around it are clear. */
  isUnclear(line: Line): boolean;
  /** True if the line belongs to a cue, a fence, a footnote or a comment. */
  touches(line: Line): boolean;
  /** True if the line holds nothing but comments and struck words. */
  isOut(line: Line): boolean;
}

export function asideOf(doc: SegmentDocument): Aside {
  const cues = doc.cues.map((cue) => cue.span);
  const silent = merged([...cues, ...doc.silence]);
  const lines = doc.silent.filter(
    (span) =>
      span.kind === 'fence' ||
      span.kind === 'footnote' ||
      (span.kind === 'comment' && isSpread(doc.text, span)),
  );
  const apart = merged([...cues, ...lines]);
  const out = merged(doc.silent.filter(({ kind }) => kind === 'comment' || kind === 'struck'));
  const unclear = merged([...doc.doubts, ...besidesOpenCues(doc), ...beforeStrayEnds(doc)]);
  return {
    silent: (offset) => isInside(silent, offset),
    isUnclear: (line) => overlaps(unclear, line),
    touches: (line) => overlaps(apart, line),
    isOut: (line) =>
      overlaps(out, line) && outside(out, line).every(({ start, end }) => isEmpty(doc.text, start, end)),
  };
}

function isEmpty(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === '';
}

/** A comment that starts its line or spans several makes those lines markup, not text. */
function isSpread(text: string, { start, end }: Span): boolean {
  if (/[\r\n]/.test(text.slice(start, end))) return true;
  const before = text.slice(Math.max(0, start - 20), start);
  return /(?:^|[\r\n])[^\S\r\n]*$/.test(before);
}

// ---- cues without a clear begin or end ----

/** The text right below a cue without End decides whether and where it can be closed. */
function besidesOpenCues(doc: SegmentDocument): readonly Span[] {
  return doc.cues
    .filter((cue) => cue.end === null)
    .map(({ span, ordinal, closable }) => {
      const limit = doc.cues[ordinal + 1]?.begin.start ?? doc.body.end;
      return { start: span.start, end: endOfText(doc, span.end, limit, closable) };
    });
}

/** End of the first paragraph below. `adjoining`: counts it only if no blank line precedes it. */
function endOfText(doc: SegmentDocument, from: number, limit: number, adjoining: boolean): number {
  let seenText = false;
  for (const line of linesOf(doc.text, lineFrom(doc.text, from, limit).next, limit)) {
    const blank = isBlank(doc.text, line);
    if (blank && (seenText || adjoining)) return line.start;
    if (!blank) seenText = true;
  }
  return limit;
}

/** Which cue an extra End belongs to depends on the two cues before it. */
function beforeStrayEnds(doc: SegmentDocument): readonly Span[] {
  if (!doc.diagnostics.some(({ code }) => code === 'CUE_NESTED' || code === 'CUE_END_WITHOUT_BEGIN'))
    return [];
  const { markers } = findMarkers(doc.text, doc.body, 1);
  const spans: Span[] = [];
  let before = 0;
  for (const marker of markers) {
    if (marker.kind === 'begin') continue;
    while ((doc.cues[before]?.begin.start ?? Number.MAX_SAFE_INTEGER) < marker.span.start) before += 1;
    const last = doc.cues[before - 1];
    if (last?.end?.start === marker.span.start || isInside(doc.silence, marker.span.start)) continue;
    const open = doc.cues.slice(Math.max(0, before - 2), before).find((cue) => cue.end === null);
    const start = open?.begin.start ?? last?.span.end ?? doc.body.start;
    spans.push({ start, end: marker.span.end });
  }
  return spans;
}
