// Finds missing, invalid and duplicate AssetIDs of items on air. Old formats are valid (`PROD-SOT-79A4B334B1CB`,
// `15837`), since an id never changes. Cue repair checks the ids of cues.
import type { SegmentDocument } from '../../markdown/document.ts';
import { type Finding, headFinding } from './finding.ts';

export function isAssetId(text: string): boolean {
  return /^[\w-]{3,64}$/.test(text) && !/^(?:pending|undefined|unknown|none)$/i.test(text);
}

/** Expects show order; reports the later of two items with the same id. */
export function checkAssetIds(items: readonly SegmentDocument[]): readonly Finding[] {
  const seen = new Set<string>();
  return items.flatMap((item) => {
    const key = item.value('assetid') === null ? 'asset_id' : 'assetid';
    const id = item.assetId;
    if (id === null) return [headFinding('MISSING_SEGMENT_ASSETID', item, 'assetid')];
    if (!isAssetId(id)) return [headFinding('INVALID_SEGMENT_ASSETID', item, key, { about: id })];
    if (seen.has(id)) return [headFinding('DUPLICATE_SEGMENT_ASSETID', item, key, { about: id })];
    seen.add(id);
    return [];
  });
}
