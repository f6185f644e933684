// Makes cue blocks of what a host types instead of them: `{SOT/foo}`, quotes with their speakers, IN and OUT lines.
import type { SegmentDocument } from '../document.ts';
import type { Offers, RepairContext } from './offer.ts';

export function convertShorthand(_doc: SegmentDocument, _context: RepairContext): Offers {
  return { offers: [], diagnostics: [] };
}
