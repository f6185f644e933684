// Verifies that no repair loses the value of a cue field, whatever its new spelling or label.
import type { Cue, CueField } from '../../domain/cue.ts';
import type { SegmentDocument } from '../document.ts';

/** True if each value appears in at least as many cues as before. Repeats within one cue count once. */
export function keepsValues(before: SegmentDocument, after: SegmentDocument): boolean {
  const left = counted(after.cues);
  return [...counted(before.cues)].every(([value, count]) => (left.get(value) ?? 0) >= count);
}

function counted(cues: readonly Cue[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const cue of cues)
    for (const value of new Set(cue.fields.filter((field) => field.value !== '').map(essence)))
      counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Fields whose value is one of a few words, or may be respelled; only their presence counts. */
const RESPELLED: Readonly<Record<string, string>> = {
  type: 'type',
  slug: 'slug',
  duration: 'duration',
  trimstart: 'trimstart',
  trimend: 'trimend',
  style: 'alignment',
  align: 'alignment',
  alignment: 'alignment',
};

function essence({ name, value }: CueField): string {
  const named = RESPELLED[name];
  if (named !== undefined) return `[${named}]`;
  if (name.endsWith('mediaurl')) return value.slice(value.lastIndexOf('/') + 1);
  const decoded = value.replace(/&(?:amp;){0,20}(?:quot|apos|amp|lt|gt|nbsp|#\d{1,6});/gi, ' ');
  const letters = decoded.match(/[\p{L}\p{N}]+/gu);
  return letters === null ? '' : letters.join(' ').toLowerCase();
}
