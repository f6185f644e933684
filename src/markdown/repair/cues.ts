// Decides which cues of a file to repair, with the edits for each. Applies all edits to a copy and parses it first: if
// a cue or a value would be lost, or repairs would remain, it offers nothing.
import type { Cue } from '../../domain/cue.ts';
import { applyEdits, type Edit, editAt } from '../../domain/edit.ts';
import { parseSegment, type SegmentDocument } from '../document.ts';
import { formRepairs } from './form.ts';
import { frameRepairs } from './frame.ts';
import { missingIds } from './values/missing.ts';

export interface RepairedCue {
  readonly cue: Cue;
  /** As in `cueNames`. */
  readonly field: string;
  readonly edits: readonly Edit[];
  readonly wrongs: readonly string[];
}

export interface Repaired {
  readonly cues: readonly RepairedCue[];
  /** True if there were repairs, but together they would have done harm. */
  readonly withheld: boolean;
}

export function repairCues(doc: SegmentDocument, fps: number): Repaired {
  const cues = allRepairs(doc, fps);
  const withheld = cues.length > 0 && !isHarmless(doc, cues, fps);
  return { cues: withheld ? [] : cues, withheld };
}

function allRepairs(doc: SegmentDocument, fps: number): readonly RepairedCue[] {
  const fields = cueNames(doc);
  return doc.cues.flatMap((cue, i) => {
    if (cue.end === null && !cue.closable) return [];
    const repairs = [...formRepairs(doc, cue, fps), ...frameRepairs(doc, cue, i)];
    if (repairs.length === 0) return [];
    const field = fields[i] ?? `cue:${i}`;
    const edits = repairs.map(({ span, added }) => editAt(doc.text, span.start, span.end, added, field));
    return [
      { cue, field, edits: edits.sort(byPlace), wrongs: [...new Set(repairs.map((repair) => repair.wrong))] },
    ];
  });
}

/** One name per cue: its AssetID or the one that it would get if no other file had it, so that it mostly keeps its name
 *  then; else its slug, else its ordinal. Cues that share a name are numbered. */
export function cueNames(doc: SegmentDocument): readonly string[] {
  const ids = missingIds(doc, []);
  const keys = doc.cues.map((cue) =>
    (ids.get(cue.ordinal) ?? cue.assetId ?? cue.slug ?? String(cue.ordinal))
      .replace(/[\s/]+/g, ' ')
      .slice(0, 80),
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

export function byPlace(a: Edit, b: Edit): number {
  return a.start - b.start || a.end - b.end;
}

/** Checks the parsed result, because a new blank line or a moved word can change how Markdown reads the
 *  surroundings, fences above all. */
function isHarmless(doc: SegmentDocument, cues: readonly RepairedCue[], fps: number): boolean {
  const edits = cues.flatMap((each) => each.edits).sort(byPlace);
  const after = parseSegment(doc.path, applyEdits(doc.text, edits));
  return (
    after.cues.length >= doc.cues.length && keepsValues(doc, after) && allRepairs(after, fps).length === 0
  );
}

/** Fields whose spelling a repair may change. */
const RESPELLED: ReadonlySet<string> = new Set(['type', 'duration', 'trimstart', 'trimend']);

function keepsValues(before: SegmentDocument, after: SegmentDocument): boolean {
  const left = new Map<string, number>();
  for (const key of valuesOf(after)) left.set(key, (left.get(key) ?? 0) + 1);
  return valuesOf(before).every((key) => {
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count > 0;
  });
}

function valuesOf(doc: SegmentDocument): readonly string[] {
  return doc.cues.flatMap((cue) =>
    cue.fields.map((field) => (RESPELLED.has(field.name) ? field.name : `${field.name}: ${field.value}`)),
  );
}
