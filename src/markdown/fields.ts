// Reads the fields inside a cue block. A value may contain `]` and line breaks: its closing bracket is the last one
// before the next line that starts a field, a picture or a comment, or before the end of the block.
import { type CueField, cueType, isKnownLabel, isOneLineLabel, labelName, type Span } from '../domain/cue.ts';
import { linesOf, trimmed } from './lines.ts';

export interface FieldsRead {
  readonly fields: readonly CueField[];
  readonly loose: readonly Span[];
}

interface Label {
  readonly label: string;
  readonly name: string;
  readonly span: Span;
  readonly opened: boolean;
  /** Offset after the colon. */
  readonly valueAt: number;
}

/** A field whose closing bracket has not been found yet. */
interface Open {
  readonly label: Label;
  readonly line: number;
  /** End of the content on each of its lines. */
  readonly ends: number[];
  readonly starts: number[];
}

const LABEL = /^(\[?)([^\S\r\n]*)([^:[\]\r\n<>{}|]{1,60}):/;

/** The label at the start of a line; null if the line is no field. A cue type is no label (`[SOT: shoot-maga
 *  1:15]`). */
export function labelAt(text: string, at: number, end: number): Label | null {
  const match = LABEL.exec(text.slice(at, Math.min(end, at + 80)));
  if (match === null) return null;
  const [all, bracket = '', blanks = '', written = ''] = match;
  const label = written.trimEnd();
  const name = labelName(label);
  const opened = bracket === '[';
  if (name === '' || cueType(label.toUpperCase()) !== null || (!opened && !isOneLineLabel(name))) return null;
  const start = at + bracket.length + blanks.length;
  return { label, name, span: { start, end: start + label.length }, opened, valueAt: at + all.length };
}

export function readFields(text: string, span: Span, firstLine: number): FieldsRead {
  const opened: Open[] = [];
  const loose: Span[] = [];
  let open: Open | null = null;
  for (const { start, end, number } of piecesOf(text, span, firstLine)) {
    if (start === end) continue;
    const ended: boolean = open === null || hasEnded(text, open);
    if (ended && isSilentLine(text.slice(start, end))) continue;
    const label: Label | null = ended ? labelAt(text, start, end) : null;
    if (label !== null && (label.opened || open === null || isOneLineLabel(open.label.name))) {
      open = { label, line: number, starts: [start], ends: [end] };
      opened.push(open);
    } else if (open === null || (ended && isApart(text, start))) {
      open = null;
      if (!isPicture(text, start)) loose.push({ start, end });
    } else {
      open.starts.push(start);
      open.ends.push(end);
    }
  }
  const finished = opened.map((each) => finish(text, each));
  return {
    fields: finished.flatMap((each) => each.fields),
    loose: [...loose, ...finished.flatMap((each) => each.loose)].sort((a, b) => a.start - b.start),
  };
}

function hasEnded(text: string, open: Open): boolean {
  return text.charAt((open.ends.at(-1) ?? 1) - 1) === ']' || isOneLineLabel(open.label.name);
}

/** A comment or struck words; in a value that goes on, they are part of it. */
function isSilentLine(content: string): boolean {
  return /^(?:%%(?:(?!%%).)*%%|<!--(?:(?!-->).)*-->|~~(?=\S)(?:(?!~~).)*~~)$/.test(content);
}

/** A line starting with `[`, `<img` or `<!--` ends the field before it. */
function isApart(text: string, at: number): boolean {
  return text.charAt(at) === '[' || isPicture(text, at) || text.startsWith('<!--', at);
}

export function isPicture(text: string, at: number): boolean {
  return text.slice(at, at + 4).toLowerCase() === '<img';
}

interface Piece extends Span {
  readonly number: number;
}

/** The content of each line. A line such as `[Type: SOT] [Slug: foo]` is split into its fields. */
function* piecesOf(text: string, span: Span, firstLine: number): Generator<Piece> {
  let number = firstLine - 1;
  for (const line of linesOf(text, span.start, span.end)) {
    number += 1;
    let { start, end } = trimmed(text, line);
    for (let cut = nextField(text, start, end); cut !== null; cut = nextField(text, start, end)) {
      yield { start, end: cut.closed, number };
      start = cut.next;
    }
    yield { start, end, number };
  }
}

/** End of a one-line field that is followed by another known field on the same line, and the start of that field. */
function nextField(
  text: string,
  start: number,
  end: number,
): { readonly closed: number; readonly next: number } | null {
  const label = labelAt(text, start, end);
  if (label === null || !isOneLineLabel(label.name)) return null;
  const closed = text.slice(start, Math.min(end, start + 400)).indexOf(']');
  if (closed === -1) return null;
  const next = trimmed(text, { start: start + closed + 1, end }).start;
  const other = text.charAt(next) === '[' ? labelAt(text, next, end) : null;
  return other !== null && isKnownLabel(other.name) ? { closed: start + closed + 1, next } : null;
}

/** Decides where the value ends and which of the field's lines are not part of it. */
function finish(text: string, open: Open): FieldsRead {
  const bracketed = (end: number): boolean => text.charAt(end - 1) === ']';
  // Prose after the last bracket belongs to no field. Without any bracket, a multi-line value extends to the end.
  const last = open.ends.findLastIndex(bracketed);
  const lastLine = isOneLineLabel(open.label.name) ? 0 : last === -1 ? open.ends.length - 1 : last;
  const end = open.ends[lastLine] ?? open.label.valueAt;
  const loose = open.ends
    .map((lineEnd, i) => ({ start: open.starts[i] ?? lineEnd, end: lineEnd }))
    .slice(lastLine + 1);
  return { fields: withInline(text, fieldOf(text, open, end, bracketed(end))), loose };
}

function fieldOf(text: string, open: Open, end: number, closed: boolean): CueField {
  const { label, name, span, opened, valueAt } = open.label;
  const valueSpan = trimmed(text, { start: valueAt, end: closed ? end - 1 : end });
  const value = text.slice(valueSpan.start, valueSpan.end);
  const start = open.starts[0] ?? span.start;
  return {
    label,
    name,
    value,
    line: open.line,
    span: { start, end },
    labelSpan: span,
    valueSpan,
    opened,
    closed,
    inline: false,
  };
}

const INLINE = /,[^\S\r\n]*([A-Za-z][A-Za-z _-]{1,20}?)[^\S\r\n]*:[^\S\r\n]*/g;

/** `[Type: ADLIB, Duration: 00:01:00]` contains two fields. */
function withInline(text: string, field: CueField): readonly CueField[] {
  if (field.name !== 'type' || !field.value.includes(',')) return [field];
  const cuts = [...field.value.slice(0, 200).matchAll(INLINE)].filter((match) =>
    isKnownLabel(labelName(match[1] ?? '')),
  );
  if (cuts.length === 0) return [field];
  const at = field.valueSpan.start;
  const starts = cuts.map((cut) => at + cut.index);
  const firstEnd = starts[0] ?? field.span.end;
  const valueSpan = trimmed(text, { start: at, end: firstEnd });
  const head = {
    ...field,
    value: text.slice(valueSpan.start, valueSpan.end),
    valueSpan,
    span: { start: field.span.start, end: firstEnd },
  };
  return [
    head,
    ...cuts.map((cut, i) => inlineField(text, field, cut, starts[i] ?? at, starts[i + 1] ?? null)),
  ];
}

function inlineField(
  text: string,
  whole: CueField,
  cut: RegExpExecArray,
  start: number,
  next: number | null,
): CueField {
  const label = cut[1] ?? '';
  const labelStart = start + cut[0].indexOf(label);
  const valueSpan = trimmed(text, { start: start + cut[0].length, end: next ?? whole.valueSpan.end });
  return {
    ...whole,
    label,
    name: labelName(label),
    value: text.slice(valueSpan.start, valueSpan.end),
    span: { start, end: next ?? whole.span.end },
    labelSpan: { start: labelStart, end: labelStart + label.length },
    valueSpan,
    inline: true,
  };
}
