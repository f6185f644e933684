// Safe repairs inside a cue block: markers, brackets, spacing, the spelling of durations, trims and types. Each is a
// small edit; no value is guessed, moved or dropped.
import {
  type Cue,
  type CueField,
  cueType,
  isKnownLabel,
  isOneLineLabel,
  type Span,
} from '../../domain/cue.ts';
import { normaliseDuration } from '../../domain/duration.ts';
import type { SegmentDocument } from '../document.ts';
import { isBlank } from '../lines.ts';
import { normaliseTrim } from './values/trims.ts';

/** A small edit. `wrong` completes the sentence “This cue had …”. */
export interface Repair {
  readonly span: Span;
  readonly added: string;
  readonly wrong: string;
}

/** All repairs of form except a missing End and the blank lines around the cue. In cues of unknown type, fields are
 *  left alone. */
export function formRepairs(doc: SegmentDocument, cue: Cue, fps: number): readonly Repair[] {
  const { text } = doc;
  const markers = [
    ...markerRepairs(text, cue.begin),
    ...(cue.end === null ? [] : markerRepairs(text, cue.end)),
  ];
  if (cue.type !== null && cueType(cue.type) === null) return markers;
  const fields = cue.fields.flatMap((field, i) => fieldRepairs(text, cue, field, cue.fields[i + 1], fps));
  return [...markers, ...fields, ...lineRepairs(doc, cue)];
}

function markerRepairs(text: string, marker: Span): readonly Repair[] {
  const spelled = text.slice(marker.start, marker.end);
  const opening = /^<+![-\u2013-\u2015]+/.exec(spelled)?.[0] ?? '';
  const closing = /[-\u2013-\u2015]+>+$/.exec(spelled)?.[0] ?? '';
  const end = marker.start + opening.length;
  const start = marker.end - closing.length;
  return [
    ...(opening === '<!--'
      ? []
      : [signRepair({ start: marker.start, end }, '<!--', opening.endsWith('<!--'))]),
    ...(closing === '-->' ? [] : [signRepair({ start, end: marker.end }, '-->', closing.startsWith('-->'))]),
  ];
}

/** `isDoubled`: the right signs stand there, with more brackets on their outer side. */
function signRepair({ start, end }: Span, right: string, isDoubled: boolean): Repair {
  const wrong = isDoubled
    ? 'doubled angle brackets around its markers'
    : 'dashes of a word processor in its markers';
  if (!isDoubled) return { span: { start, end }, added: right, wrong };
  const extra = right === '-->' ? { start: start + right.length, end } : { start, end: end - right.length };
  return { span: extra, added: '', wrong };
}

function fieldRepairs(
  text: string,
  cue: Cue,
  field: CueField,
  next: CueField | undefined,
  fps: number,
): readonly Repair[] {
  if (!isKnownLabel(field.name) || isHalfTyped(field, fps)) return [];
  const repairs = [...spacing(text, field), ...brackets(cue, field, next), ...values(field, fps)];
  return repairs.filter((repair) => text.slice(repair.span.start, repair.span.end) !== repair.added);
}

/** True for a time without its closing bracket that would be respelled: `[Duration: 00:01` may become 00:01:30:00 at the
 *  next key, and is no 1 second. */
export function isHalfTyped({ name, value, closed }: CueField, fps: number): boolean {
  if (closed) return false;
  if (name === 'duration') return normaliseDuration(value, fps) !== null;
  return (name === 'trimstart' || name === 'trimend') && normaliseTrim(value) !== null;
}

/** `[ Type :SOT ]` → `[Type: SOT]`. A value on the next line stays there, and empty values are left alone. */
function spacing(text: string, field: CueField): readonly Repair[] {
  const wrong = 'blanks out of place';
  const { labelSpan, valueSpan } = field;
  const repairs: Repair[] = [];
  if (field.opened && !field.inline)
    repairs.push({ span: { start: field.span.start + 1, end: labelSpan.start }, added: '', wrong });
  if (field.value === '') return repairs;
  const between = { start: labelSpan.end, end: valueSpan.start };
  if (!hasBreak(text, between)) repairs.push({ span: between, added: ': ', wrong });
  const after = { start: valueSpan.end, end: field.span.end - 1 };
  const bracketed = field.closed && text.charAt(after.end) === ']';
  if (bracketed && after.start < after.end && !hasBreak(text, after))
    repairs.push({ span: after, added: '', wrong });
  return repairs;
}

function hasBreak(text: string, span: Span): boolean {
  return /[\r\n]/.test(text.slice(span.start, span.end));
}

/** Adds missing brackets. */
function brackets(cue: Cue, field: CueField, next: CueField | undefined): readonly Repair[] {
  const wrong = 'a missing bracket';
  const repairs: Repair[] = [];
  const sure = isOneLineLabel(field.name) && cue.loose.length === 0 && field.value !== '';
  const { start } = field.labelSpan;
  const { end } = field.valueSpan;
  if (!field.opened && !field.inline && sure)
    repairs.push({ span: { start, end: start }, added: '[', wrong });
  if (!field.closed && next?.inline !== true && sure)
    repairs.push({ span: { start: end, end }, added: ']', wrong });
  return repairs;
}

function values(field: CueField, fps: number): readonly Repair[] {
  const added = newValue(field, fps);
  if (added === null) return [];
  return [{ span: field.valueSpan, added: added.value, wrong: added.wrong }];
}

function newValue(field: CueField, fps: number): { readonly value: string; readonly wrong: string } | null {
  if (field.name === 'type' && cueType(field.value.toUpperCase()) !== null) {
    return { value: field.value.toUpperCase(), wrong: 'a type in small letters' };
  }
  if (field.name === 'duration') {
    const value = normaliseDuration(field.value, fps);
    return value === null
      ? null
      : { value, wrong: `a duration that was not in four parts (${field.value.slice(0, 20)})` };
  }
  if (field.name === 'trimstart' || field.name === 'trimend') {
    const value = normaliseTrim(field.value);
    return value === null
      ? null
      : { value, wrong: `a trim that was not in full (${field.value.slice(0, 20)})` };
  }
  return null;
}

/** Puts fields and markers that share a line on lines of their own, and separates two fields in one pair of
 *  brackets. */
function lineRepairs(doc: SegmentDocument, cue: Cue): readonly Repair[] {
  const { text, eol } = doc;
  const repairs: Repair[] = [];
  let at = cue.begin.end;
  for (const field of cue.fields) {
    const gap = { start: at, end: field.span.start };
    if (field.inline)
      repairs.push({
        span: { start: cutBefore(cue, field), end: field.labelSpan.start },
        added: `]${eol}[`,
        wrong: 'two fields in one pair of brackets',
      });
    else if (isBlank(text, gap) && !hasBreak(text, gap))
      repairs.push({ span: gap, added: eol, wrong: 'several fields on one line' });
    at = field.span.end;
  }
  if (cue.end === null || cue.fields.length === 0) return repairs;
  const last = { start: at, end: cue.end.start };
  if (isBlank(text, last) && !hasBreak(text, last))
    repairs.push({ span: last, added: eol, wrong: 'a field on the line of its End' });
  return repairs;
}

/** End of the value before an inline field. */
function cutBefore(cue: Cue, field: CueField): number {
  return cue.fields[cue.fields.indexOf(field) - 1]?.valueSpan.end ?? field.span.start;
}
