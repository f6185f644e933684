// What is wrong with cues beyond their form: only a person can say what was meant, so each is told with its line and
// what to do, and nothing is changed.
import { type Cue, cueField, cueType, cueValue, isOneLineLabel } from '../../domain/cue.ts';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { readDuration } from '../../domain/duration.ts';
import { withoutNumber } from '../../domain/slug.ts';
import { isInside } from '../code.ts';
import type { SegmentDocument } from '../document.ts';
import { linesOf } from '../lines.ts';
import { namedElsewhere } from './form.ts';
import { isInLine } from './frame.ts';
import { CUE_WORDS, type CueCode } from './words.ts';

interface Found {
  readonly code: CueCode;
  readonly line: number;
  /** Said after the message, in quotes. */
  readonly about?: string;
}

/** `withheld`: the file's repairs would have done harm together. */
export function checkCues(doc: SegmentDocument, fps: number, withheld: boolean): readonly Diagnostic[] {
  const found: readonly Found[] = [
    ...(withheld ? [{ code: 'CUE_REPAIR_WITHHELD', line: doc.cues[0]?.line ?? 1 } as const] : []),
    ...doc.cues.flatMap((cue, i) => checkCue(doc, cue, i, fps)),
    ...duplicates(doc.cues),
    ...checkText(doc),
  ];
  return found
    .map(({ code, line, about }) => {
      const [severity, message, todo] = CUE_WORDS[code];
      const said = about === undefined ? message : `${message}: “${oneLine(about)}”`;
      return { code, severity, path: doc.path, line, message: said, todo };
    })
    .sort((a, b) => a.line - b.line || (a.code < b.code ? -1 : 1));
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, ' ').slice(0, 60);
}

function checkCue(doc: SegmentDocument, cue: Cue, i: number, fps: number): readonly Found[] {
  if (cue.end === null && !cue.closable) return [];
  return [
    ...checkType(cue),
    ...checkRequired(cue),
    ...checkDuration(cue, fps),
    ...checkFields(cue),
    ...(isInLine(doc, i) ? [{ code: 'CUE_MARKER_IN_LINE', line: cue.line } as const] : []),
  ];
}

function checkType(cue: Cue): readonly Found[] {
  if (cue.type === null) return [{ code: 'CUE_MISSING_TYPE', line: cue.line }];
  return cueType(cue.type) === null ? [{ code: 'CUE_UNKNOWN_TYPE', line: cue.line, about: cue.type }] : [];
}

const MISSING: Readonly<Record<string, CueCode>> = {
  slug: 'CUE_MISSING_SLUG',
  assetid: 'CUE_MISSING_ASSETID',
  mediaurl: 'CUE_MISSING_MEDIA',
  duration: 'SOT_MISSING_DURATION',
  quote: 'FSQ_MISSING_QUOTE',
  notetext: 'NOTE_MISSING_TEXT',
};

