// All that is offered for one segment, and what is left to a person. Before it answers it makes all the offers on a
// copy and reads that: where together they would cost a cue, a value or a word, only what is surely harmless remains.

import type { Diagnostic } from '../../domain/diagnostic.ts';
import { applyEdits, type Edit, fits } from '../../domain/edit.ts';
import { parseSegment, type SegmentDocument } from '../document.ts';
import { checkCues } from './check.ts';
import { byPlace, type RepairedCue, repairCues } from './cues.ts';
import { repairHead } from './head.ts';
import type { Offer, Offers, RepairContext } from './offer.ts';
import { stripResidue } from './residue.ts';
import { convertShorthand } from './shorthand.ts';
import { completeCues } from './values.ts';
import { keepsWords } from './words-kept.ts';

export function repairSegment(doc: SegmentDocument, context: RepairContext): Offers {
  const form = repairCues(doc, context.fps);
  const safe = form.cues.map(formOffer);
  const head = repairHead(doc);
  const parts = [
    head,
    completeCues(doc, context, form.cues),
    stripResidue(doc),
    convertShorthand(doc, context),
  ];
  const offers = together(
    doc,
    safe,
    parts.flatMap((part) => part.offers),
  );
  const diagnostics = [
    ...doc.diagnostics.filter(({ code }) => code.startsWith('CUE_')),
    ...checkCues(doc, context.fps, form.withheld),
    ...parts.flatMap((part) => part.diagnostics),
  ];
  return { offers, diagnostics: sorted(diagnostics) };
}

/** All of them where they do no harm together, else one after the other. */
function together(doc: SegmentDocument, safe: readonly Offer[], more: readonly Offer[]): readonly Offer[] {
  const all = [...safe, ...more];
  if (more.length === 0 || isSound(doc, all)) return all;
  const kept = [...safe];
  for (const offer of more) if (isSound(doc, [...kept, offer])) kept.push(offer);
  return kept;
}

function formOffer({ cue, field, edits, wrongs }: RepairedCue): Offer {
  const type = cue.type !== null && /^[A-Z]{2,8}$/.test(cue.type) ? cue.type : null;
  const name = cue.slug === null ? '' : `“${cue.slug.replace(/[\s\p{C}]+/gu, ' ').slice(0, 60)}”`;
  const about = name === '' ? `the ${type === null ? '' : `${type} `}cue` : `${type ?? 'the cue'} ${name}`;
  return {
    field,
    span: cue.span,
    edits,
    title: `Repair the form of ${about}`,
    why: `This cue had ${listed(wrongs)}. No word of the script changes.`,
    applicability: 'safe',
    confidence: null,
    drops: [],
  };
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

function allEdits(offers: readonly Offer[]): readonly Edit[] {
  return offers.flatMap((offer) => offer.edits).sort(byPlace);
}

/** They do not overlap, and cost neither a cue nor a word. */
function isSound(doc: SegmentDocument, offers: readonly Offer[]): boolean {
  const edits = allEdits(offers);
  if (!fits(doc.text, edits) || new Set(offers.map((each) => each.field)).size < offers.length) return false;
  const after = parseSegment(doc.path, applyEdits(doc.text, edits));
  const drops = offers.flatMap((offer) => offer.drops);
  return after.cues.length >= doc.cues.length && keepsWords(doc, after, drops);
}

function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.code < b.code ? -1 : 1));
}
