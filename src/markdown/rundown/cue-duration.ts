// Sets the Duration of a cue that has none, or still has the one that the bot wrote. Leaves cues without an AssetID of
// their own alone, because the bot could not recognise its own number later.
import { isAssetId } from '../../domain/asset-id.ts';
import { type Cue, cueValue } from '../../domain/cue.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Edit } from '../../domain/edit.ts';
import { setCueValue } from '../cue-edit.ts';
import type { SegmentDocument } from '../document.ts';
import { standing } from './standing.ts';

export interface CueDuration {
  /** `cue:<AssetID>/duration`. */
  readonly field: string;
  /** `HH:MM:SS:FF`. */
  readonly value: string;
  readonly edit: Edit;
}

/** Null if the value there is a person's or right, or has no place. `owned`: field → the last value the bot wrote there,
 *  if no person has changed it since. */
export function cueDuration(
  doc: SegmentDocument,
  cue: Cue,
  ms: number,
  { owned, fps }: { readonly owned: ReadonlyMap<string, string>; readonly fps: number },
): CueDuration | null {
  const { assetId } = cue;
  if (assetId === null || !isAssetId(assetId)) return null;
  if (doc.cues.filter((each) => each.assetId === assetId).length !== 1) return null;
  const field = `cue:${assetId}/duration`;
  if (standing(cueValue(cue, 'duration'), owned.get(field), ms, fps) !== 'ours') return null;
  const value = formatDuration(ms, fps);
  const edit = setCueValue(doc, cue, 'Duration', value, field);
  return edit && { field, value, edit };
}