function checkRequired(cue: Cue): readonly Found[] {
  const required = cueType(cue.type)?.required ?? [];
  const missing = required.filter((name) => /^["“”\s]*$/.test(cueValue(cue, name) ?? ''));
  const graphic =
    cue.type === 'GFX' && cueValue(cue, 'mediaurl') === null && cueValue(cue, 'gfxtype') === null;
  return [...missing, ...(graphic ? ['mediaurl'] : [])].flatMap((name) => {
    const code = MISSING[name];
    return code === undefined ? [] : [{ code, line: cueField(cue, name)?.line ?? cue.line }];
  });
}

function checkDuration(cue: Cue, fps: number): readonly Found[] {
  const field = cueField(cue, 'duration');
  if (field === null || field.value === '') return [];
  const reading = readDuration(field.value, fps);
  if (reading.ms === null) return [{ code: 'CUE_DURATION_UNCLEAR', line: field.line, about: field.value }];
  return reading.hundredths
    ? [{ code: 'CUE_DURATION_HUNDREDTHS', line: field.line, about: field.value }]
    : [];
}

function checkFields(cue: Cue): readonly Found[] {
  const found: Found[] = [];
  const seen = new Set<string>();
  for (const field of cue.fields) {
    if (seen.has(field.name))
      found.push({ code: 'CUE_DUPLICATE_FIELD', line: field.line, about: field.label });
    seen.add(field.name);
    const fixable = isOneLineLabel(field.name) && cue.loose.length === 0 && field.value !== '';
    if (!field.closed && !fixable)
      found.push({ code: 'CUE_FIELD_UNCLOSED', line: field.line, about: field.label });
    const unusable = field.name === 'mediaurl' && /^(?:blob:|processing)/i.test(field.value);
    if (unusable) found.push({ code: 'CUE_MEDIA_UNUSABLE', line: field.line, about: field.value });
    const numbered =
      field.name === 'slug' && withoutNumber(field.value) !== null && namedElsewhere(cue, field);
    if (numbered) found.push({ code: 'CUE_SLUG_NUMBER', line: field.line, about: field.value });
  }
  if (cue.loose.length > 0) found.push({ code: 'CUE_LOOSE_TEXT', line: cue.line });
  return found;
}

function duplicates(cues: readonly Cue[]): readonly Found[] {
  const seen = new Set<string>();
  return cues.flatMap((cue) => {
    const id = cue.assetId;
    if (id === null || /^pending$/i.test(id)) return [];
    if (seen.has(id))
      return [{ code: 'CUE_DUPLICATE_ASSETID', line: cueField(cue, 'assetid')?.line ?? cue.line, about: id }];
    seen.add(id);
    return [];
  });
}

// ---- the text between the cues ----

const TYPES = 'SOT|VOT?|NAT|FSQ|FS ?QUOTE|GFX|IMG|PKG|DIR|BUMP|STING|VOX|MUS|LIVE|RIF|CUE';
const IN_TEXT: readonly (readonly [CueCode, RegExp])[] = [
  ['CUE_TOKEN', new RegExp(`[{(][ \\t]{0,9}(?:${TYPES})[ \\t]{0,9}/`, 'i')],
  ['CUE_TOKEN', new RegExp(`\\{[ \\t]{0,9}(?:\\d{1,3}[ \\t]{1,9})?\\[?(?:${TYPES})(?:\\]|[ \\t])`, 'i')],
  ['CUE_TOKEN', new RegExp(`^[ \\t]{0,9}\\[(?:${TYPES}):[ \\t]`)],
  ['CUE_TOKEN', /^[ \t]{0,9}\[COMMERCIAL BREAK\b/],
  ['CUE_TOKEN', /\{\{cue:/i],
  ['CUE_LOOSE_MEDIA', /^[ \t]{0,9}\[media[ _-]?url[ \t]{0,9}:/i],
  ['TEXT_UNDEFINED', /class="undefined"|>undefined</],
  ['REV_UNRESOLVED', /<rev[ >]/i],
];
/** Enough to show that a file is full of them. */
const MOST_FOUND = 100;
const LONGEST_LINE = 20_000;

function checkText(doc: SegmentDocument): readonly Found[] {
  const cues = doc.cues.filter((cue) => cue.end !== null || cue.closable).map((cue) => cue.span);
  const found: Found[] = fencedCues(doc);
  let line = doc.lineAt(doc.body.start) - 1;
  for (const { start, end } of linesOf(doc.text, doc.body.start, doc.body.end)) {
    line += 1;
    if (start === end || found.length >= MOST_FOUND) continue;
    const text = doc.text.slice(start, Math.min(end, start + LONGEST_LINE));
    const said = textFindings(text);
    if (said.size === 0 || isInside(doc.code, start)) continue;
    const inCue = isInside(cues, start);
    for (const [code, about] of said)
      if (!inCue || code === 'TEXT_UNDEFINED') found.push({ code, line, about });
  }
  return found;
}

/** Each code once, with the words that it is about. */
function textFindings(text: string): ReadonlyMap<CueCode, string> {
  const said = new Map<CueCode, string>();
  for (const [code, pattern] of IN_TEXT) {
    const match = pattern.exec(text);
    if (match !== null && !said.has(code)) said.set(code, text.slice(match.index, match.index + 60).trim());
  }
  return said;
}

function fencedCues(doc: SegmentDocument): Found[] {
  return doc.code
    .filter((span) => /^(?:```+|~~~+)[ \t]*cue\b/i.test(doc.text.slice(span.start, span.start + 40)))
    .map((span) => ({ code: 'CUE_FENCED', line: doc.lineAt(span.start) }));
}
