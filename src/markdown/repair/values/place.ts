// Where in a cue something new goes: a line of its own after a field, or the empty value of one. Keeps clear of the
// places where repairs of form put brackets and line ends.
import {
  type Cue,
  type CueField,
  cueField,
  isOneLineLabel,
  labelName,
  type Span,
} from '../../../domain/cue.ts';
import { lineFrom } from '../../lines.ts';
import type { Piece, WholeCue } from './whole-cue.ts';

/** Fills the field where it stands empty, else adds it after the last of these fields, or at the end; null where the
 *  brackets around the place have to be mended first. */
export function setField(
  whole: WholeCue,
  label: string,
  value: string,
  after: readonly string[] | 'end',
): Piece | null {
  const { fields } = whole.cue;
  const empty = cueField(whole.cue, labelName(label));
  if (empty !== null) return filled(empty, value);
  const last = after === 'end' ? fields.length - 1 : fields.findLastIndex(({ name }) => after.includes(name));
  return newLine(whole, last, label, value);
}

function filled(field: CueField, value: string): Piece | null {
  if (!field.opened || !field.closed || field.inline || field.value !== '') return null;
  return { span: { start: field.labelSpan.end, end: field.span.end - 1 }, added: `: ${value}` };
}

/** `after`: the field's place among the fields, -1 for Begin. */
export function newLine({ doc, cue }: WholeCue, after: number, label: string, value: string): Piece | null {
  const { text, eol } = doc;
  const line = `[${label}: ${value}]`;
  const last = lastInBrackets(cue, after);
  const field = cue.fields[last];
  const next = cue.fields[last + 1];
  const from = field?.span.end ?? cue.begin.end;
  const end = lineFrom(text, from).end;
  const to = next?.span.start ?? cue.end.start;
  // Without its own bracket the next one could be read as part of a long field before it.
  if (next?.opened === false && !isOneLineLabel(labelName(label))) return null;
  // A bracket that is put back on a short field's line comes before the new line.
  const closed = field === undefined || field.closed || isOneLineLabel(field.name);
  if (closed && end < to && text.slice(from, end).trim() === '')
    return { span: { start: end, end }, added: eol + indent(text, field?.span ?? cue.begin) + line };
  if (next !== undefined && !next.opened) return null;
  return { span: { start: to, end: to }, added: line + eol + indent(text, { start: to, end: to }) };
}

/** The last field that shares the brackets of this one: `[Type: ADLIB, Duration: 1:00]`. */
function lastInBrackets(cue: Cue, at: number): number {
  let last = at;
  while (at >= 0 && cue.fields[last + 1]?.inline === true) last += 1;
  return last;
}

/** The blanks before it on its line; none where something else stands there. */
function indent(text: string, { start }: Span): string {
  let from = start;
  while (/[^\S\r\n]/.test(text.charAt(from - 1))) from -= 1;
  return /^[\r\n]?$/.test(text.charAt(from - 1)) ? text.slice(from, start) : '';
}

/** The field's whole lines, the last one's ending included; null where it shares a line, or lacks a bracket. */
export function linesOfField(text: string, field: CueField): Span | null {
  let start = field.span.start;
  while (/[^\S\r\n]/.test(text.charAt(start - 1))) start -= 1;
  const { end, next } = lineFrom(text, field.span.end);
  const alone = /^[\r\n]$/.test(text.charAt(start - 1)) && text.slice(field.span.end, end).trim() === '';
  const whole = field.opened && field.closed && !field.inline;
  return alone && whole && next > end ? { start, end: next } : null;
}
