// Creates AssetIDs: a prefix for the type, then characters from a hash, so the same text gives the same id on every
// machine.
import { hashText } from '../../hash.ts';
import type { SegmentDocument } from '../document.ts';

const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['SOT', 'SOT'],
  ['VO', 'VO'],
  ['FSQ', 'FSQ'],
  ['GFX', 'GFX'],
  ['IMG', 'IMG'],
  ['PKG', 'PKG'],
  ['NAT', 'NAT'],
  ['BUMP', 'BMP'],
  ['STING', 'STG'],
  ['VOX', 'VOX'],
  ['MUS', 'MUS'],
  ['LIVE', 'LIV'],
  ['NOTE', 'NOT'],
  ['RIF', 'RIF'],
]);
const LENGTH = 17;

/** Matches `^[A-Z0-9]{17}$`. `original` is the text the id is made for. `occurrence` is its 0-based index among
 *  equal texts in the segment. `taken` holds the episode's existing ids, which are never reused. */
export function assetIdFor(
  doc: SegmentDocument,
  type: string | null,
  original: string,
  occurrence: number,
  taken: ReadonlySet<string>,
): string {
  const prefix = PREFIXES.get(type ?? '') ?? 'CUE';
  const segment = doc.id ?? doc.assetId ?? doc.path;
  for (let attempt = 0; ; attempt++) {
    const hash = hashText(JSON.stringify([segment, original, occurrence, attempt]));
    const digits = BigInt(`0x${hash}`).toString(36).toUpperCase().padStart(LENGTH, '0');
    const id = `${prefix}${digits}`.slice(0, LENGTH);
    if (!taken.has(id)) return id;
  }
}

/** The AssetIDs of all cues in these segments. */
export function takenIds(segments: readonly SegmentDocument[]): ReadonlySet<string> {
  return new Set(segments.flatMap((each) => each.cues.flatMap((cue) => cue.assetId ?? [])));
}
