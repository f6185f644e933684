// All that is offered for one segment, and what is left to a person. Before it answers it makes all the offers on a
// copy and reads that: where together they would cost a cue, a value or a word, only what is surely harmless remains.
// A diagnostic is left out where a safe offer mends the thing; where the offer needs a person's yes, it is told as well.

import type { Diagnostic } from '../../domain/diagnostic.ts';
import { applyEdits, type Edit, fits } from '../../domain/edit.ts';
import { parseSegment, type SegmentDocument } from '../document.ts';
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
  const from = [fps, quoteWordsPerMinute, quoteMinimumMs, media, ...siblings];
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
  const offers = together(doc, cues.map(formOffer), more);
  const diagnostics = [
    ...doc.diagnostics.filter(({ code }) => code.startsWith('CUE_')),
    ...checkCues(doc, context, { withheld, safely: mendedSafely(offers) }),
    ...parts.flatMap((part) => part.diagnostics),
  ];
  return { offers, diagnostics: sorted(diagnostics) };
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

/** `120/assetid`: what is done to the cue at that place. */
function mendedSafely(offers: readonly Offer[]): ReadonlySet<string> {
  const safe = offers.filter(({ applicability }) => applicability === 'safe');
  return new Set(safe.map(({ span, field }) => `${span.start}/${field.slice(field.lastIndexOf('/') + 1)}`));
}

// ---- no harm ----

/** Where one of many offers does harm, it is looked for by halves; each look reads the whole file. */
const MOST_LOOKS = 64;

/** All of them where they do no harm together nor alone, else as many as do none. */
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

/** With a whole head above them, blocks do not change each other's meaning; where the top of the file is in doubt, one
 *  offer taken without the others may make a head of it. */
function isSoundApart(doc: SegmentDocument, offers: readonly Offer[]): boolean {
  return doc.head.state === 'present' || offers.every((offer) => isSound(doc, [offer]));
}

/** They do not overlap, and cost neither a cue nor a value nor a word. */
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
