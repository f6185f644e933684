// Collects all offers for one segment, and the problems left to a person. Applies the offers to a copy and parses it
// first: if together they would lose a cue, a value or a word, only those known to be harmless remain. A problem that a
// safe offer repairs is not reported; one whose offer needs a person's approval is.

import type { Diagnostic } from '../../domain/diagnostic.ts';
import { applyEdits, type Edit, fits } from '../../domain/edit.ts';
import { isTextProblem } from '../diagnostics.ts';
import { parseSegment, type SegmentDocument } from '../document.ts';
import { overlaps } from '../spans.ts';
import { checkCues } from './check.ts';
import { cueName } from './cue-name.ts';
import { byPlace, type RepairedCue, repairCues } from './cues.ts';
import { repairHead } from './head.ts';
import { listed } from './listed.ts';
import type { Offer, Offers, RepairContext } from './offer.ts';
import { stripResidue } from './residue.ts';
import { convertShorthand } from './shorthand.ts';
import { completeCues } from './values.ts';
import { keepsValues } from './values-kept.ts';
import { keepsWords } from './words-kept.ts';

export function repairSegment(doc: SegmentDocument, context: RepairContext): Offers {
  const { fps, quoteWordsPerMinute, quoteMinimumMs, media, siblings } = context;
  const from = [fps, quoteWordsPerMinute, quoteMinimumMs, media, siblings];
  return doc.once('repair', from, () => repaired(doc, context));
}

function repaired(doc: SegmentDocument, context: RepairContext): Offers {
  const { cues, withheld } = repairCues(doc, context.fps);
  const parts = [
    repairHead(doc),
    completeCues(doc, context, cues),
    stripResidue(doc),
    convertShorthand(doc, context),
  ];
  const more = parts.flatMap((part) => part.offers);
  const isApart = isOutsideConflicts(doc);
  const offers = together(doc, cues.map(formOffer).filter(isApart), more.filter(isApart));
  const diagnostics = [
    ...doc.diagnostics.filter(({ code }) => code.startsWith('CUE_') || isTextProblem(code)),
    ...checkCues(doc, context, { withheld, safely: mendedSafely(offers) }),
    ...parts.flatMap((part) => part.diagnostics),
  ];
  return { offers, diagnostics: sorted(diagnostics) };
}

/** Of two versions that Git has left, a person will take one; a repair of either could come back with the other. */
function isOutsideConflicts({ doubts }: SegmentDocument): (offer: Offer) => boolean {
  const conflicts = doubts.filter(({ code }) => code === 'CONFLICT_MARKS');
  return ({ span }) => !overlaps(conflicts, span);
}

function formOffer({ cue, field, edits, wrongs }: RepairedCue): Offer {
  return {
    field,
    span: {
      start: Math.min(cue.span.start, edits[0]?.start ?? cue.span.start),
      end: Math.max(cue.span.end, edits.at(-1)?.end ?? cue.span.end),
    },
    edits,
    title: `Repair the form of ${cueName(cue)}`,
    why: `This cue had ${listed(wrongs)}. No word of the script changes.`,
    applicability: 'safe',
    confidence: null,
    drops: [],
  };
}

/** Cue offset and field of each safe offer: `120/assetid`. */
function mendedSafely(offers: readonly Offer[]): ReadonlySet<string> {
  const safe = offers.filter(({ applicability }) => applicability === 'safe');
  return new Set(safe.map(({ span, field }) => `${span.start}/${field.slice(field.lastIndexOf('/') + 1)}`));
}

// ---- no harm ----

/** A harmful offer among many is found by bisection; every test parses the whole file. */
const MOST_LOOKS = 64;

/** All offers if they are harmless both together and alone, else as many as are. */
function together(doc: SegmentDocument, safe: readonly Offer[], more: readonly Offer[]): readonly Offer[] {
  let kept = safe;
  const waiting = more.length === 0 ? [] : [more];
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const part = waiting.pop();
    if (part === undefined) break;
    const all = [...kept, ...part];
    if (isSound(doc, all) && isSoundApart(doc, part)) kept = all;
    else if (part.length > 1) {
      const half = Math.ceil(part.length / 2);
      waiting.push(part.slice(half), part.slice(0, half));
    }
  }
  return kept;
}

/** Below a sound head, blocks do not affect each other's meaning. If the top of the file is in doubt, a single offer
 *  taken alone could turn it into a head, so each is tested alone. */
function isSoundApart(doc: SegmentDocument, offers: readonly Offer[]): boolean {
  return doc.head.state === 'present' || offers.every((offer) => isSound(doc, [offer]));
}

/** True if the edits do not overlap and no cue, value or word is lost. */
function isSound(doc: SegmentDocument, offers: readonly Offer[]): boolean {
  const edits = allEdits(offers);
  if (!fits(doc.text, edits) || new Set(offers.map((each) => each.field)).size < offers.length) return false;
  const after = parseSegment(doc.path, applyEdits(doc.text, edits));
  const drops = offers.flatMap((offer) => offer.drops);
  return after.cues.length >= doc.cues.length && keepsValues(doc, after) && keepsWords(doc, after, drops);
}

function allEdits(offers: readonly Offer[]): readonly Edit[] {
  return offers.flatMap((offer) => offer.edits).sort(byPlace);
}

function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.code < b.code ? -1 : 1));
}
