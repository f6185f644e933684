// Reads the cue blocks of a body and reports broken Begin and End markers. A cue never extends past the next Begin, so
// a missing End cannot merge two cues.
import { type Cue, type CueField, cueValue, isKnownLabel, type Span } from '../domain/cue.ts';
import { isInside } from './code.ts';
import { isPicture, labelAt, readFields } from './fields.ts';
import { lineFrom, linesOf, trimmed } from './lines.ts';
import type { Marker, Markers } from './markers.ts';

export type CueProblemCode = 'CUE_MISSING_END' | 'CUE_NESTED' | 'CUE_END_WITHOUT_BEGIN' | 'CUE_MARKER_BROKEN';

export interface CueProblem {
  readonly code: CueProblemCode;
  readonly line: number;
}

export interface CuesRead {
  readonly cues: readonly Cue[];
  readonly problems: readonly CueProblem[];
}

/** `silent`: spans that hold no cue; called only if the body contains a marker. */
export function readCues(text: string, body: Span, found: Markers, silent: () => readonly Span[]): CuesRead {
  const unread = found.markers.length + found.broken.length === 0 ? [] : silent();
  const markers = found.markers.filter((marker) => !isInside(unread, marker.span.start));
  const cues: Cue[] = [];
  const problems: CueProblem[] = found.broken
    .filter(({ at }) => !isInside(unread, at))
    .map(({ line }) => ({ code: 'CUE_MARKER_BROKEN', line }));
  let i = 0;
  for (let marker = markers[0]; marker !== undefined; marker = markers[i]) {
    const next = markers[i + 1];
    const closed = marker.kind === 'begin' && next?.kind === 'end';
    if (closed) cues.push(closedCue(text, marker, next, cues.length));
    else if (marker.kind === 'begin') cues.push(openCue(text, marker, next ?? null, body.end, cues.length));
    else problems.push(strayEnd(cues, marker));
    i += closed ? 2 : 1;
  }
  return { cues, problems: [...problems, ...openProblems(cues, problems)] };
}

/** An extra End after a Begin that has none: the blocks are nested, so it is unclear which fields belong to which. */
function strayEnd(cues: Cue[], marker: Marker): CueProblem {
  const cue = cues.slice(-2).find((each) => each.end === null);
  if (cue === undefined || !cue.closable) return { code: 'CUE_END_WITHOUT_BEGIN', line: marker.line };
  cues[cue.ordinal] = { ...cue, closable: false };
  return { code: 'CUE_NESTED', line: cue.line };
}

function openProblems(cues: readonly Cue[], known: readonly CueProblem[]): readonly CueProblem[] {
  const nested = new Set(known.filter((each) => each.code === 'CUE_NESTED').map((each) => each.line));
  return cues
    .filter((cue) => cue.end === null && !cue.closable && !nested.has(cue.line))
    .map((cue) => ({ code: 'CUE_MISSING_END', line: cue.line }));
}

function closedCue(text: string, begin: Marker, end: Marker, ordinal: number): Cue {
  const { fields, loose } = readFields(text, { start: begin.span.end, end: end.span.start }, begin.line);
  const span = { start: begin.span.start, end: end.span.end };
  return cueOf({
    ordinal,
    line: begin.line,
    begin: begin.span,
    end: end.span,
    span,
    fields,
    loose,
    closable: false,
  });
}

function cueOf(parts: Omit<Cue, 'type' | 'assetId' | 'slug'>): Cue {
  const type = cueValue(parts, 'type')?.toUpperCase() ?? null;
  return { ...parts, type, assetId: cueValue(parts, 'assetid'), slug: cueValue(parts, 'slug') };
}

