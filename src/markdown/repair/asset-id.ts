// AssetIDs that the bot makes: a prefix that tells the type, and digits that the same text gives on every machine.
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

/**
 * 17 characters, `^[A-Z0-9]{17}$`. `original` is the text that the id is made for, `occurrence` which of several equal
 * ones it stands in the segment (0-based), `taken` the ids that the episode has already; they are not given again.
 */
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

/** The AssetIDs of these segments' cues. */
export function takenIds(segments: readonly SegmentDocument[]): ReadonlySet<string> {
  return new Set(segments.flatMap((each) => each.cues.flatMap((cue) => cue.assetId ?? [])));
}
