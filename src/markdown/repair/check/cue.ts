// Finds problems inside one cue that only a person can fix. Does not report what a repair fixes anyway.
import { isAssetId } from '../../../domain/asset-id.ts';
import {
  type Cue,
  type CueField,
  cueAttribution,
  cueField,
  cueType,
  cueValue,
  isOneLineLabel,
} from '../../../domain/cue.ts';
import { LONGEST_CLIP_MS, readDuration } from '../../../domain/duration.ts';
import type { SegmentDocument } from '../../document.ts';
import type { CueCode } from '../cue-messages.ts';
import { isHalfTyped } from '../form.ts';
import type { RepairProblem } from '../found.ts';
import { isInLine } from '../frame.ts';
import { isNumberNamedElsewhere } from '../values/slug-number.ts';
import { trimsOf } from '../values/trims.ts';

/** `mends`: whether a safe offer completes this field of the cue, such as `assetid`. */
export function checkCue(
  doc: SegmentDocument,
  cue: Cue,
  fps: number,
  mends: (what: string) => boolean,
): readonly RepairProblem[] {
  if (cue.end === null && !cue.closable) return cue.fields.flatMap(checkClosed);
  return [
    ...checkType(cue),
    ...checkRequired(cue).filter(({ code }) => code !== 'CUE_MISSING_ASSETID' || !mends('assetid')),
    ...checkId(cue),
    ...checkDuration(cue, fps),
    ...checkTrims(cue, fps),
    ...cue.fields.flatMap((field) => checkField(cue, field, fps)),
    ...checkRepeated(cue, mends('twice')),
    ...(cue.loose.length > 0 ? [{ code: 'CUE_LOOSE_TEXT', line: cue.line } as const] : []),
    ...(isInLine(doc, cue.ordinal) ? [{ code: 'CUE_BLOCK_WHITESPACE', line: cue.line } as const] : []),
  ];
}

function checkType(cue: Cue): readonly RepairProblem[] {
  if (cue.type === null) return [{ code: 'CUE_MISSING_TYPE', line: cue.line }];
  return cueType(cue.type) === null ? [{ code: 'CUE_UNKNOWN_TYPE', line: cue.line, about: cue.type }] : [];
}

const MISSING: Readonly<Record<string, CueCode>> = {
  slug: 'CUE_MISSING_SLUG',
  assetid: 'CUE_MISSING_ASSETID',
  duration: 'SOT_MISSING_DURATION',
  quote: 'FSQ_MISSING_QUOTE',
  notetext: 'NOTE_MISSING_TEXT',
};

function checkRequired(cue: Cue): readonly RepairProblem[] {
  const missing = (cueType(cue.type)?.required ?? []).flatMap((name): readonly RepairProblem[] => {
    const code = MISSING[name];
    const says = !/^["“”\s]*$/.test(cueValue(cue, name) ?? '');
    return code === undefined || says ? [] : [{ code, line: cueField(cue, name)?.line ?? cue.line }];
  });
  if (cue.type !== 'FSQ' || cueAttribution(cue) !== null) return missing;
  return [...missing, { code: 'FSQ_MISSING_ATTRIBUTION', line: lineOf(cue, 'attribution') }];
}

/** An AssetID that names this cue and no other. */
export function realId(cue: Cue): string | null {
  return cue.assetId === null || !isAssetId(cue.assetId) ? null : cue.assetId;
}

function checkId(cue: Cue): readonly RepairProblem[] {
  if (cue.assetId === null || realId(cue) !== null || isUndefined(cue.assetId)) return [];
  return [{ code: 'CUE_INVALID_ASSETID', line: lineOf(cue, 'assetid'), about: cue.assetId }];
}

function lineOf(cue: Cue, name: string): number {
  return cueField(cue, name)?.line ?? cue.line;
}

function checkDuration(cue: Cue, fps: number): readonly RepairProblem[] {
  const field = cueField(cue, 'duration');
  if (field === null || field.value === '') return [];
  const reading = readDuration(field.value, fps);
  if (reading.ms === null) return [{ code: 'CUE_DURATION_UNCLEAR', line: field.line, about: field.value }];
  return reading.hundredths
    ? [{ code: 'CUE_DURATION_HUNDREDTHS', line: field.line, about: field.value }]
    : [];
}

function checkTrims(cue: Cue, fps: number): readonly RepairProblem[] {
  const { start, end, lengthMs } = trimsOf(cue, fps);
  const unclear = (
    [
      ['trimstart', start],
      ['trimend', end],
    ] as const
  ).flatMap(([name, { kind }]): RepairProblem[] =>
    kind === 'unclear'
      ? [{ code: 'CUE_TRIM_UNCLEAR', line: lineOf(cue, name), about: cueValue(cue, name) ?? '' }]
      : [],
  );
  if (unclear.length > 0 || end.kind !== 'at') return unclear;
  if (lengthMs !== null && lengthMs <= LONGEST_CLIP_MS) return [];
  const about = `${cueValue(cue, 'trimstart') ?? '0'} to ${cueValue(cue, 'trimend') ?? ''}`;
  const code = lengthMs === null ? 'CUE_TRIM_CONTRADICTS' : 'CUE_TRIM_LONG';
  return [{ code, line: lineOf(cue, 'trimend'), about }];
}

/** A field that somebody may still be typing. */
function checkClosed({ closed, line, label }: CueField): readonly RepairProblem[] {
  return closed ? [] : [{ code: 'CUE_FIELD_UNCLOSED', line, about: label }];
}

function checkField(cue: Cue, field: CueField, fps: number): readonly RepairProblem[] {
  const { name, value, label, line } = field;
  const found: RepairProblem[] = [];
  const fixable = isOneLineLabel(name) && cue.loose.length === 0 && value !== '' && !isHalfTyped(field, fps);
  if (!fixable) found.push(...checkClosed(field));
  if (name === 'slug' && isNumberNamedElsewhere(cue, field))
    found.push({ code: 'CUE_SLUG_NUMBER', line, about: value });
  const poisoned =
    isUndefined(label) || isUndefined(value) || (isOneLineLabel(name) && /\bundefined\b/.test(value));
  if (poisoned) found.push({ code: 'TEXT_UNDEFINED', line, about: `${label}: ${value}` });
  return found;
}

function isUndefined(text: string): boolean {
  return /^["“]?undefined["”]?$/.test(text);
}

/** `mended`: whether repeats with the same value are being removed. */
function checkRepeated(cue: Cue, mended: boolean): readonly RepairProblem[] {
  const first = new Map<string, string>();
  return cue.fields.flatMap(({ name, label, value, line }): readonly RepairProblem[] => {
    const known = first.get(name);
    if (known === undefined || known === '') first.set(name, value);
    if (known === undefined || name === 'previousmediaurl') return [];
    const same = known === value || known === '' || value === '';
    return same && mended ? [] : [{ code: 'CUE_DUPLICATE_FIELD', line, about: label }];
  });
}
