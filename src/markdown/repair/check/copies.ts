// Finds the same cue in two places, and the same AssetID on two cues, in this file and across the episode. Only a
// person knows which one is right, so nothing is changed.
import { type Cue, cueField, cueValue } from '../../../domain/cue.ts';
import { nameOf } from '../../../domain/ids.ts';
import { onceAmong } from '../../../domain/once-among.ts';
import { sanitiseSlug } from '../../../domain/slug.ts';
import type { SegmentDocument } from '../../document.ts';
import type { RepairProblem } from '../found.ts';
import { realId } from './cue.ts';

export function checkCopies(
  doc: SegmentDocument,
  siblings: readonly SegmentDocument[],
): readonly RepairProblem[] {
  const byId = new Map<string, Cue>();
  const byText = new Map<string, Cue>();
  const found: RepairProblem[] = [];
  for (const cue of doc.cues.filter(isFinished)) {
    const id = realId(cue);
    const text = id === null ? textOf(cue) : null;
    if (text !== null) byText.set(text, cue);
    const first = id === null ? undefined : byId.get(id);
    if (id !== null && first === undefined) byId.set(id, cue);
    if (first !== undefined)
      found.push({
        code: isSame(first, cue) ? 'CUE_DUPLICATE' : 'CUE_DUPLICATE_ASSETID',
        line: lineOfId(cue),
        about: id ?? '',
      });
  }
  if (byId.size === 0 && byText.size === 0) return found;
  return [
    ...found,
    ...elsewhere(doc, siblings, byId, byText).flatMap((other) => inAnother(other, byId, byText)),
  ];
}

/** The other items with a cue that has one of these ids or texts, in order. */
function elsewhere(
  doc: SegmentDocument,
  siblings: readonly SegmentDocument[],
  byId: ReadonlyMap<string, Cue>,
  byText: ReadonlyMap<string, Cue>,
): readonly SegmentDocument[] {
  const items = onceAmong(siblings, 'cue copies', () => itemsByCue(siblings));
  const places = new Set<number>();
  for (const id of byId.keys()) for (const place of items.byId.get(id) ?? []) places.add(place);
  for (const text of byText.keys()) for (const place of items.byText.get(text) ?? []) places.add(place);
  return [...places]
    .sort((a, b) => a - b)
    .flatMap((place) => siblings[place] ?? [])
    .filter((each) => each.path !== doc.path);
}

/** Places of the items among the siblings, by the ids of their finished cues, and by the texts of those without. */
function itemsByCue(siblings: readonly SegmentDocument[]) {
  const byId = new Map<string, Set<number>>();
  const byText = new Map<string, Set<number>>();
  const put = (map: Map<string, Set<number>>, key: string, place: number) =>
    map.set(key, (map.get(key) ?? new Set()).add(place));
  for (const [place, item] of siblings.entries()) {
    for (const cue of item.isItem ? item.cues.filter(isFinished) : []) {
      const id = realId(cue);
      const text = id === null ? textOf(cue) : null;
      if (id !== null) put(byId, id, place);
      if (text !== null) put(byText, text, place);
    }
  }
  return { byId, byText };
}

function inAnother(
  other: SegmentDocument,
  byId: ReadonlyMap<string, Cue>,
  byText: ReadonlyMap<string, Cue>,
): readonly RepairProblem[] {
  const told = new Set<Cue>();
  return other.cues.filter(isFinished).flatMap((cue): readonly RepairProblem[] => {
    const id = realId(cue);
    const text = id === null && byText.size > 0 ? textOf(cue) : null;
    const own = id === null ? byText.get(text ?? '') : byId.get(id);
    if (own === undefined || told.has(own)) return [];
    told.add(own);
    const code = id === null || isSame(own, cue) ? 'CUE_IN_TWO_SEGMENTS' : 'CUE_DUPLICATE_ASSETID';
    const named = id ?? own.slug;
    return [
      { code, line: lineOfId(own), about: `${named === null ? '' : `${named}, in `}${nameOf(other.path)}` },
    ];
  });
}

function isFinished(cue: Cue): boolean {
  return cue.end !== null || cue.closable;
}

function lineOfId(cue: Cue): number {
  return cueField(cue, 'assetid')?.line ?? cue.line;
}

/** Same slug, and not two different files. */
function isSame(a: Cue, b: Cue): boolean {
  const [first, second] = [cueValue(a, 'mediaurl'), cueValue(b, 'mediaurl')];
  return (
    sanitiseSlug(a.slug ?? '') === sanitiseSlug(b.slug ?? '') &&
    (first === null || second === null || first === second)
  );
}

/** The cue's fields as text; null if they say too little to identify it, since breaks and ad-libs all look alike. */
function textOf(cue: Cue): string | null {
  if (cue.slug === null && cueValue(cue, 'quote') === null && cueValue(cue, 'mediaurl') === null) return null;
  return cue.type === 'BREAK' ? null : cue.fields.map(({ name, value }) => `${name}: ${value}`).join('\n');
}
