// Takes out of the prose what a word processor left in it when text was pasted: spans, divs, wrapped links.
import type { SegmentDocument } from '../document.ts';
import type { Offers } from './offer.ts';

export function stripResidue(_doc: SegmentDocument): Offers {
  return { offers: [], diagnostics: [] };
}
