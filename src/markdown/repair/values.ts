// Completes and corrects the fields of a cue: missing ids, old field names, escaped quotes, media. Drops no value, and
// chooses nothing if several things could be meant.
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { type Edit, editAt } from '../../domain/edit.ts';
import type { SegmentDocument } from '../document.ts';
import { byPlace, cueNames, type RepairedCue } from './cues.ts';
import type { Offer, Offers, RepairContext } from './offer.ts';
import { alignment, attribution, sameTwice } from './values/labels.ts';
import { matchedMedia, mediaDiagnostics, mediaFolder, previousMedia } from './values/media.ts';
import { assetId, duration, missingIds, slug, type } from './values/missing.ts';
import { innerQuotes, quote } from './values/quote.ts';
import { slugNumber } from './values/slug-number.ts';
import { type Completion, isWhole, readCue, type WholeCue } from './values/whole-cue.ts';

/** The order matters: several new lines at one place follow each other in it. */
const COMPLETIONS: readonly ((whole: WholeCue) => Completion | null)[] = [
  type,
  assetId,
  slug,
  slugNumber,
  matchedMedia,
  mediaFolder,
  previousMedia,
  duration,
  sameTwice,
  attribution,
  alignment,
  quote,
  innerQuotes,
];

/** `form`: the repairs of form offered at the same time; an offer that would overlap one of them is left out. */
export function completeCues(
  doc: SegmentDocument,
  context: RepairContext,
  form: readonly RepairedCue[],
): Offers {
  const ids = missingIds(doc, context.siblings);
  const fields = cueNames(doc);
  const repaired = new Map(form.map(({ cue, edits }) => [cue, edits]));
  const offers: Offer[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const cue of doc.cues) {
    const read = readCue(doc, context, cue, ids.get(cue.ordinal) ?? null);
    if (read === null) continue;
    diagnostics.push(...mediaDiagnostics(read));
    if (!isWhole(read)) continue;
    const key = fields[cue.ordinal] ?? `cue:${cue.ordinal}`;
    const made = COMPLETIONS.flatMap((complete) => complete(read) ?? []).map((each) =>
      offerOf(read, key, each),
    );
    const taken = repaired.get(cue) ?? [];
    offers.push(...made.filter(({ edits }) => !overlapAny(edits, taken)));
  }
  return { offers, diagnostics };
}

function offerOf({ doc, cue }: WholeCue, key: string, completion: Completion): Offer {
  const { what, pieces, confidence = null, title, why, applicability } = completion;
  const field = `${key}/${what}`;
  const edits = pieces.map(({ span, added }) => editAt(doc.text, span.start, span.end, added, field));
  return {
    field,
    span: cue.span,
    edits: edits.sort(byPlace),
    title,
    why,
    applicability,
    confidence,
    drops: [],
  };
}

/** Both in file order. */
function overlapAny(edits: readonly Edit[], taken: readonly Edit[]): boolean {
  let from = 0;
  return edits.some((edit) => {
    while ((taken[from]?.end ?? edit.start) < edit.start) from += 1;
    for (let i = from; (taken[i]?.start ?? Number.POSITIVE_INFINITY) <= edit.end; i += 1)
      if (overlap(edit, taken[i] ?? edit)) return true;
    return false;
  });
}

/** Two insertions at one place do not overlap: `place.ts` chooses places where the repair of form goes first. */
function overlap(a: Edit, b: Edit): boolean {
  if (a.start === a.end) return b.start < a.start && a.start < b.end;
  if (b.start === b.end) return a.start < b.start && b.start < a.end;
  return a.start < b.end && b.start < a.end;
}
