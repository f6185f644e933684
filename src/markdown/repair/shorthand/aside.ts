// Finds the parts of a body that are not text: cues, fences and comments. Also finds text near a cue without a clear
// begin or end, where inserting another cue would change which lines belong to which cue.
import type { Span } from '../../../domain/cue.ts';
import { isInside } from '../../code.ts';
import type { SegmentDocument } from '../../document.ts';
import { isBlank, type Line, lineFrom, linesOf } from '../../lines.ts';
import { findMarkers } from '../../markers.ts';

export interface Aside {
  /** True in a cue, code or a comment, where nothing is shorthand. */
  silent(offset: number): boolean;
  /** True if shorthand on this line must stay until the cues and comments around it are clear. */
  isUnclear(line: Line): boolean;
  /** True if the line belongs to a cue, a fence or a comment. */
  touches(line: Line): boolean;
}

export function asideOf(doc: SegmentDocument): Aside {
  const cues = doc.cues.map((cue) => cue.span);
  const { comments, unclosed } = commentsIn(doc, cues);
  const fences = doc.code.filter(({ start }) => /^(?:```|~~~)/.test(doc.text.slice(start, start + 3)));
  const spread = comments.filter((span) => isSpread(doc.text, span));
  const silent = merged([...cues, ...fences, ...spread]);
  const unclear = merged([...unclosed, ...besidesOpenCues(doc), ...beforeStrayEnds(doc)]);
  return {
    silent: (offset) => isInside(cues, offset) || isInside(doc.code, offset) || isInside(comments, offset),
    isUnclear: (line) => overlaps(unclear, line),
    touches: (line) => overlaps(silent, line),
  };
}

interface Comments {
  readonly comments: readonly Span[];
  /** Text after the start of a comment that is never closed, or closed only by the marker of a cue. */
  readonly unclosed: readonly Span[];
}

function commentsIn(doc: SegmentDocument, cues: readonly Span[]): Comments {
  const comments: Span[] = [];
  const unclosed: Span[] = [];
  let next = 0;
  let at = doc.text.indexOf('<!--', doc.body.start);
  while (at !== -1) {
    while ((cues[next]?.end ?? Number.MAX_SAFE_INTEGER) <= at) next += 1;
    const cue = cues[next] ?? { start: doc.body.end, end: doc.body.end };
    const close = at < cue.start ? doc.text.indexOf('-->', at + 4) : -1;
    const isComment = close !== -1 && close < cue.start;
    if (isComment) comments.push({ start: at, end: close + 3 });
    else if (at < cue.start) unclosed.push({ start: at, end: cue.start });
    at = doc.text.indexOf('<!--', isComment ? close + 3 : cue.end);
  }
  return { comments, unclosed };
}

/** A comment that starts its line or spans several makes those lines markup, not text. */
function isSpread(text: string, { start, end }: Span): boolean {
  if (/[\r\n]/.test(text.slice(start, end))) return true;
  const before = text.slice(Math.max(0, start - 20), start);
  return /(?:^|[\r\n])[^\S\r\n]*$/.test(before);
}

function overlaps(spans: readonly Span[], line: Span): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= line.start) low = middle + 1;
    else high = middle;
  }
  const span = spans[low];
  return span !== undefined && span.start < Math.max(line.end, line.start + 1);
}

// ---- cues without a clear begin or end ----

function merged(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last === undefined || span.start > last.end) out.push(span);
    else out[out.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return out;
}

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
    if (last?.end?.start === marker.span.start || isInside(doc.code, marker.span.start)) continue;
    const open = doc.cues.slice(Math.max(0, before - 2), before).find((cue) => cue.end === null);
    const start = open?.begin.start ?? last?.span.end ?? doc.body.start;
    spans.push({ start, end: marker.span.end });
  }
  return spans;
}
