// Completes and corrects what the fields of a cue say: missing ids, old names of fields, escaped quotes, media.
import type { SegmentDocument } from '../document.ts';
import type { RepairedCue } from './cues.ts';
import type { Offers, RepairContext } from './offer.ts';

/** `form`: the repairs of form that are offered beside these; no edit may overlap theirs. */
export function completeCues(
  _doc: SegmentDocument,
  _context: RepairContext,
  _form: readonly RepairedCue[],
): Offers {
  return { offers: [], diagnostics: [] };
}