function openCue(text: string, begin: Marker, next: Marker | null, bodyEnd: number, ordinal: number): Cue {
  const limit = next === null ? bodyEnd : next.span.start;
  const run = fieldRun(text, begin.span.end, limit);
  const { fields, loose } = readFields(text, { start: begin.span.end, end: run.end }, begin.line);
  // The next Begin must start its line; otherwise the text before it on that line may belong to this cue.
  const alone = next === null || run.stop !== 'limit' || trimmed(text, next.onLine).start === next.span.start;
  const closable = run.sure && alone && fields.length > 0 && loose.length === 0 && fields.every(isWhole);
  const span = { start: begin.span.start, end: run.end };
  return cueOf({ ordinal, line: begin.line, begin: begin.span, end: null, span, fields, loose, closable });
}

/** True if both brackets are present and no quotation is left open; an open one may continue further down. */
function isWhole(field: CueField): boolean {
  const opens = /^["“]/.test(field.value);
  return field.opened && field.closed && (!opens || (/["”]$/.test(field.value) && field.value.length > 1));
}

interface Run {
  readonly end: number;
  readonly stop: 'limit' | 'blank' | 'text';
  /** True if nothing after the run can belong to the block. */
  readonly sure: boolean;
}

/** The lines right after Begin that are fields or pictures. One that a person has only begun to type belongs to the
 *  block too, but then nobody can say where the block ends. */
function fieldRun(text: string, from: number, limit: number): Run {
  const first = lineFrom(text, from, limit);
  let end = from;
  let sure = true;
  if (trimmed(text, first).start < trimmed(text, first).end) return { end, stop: 'text', sure: false };
  for (const line of linesOf(text, first.next, limit)) {
    const content = trimmed(text, line);
    if (content.start === content.end)
      return { end, stop: 'blank', sure: sure && !fieldFollows(text, line.next, limit) };
    const kind = lineKind(text, content);
    if (kind === 'text') return { end, stop: 'text', sure: sure && !bracketFollows(text, line.start, limit) };
    if (kind === 'unsure') return { end, stop: 'text', sure: false };
    sure &&= kind === 'whole';
    end = content.end;
  }
  return { end, stop: 'limit', sure };
}

/** whole: a field or a picture · begun: one that lacks a bracket · unsure: words that begin like a field or a marker, but
 *  may be spoken */
type LineKind = 'whole' | 'begun' | 'unsure' | 'text';

function lineKind(text: string, content: Span): LineKind {
  const written = text.slice(content.start, content.end);
  if (isPicture(text, content.start)) return written.includes('>') ? 'whole' : 'begun';
  if (/^<(?:[^>]*$|!--(?!.*-->))/.test(written)) return 'unsure';
  const label = labelAt(text, content.start, content.end);
  if (!written.startsWith('['))
    return label === null ? 'text' : isPhrase(text, label, content) ? 'unsure' : 'begun';
  if (label !== null && written.endsWith(']')) return 'whole';
  if (isUnclosed(written)) return 'begun';
  return label === null ? 'text' : 'unsure';
}

/** `Status: nobody knows` may be spoken; `Slug: goat` is not. */
function isPhrase(text: string, { valueAt }: { readonly valueAt: number }, { end }: Span): boolean {
  return /\S\s+\S/.test(text.slice(valueAt, end));
}

function isUnclosed(written: string): boolean {
  let depth = 0;
  for (const char of written) depth += char === '[' ? 1 : char === ']' ? -1 : 0;
  return depth > 0;
}

/** True if more fields follow the blank lines: the block continues, and its end cannot be determined. */
function fieldFollows(text: string, from: number, limit: number): boolean {
  const { start } = trimmed(text, { start: from, end: Math.min(limit, from + 2000) });
  const { end } = lineFrom(text, start, limit);
  const label = labelAt(text, start, end);
  if (label !== null && isKnownLabel(label.name)) return true;
  return text.charAt(start) === '[' && !text.slice(start, end).includes(']');
}

/** True if a line before the next blank one ends in `]`, so the text may be the rest of a value. */
function bracketFollows(text: string, from: number, limit: number): boolean {
  for (const line of linesOf(text, from, limit)) {
    const content = trimmed(text, line);
    if (content.start === content.end) return false;
    if (text.charAt(content.end - 1) === ']') return true;
  }
  return false;
}
