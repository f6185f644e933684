// The safe repairs of a cue block's form: markers, brackets, spacing, a missing End, the spelling of durations and
// types, numbers in slugs. Each is a small edit; no value is guessed, moved or dropped.
import { type Cue, type CueField, cueType, isKnownLabel, isOneLineLabel, type Span } from '../domain/cue.ts';
import { normaliseDuration } from '../domain/duration.ts';
import { type Edit, editAt } from '../domain/edit.ts';
import { withoutNumber } from '../domain/slug.ts';
import type { SegmentDocument } from './document.ts';
import { isBlank, lineFrom, trimmed } from './lines.ts';

/** An edit and what was wrong, as the end of "What was wrong: …". */
export interface Repair {
  readonly span: Span;
  readonly added: string;
  readonly wrong: string;
}

export interface RepairedCue {
  readonly cue: Cue;
  readonly field: string;
  readonly edits: readonly Edit[];
  readonly wrongs: readonly string[];
}

/** The cues whose form is to be repaired, with the edits for each. */
export function repairCues(doc: SegmentDocument, fps: number): readonly RepairedCue[] {
  const fields = cueFields(doc.cues);
  return doc.cues.flatMap((cue, i) => {
    const repairs = repairsOf(doc, cue, i, fps).sort(
      (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
    );
    const field = fields[i] ?? `cue:${i}`;
    if (repairs.length === 0) return [];
    const edits = repairs.map(({ span, added }) => editAt(doc.text, span.start, span.end, added, field));
    return [{ cue, field, edits, wrongs: [...new Set(repairs.map((repair) => repair.wrong))] }];
  });
}

/** `cue:<AssetID, else slug, else place>`; where several share it, with which of them it is. */
function cueFields(cues: readonly Cue[]): readonly string[] {
  const keys = cues.map((cue) =>
    (cue.assetId ?? cue.slug ?? String(cue.ordinal)).replace(/\s+/g, ' ').slice(0, 80),
  );
  const total = new Map<string, number>();
  for (const key of keys) total.set(key, (total.get(key) ?? 0) + 1);
  const seen = new Map<string, number>();
  return keys.map((key) => {
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return (total.get(key) ?? 0) > 1 ? `cue:${key}#${nth}` : `cue:${key}`;
  });
}

function repairsOf(doc: SegmentDocument, cue: Cue, i: number, fps: number): Repair[] {
  if (cue.end === null && !cue.closable) return [];
  const known = cue.type === null || cueType(cue.type) !== null;
  return [
    ...markerRepairs(doc.text, cue.begin),
    ...(cue.end === null ? [] : markerRepairs(doc.text, cue.end)),
    ...(known
      ? cue.fields.flatMap((field, n) => fieldRepairs(doc.text, cue, field, cue.fields[n + 1], fps))
      : []),
    ...(known ? lineRepairs(doc, cue) : []),
    ...frameRepairs(doc, cue, i),
  ];
}

function markerRepairs(text: string, marker: Span): readonly Repair[] {
  const wrong = 'doubled angle brackets around its markers';
  const repairs: Repair[] = [];
  const { start, end } = marker;
  if (text.startsWith('<<', start)) repairs.push({ span: { start, end: start + 1 }, added: '', wrong });
  if (text.slice(start, end).endsWith('>>'))
    repairs.push({ span: { start: end - 1, end }, added: '', wrong });
  return repairs;
}

function fieldRepairs(
  text: string,
  cue: Cue,
  field: CueField,
  next: CueField | undefined,
  fps: number,
): readonly Repair[] {
  if (!isKnownLabel(field.name)) return [];
  const repairs = [...spacing(text, field), ...brackets(cue, field, next), ...values(cue, field, fps)];
  return repairs.filter((repair) => text.slice(repair.span.start, repair.span.end) !== repair.added);
}

/** `[ Type :SOT ]` → `[Type: SOT]`; a value on the next line stays there, an empty one too. */
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

/** A bracket that is not there, and two fields in one pair of brackets. */
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

function values(cue: Cue, field: CueField, fps: number): readonly Repair[] {
  const added = newValue(cue, field, fps);
  if (added === null) return [];
  return [{ span: field.valueSpan, added: added.value, wrong: added.wrong }];
}

function newValue(
  cue: Cue,
  field: CueField,
  fps: number,
): { readonly value: string; readonly wrong: string } | null {
  if (field.name === 'type' && cueType(field.value.toUpperCase()) !== null) {
    return { value: field.value.toUpperCase(), wrong: 'a type in small letters' };
  }
  if (field.name === 'duration') {
    const value = normaliseDuration(field.value, fps);
    return value === null
      ? null
      : { value, wrong: `a duration that was not in four parts (${field.value.slice(0, 20)})` };
  }
  const slug = field.name === 'slug' ? withoutNumber(field.value) : null;
  if (slug === null || namedElsewhere(cue, field)) return null;
  return { value: slug, wrong: 'a number in its slug' };
}

/** Some other field, such as MediaURL, names a file after the numbered slug: renaming one would lose the other. */
export function namedElsewhere(cue: Cue, slug: CueField): boolean {
  const spell = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, '-');
  const numbered = spell(slug.value);
  return cue.fields.some((field) => field.name !== 'slug' && spell(field.value).includes(numbered));
}

