// Chooses the place for something new in a cue: a new line after a field, or the value of an empty field. Avoids the
// places where repairs of form insert brackets and line endings.
import {
  type Cue,
  type CueField,
  cueField,
  isOneLineLabel,
  labelName,
  type Span,
} from '../../../domain/cue.ts';
import { lineFrom } from '../../lines.ts';
import type { CuePiece, WholeCue } from './whole-cue.ts';

/** Fills the field if it is empty, else adds it after the last of the fields in `after`, or at the end. Null if the
 *  brackets at that place have to be repaired first. */
export function setField(
  whole: WholeCue,
  label: string,
  value: string,
  after: readonly string[] | 'end',
): CuePiece | null {
  const { fields } = whole.cue;
  const empty = cueField(whole.cue, labelName(label));
  if (empty !== null) return filled(empty, value);
  const last = after === 'end' ? fields.length - 1 : fields.findLastIndex(({ name }) => after.includes(name));
  return newLine(whole, last, label, value);
}

function filled(field: CueField, value: string): CuePiece | null {
  if (!field.opened || !field.closed || field.inline || field.value !== '') return null;
  return { span: { start: field.labelSpan.end, end: field.span.end - 1 }, added: `: ${value}` };
}

/** `after`: index of the preceding field, -1 for Begin. */
export function newLine(
  { doc, cue }: WholeCue,
  after: number,
  label: string,
  value: string,
): CuePiece | null {
  const { text, eol } = doc;
  const line = `[${label}: ${value}]`;
  const last = lastInBrackets(cue, after);
  const field = cue.fields[last];
  const next = cue.fields[last + 1];
  const from = field?.span.end ?? cue.begin.end;
  const end = lineFrom(text, from).end;
  const to = next?.span.start ?? cue.end.start;
  // A following field without an opening bracket could be read as part of a long field before it.
  if (next?.opened === false && !isOneLineLabel(labelName(label))) return null;
  // If a repair restores the bracket of a one-line field, the bracket comes before the new line.
  const closed = field === undefined || field.closed || isOneLineLabel(field.name);
  if (closed && end < to && text.slice(from, end).trim() === '')
    return { span: { start: end, end }, added: eol + indent(text, field?.span ?? cue.begin) + line };
  if (next !== undefined && !next.opened) return null;
  return { span: { start: to, end: to }, added: line + eol + indent(text, { start: to, end: to }) };
}

/** Index of the last field in the same brackets: `[Type: ADLIB, Duration: 1:00]`. */
function lastInBrackets(cue: Cue, at: number): number {
  let last = at;
  while (at >= 0 && cue.fields[last + 1]?.inline === true) last += 1;
  return last;
}

/** The whitespace before it on its line; none if other text precedes it. */
function indent(text: string, { start }: Span): string {
  let from = start;
  while (/[^\S\r\n]/.test(text.charAt(from - 1))) from -= 1;
  return /^[\r\n]?$/.test(text.charAt(from - 1)) ? text.slice(from, start) : '';
}

/** The field's whole lines, including the last line ending. Null if it shares a line or lacks a bracket. */
export function linesOfField(text: string, field: CueField): Span | null {
  let start = field.span.start;
  while (/[^\S\r\n]/.test(text.charAt(start - 1))) start -= 1;
  const { end, next } = lineFrom(text, field.span.end);
  const alone = /^[\r\n]$/.test(text.charAt(start - 1)) && text.slice(field.span.end, end).trim() === '';
  const whole = field.opened && field.closed && !field.inline;
  return alone && whole && next > end ? { start, end: next } : null;
}
