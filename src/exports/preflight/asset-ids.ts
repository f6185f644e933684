// Finds missing, invalid and duplicate AssetIDs of items on air. Cue repair checks the ids of cues.
import { isAssetId } from '../../domain/asset-id.ts';
import type { SegmentDocument } from '../../markdown/document.ts';
import { type Finding, headFinding } from './finding.ts';

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
