// Creates AssetIDs: a prefix for the type, then characters from a hash of episode, segment and text. The same text gets
// the same id on every machine, and two episodes or items made from one template get different ones.
import { episodeOf } from '../../domain/ids.ts';
import { grouped } from '../../domain/media/grouped.ts';
import { onceAmong } from '../../domain/once-among.ts';
import { hashText } from '../../hash.ts';
import type { SegmentDocument } from '../document.ts';
import { lazy } from '../lazy.ts';

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

/** `original` is the text the id is made for, `occurrence` its 0-based index among equal texts in the segment. */
export type MakeAssetId = (type: string | null, original: string, occurrence: number) => string;

/** Makes ids for the cues of a segment, each matching `^[A-Z0-9]{17}$`. Reuses none of the episode's and gives none
 *  twice. `siblings`: all segments of the episode. */
export function assetIdMaker(doc: SegmentDocument, siblings: readonly SegmentDocument[]): MakeAssetId {
  const place = lazy(() => [episodeOf(doc.path), idOf(doc), copiesBefore(doc, siblings)]);
  const others = lazy(() => onceAmong(siblings, 'asset ids', () => idsIn(siblings)));
  const taken = idsIn([doc]);
  return (type, original, occurrence) => {
    const prefix = PREFIXES.get(type ?? '') ?? 'CUE';
    for (let attempt = 0; ; attempt++) {
      const hash = hashText(JSON.stringify([...place(), original, occurrence, attempt]));
      const digits = BigInt(`0x${hash}`).toString(36).toUpperCase().padStart(LENGTH, '0');
      const id = `${prefix}${digits}`.slice(0, LENGTH);
      if (taken.has(id) || others().has(id)) continue;
      taken.add(id);
      return id;
    }
  };
}

function idsIn(documents: readonly SegmentDocument[]): Set<string> {
  return new Set(documents.flatMap(({ cues }) => cues.flatMap(({ assetId }) => assetId ?? [])));
}

function idOf(doc: SegmentDocument): string {
  return doc.id ?? doc.assetId ?? doc.path;
}

/** A copied file keeps the id of its original, and the same text in both would give the same ids. */
function copiesBefore(doc: SegmentDocument, siblings: readonly SegmentDocument[]): number {
  const alike = onceAmong(siblings, 'ids', () => grouped(siblings, idOf)).get(idOf(doc)) ?? [];
  return alike.filter((each) => each.path < doc.path).length;
}
