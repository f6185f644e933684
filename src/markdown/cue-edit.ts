// Sets one field of a cue and touches nothing else: it replaces the value, or adds one line in the usual place. Returns
// no edit if the block is malformed, because that has to be repaired first.
import { type Cue, type CueField, labelName } from '../domain/cue.ts';
import { type Edit, editAt } from '../domain/edit.ts';
import type { SegmentDocument } from './document.ts';
import { isBlank, lineFrom } from './lines.ts';

/** A new line goes after the first of these fields that exists. */
const BEFORE = ['slug', 'assetid', 'type'];

/** Null if the cue has no End, the field appears twice, or there is no line of its own to put it on. */
export function setCueValue(
  doc: SegmentDocument,
  cue: Cue,
  label: string,
  value: string,
  field: string,
): Edit | null {
  if (cue.end === null) return null;
  const [present, second] = cue.fields.filter(({ name }) => name === labelName(label));
  if (present === undefined) return inserted(doc, cue, label, value, field);
  return second === undefined && isSound(present) ? replaced(doc, present, value, field) : null;
}

function replaced(doc: SegmentDocument, { valueSpan }: CueField, value: string, field: string): Edit {
  const blank = doc.text.charAt(valueSpan.start - 1) === ':' ? ' ' : '';
  return editAt(doc.text, valueSpan.start, valueSpan.end, blank + value, field);
}

function inserted(doc: SegmentDocument, cue: Cue, label: string, value: string, field: string): Edit | null {
  const names = BEFORE.filter((name) => cue.fields.some((each) => each.name === name));
  const before = cue.fields.find((each) => each.name === names[0]);
  if (before === undefined || !isSound(before) || before.inline) return null;
  const { end } = before.span;
  if (!isBlank(doc.text, { start: end, end: lineFrom(doc.text, end).end })) return null;
  return editAt(doc.text, end, end, `${doc.eol}[${label}: ${value}]`, field);
}

function isSound({ opened, closed }: CueField): boolean {
  return opened && closed;
}
