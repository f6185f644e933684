// Computes the duration of each full-screen quote whose cue has none, or still has the one the bot wrote. Skips quotes
// without an AssetID of their own, because the bot could not recognise its own number later.
import { isAssetId } from '../../domain/asset-id.ts';
import type { Cue } from '../../domain/cue.ts';
import { cueType, cueValue } from '../../domain/cue.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Edit } from '../../domain/edit.ts';
import { setCueValue } from '../cue-edit.ts';
import type { SegmentDocument } from '../document.ts';
import { cuesPlayed, quoteLength, type Rates } from '../runtime.ts';
import { standing } from './standing.ts';

export interface QuoteTime {
  readonly cue: Cue;
  /** `cue:<AssetID>/duration`. */
  readonly field: string;
  readonly words: number;
  /** `HH:MM:SS:FF`. */
  readonly value: string;
  readonly edit: Edit;
}

/** `owned`: field → the last value the bot wrote there, if no person has changed it since. */
export function quoteTimes(
  doc: SegmentDocument,
  rates: Rates,
  owned: ReadonlyMap<string, string>,
): readonly QuoteTime[] {
  const bearers = new Map<string, number>();
  for (const { assetId } of doc.cues) {
    if (assetId !== null) bearers.set(assetId, (bearers.get(assetId) ?? 0) + 1);
  }
  return cuesPlayed(doc).flatMap((cue) => {
    const isQuote = cueType(cue.type)?.timing === 'quote';
    if (!isQuote || cue.assetId === null || !isAssetId(cue.assetId)) return [];
    if (bearers.get(cue.assetId) !== 1) return [];
    return quoteTime(doc, cue, `cue:${cue.assetId}/duration`, rates, owned);
  });
}

function quoteTime(
  doc: SegmentDocument,
  cue: Cue,
  field: string,
  rates: Rates,
  owned: ReadonlyMap<string, string>,
): readonly QuoteTime[] {
  const { words, ms } = quoteLength(cue, rates);
  if (standing(cueValue(cue, 'duration'), owned.get(field), ms, rates.fps) !== 'ours') return [];
  const value = formatDuration(ms, rates.fps);
  const edit = setCueValue(doc, cue, 'Duration', value, field);
  return edit === null ? [] : [{ cue, field, words, value, edit }];
}