/** Fields and markers that share a line get a line each. */
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

/** Where the value before an inline field ends. */
function cutBefore(cue: Cue, field: CueField): number {
  return cue.fields[cue.fields.indexOf(field) - 1]?.valueSpan.end ?? field.span.start;
}

// ---- the frame: End, and blank lines around the block ----

/** Text before Begin on its line, or markup after End: the block is part of something larger, which stays as it is. */
export function isInLine(doc: SegmentDocument, i: number): boolean {
  const cue = doc.cues[i];
  if (cue === undefined) return false;
  const before = beforeBegin(doc, cue, i);
  const rest = restOfLine(doc.text, cue.span.end);
  return !isBlank(doc.text, before) || /^(?:<\/|[>|\])}])/.test(doc.text.slice(rest.start, rest.start + 2));
}

function frameRepairs(doc: SegmentDocument, cue: Cue, i: number): readonly Repair[] {
  if (isInLine(doc, i)) return [];
  const at = cue.span.end;
  const gap = gapAfter(doc, at);
  const repairs: Repair[] = [...gapBefore(doc, cue, i)];
  if (cue.end !== null) return gap === null ? repairs : [...repairs, gap];
  const end = `${doc.eol}<!-- End Cue -->`;
  repairs.push({
    span: gap?.span ?? { start: at, end: at },
    added: end + (gap?.added ?? ''),
    wrong: 'a missing End',
  });
  return repairs;
}

/** What stands between Begin and the start of its line, or the cue before it. */
function beforeBegin(doc: SegmentDocument, cue: Cue, i: number): Span {
  const from = doc.cues[i - 1]?.span.end ?? doc.body.start;
  const slice = doc.text.slice(from, cue.begin.start);
  const lastBreak = Math.max(slice.lastIndexOf('\n'), slice.lastIndexOf('\r'));
  return { start: from + lastBreak + 1, end: cue.begin.start };
}

function restOfLine(text: string, at: number): Span {
  return trimmed(text, { start: at, end: lineFrom(text, at).end });
}

/** One blank line after End: text on its line moves down. */
function gapAfter(doc: SegmentDocument, at: number): Repair | null {
  const { text, eol } = doc;
  const rest = restOfLine(text, at);
  if (rest.start < rest.end)
    return { span: { start: at, end: rest.start }, added: eol + eol, wrong: 'text on the line of its End' };
  const next = lineFrom(text, lineFrom(text, at).next);
  if (isBlank(text, next)) return null;
  return { span: { start: at, end: at }, added: eol, wrong: 'no blank line after it' };
}

/** One blank line before Begin, unless the cue right above sees to that. */
function gapBefore(doc: SegmentDocument, cue: Cue, i: number): readonly Repair[] {
  const at = beforeBegin(doc, cue, i).start;
  const previous = doc.cues[i - 1];
  const from = previous?.span.end ?? doc.body.start;
  if (at <= from) return [];
  const above = doc.text.slice(from, at).replace(/(?:\r\n|\n|\r)$/, '');
  const lastBreak = Math.max(above.lastIndexOf('\n'), above.lastIndexOf('\r'));
  const blankAbove = above.slice(lastBreak + 1).trim() === '';
  const cueAbove = lastBreak === -1 && previous !== undefined;
  if (blankAbove && (!cueAbove || seesToGap(doc, i - 1))) return [];
  return [{ span: { start: at, end: at }, added: doc.eol, wrong: 'no blank line before it' }];
}

function seesToGap(doc: SegmentDocument, i: number): boolean {
  const cue = doc.cues[i];
  return cue !== undefined && (cue.end !== null || cue.closable) && !isInLine(doc, i);
}
