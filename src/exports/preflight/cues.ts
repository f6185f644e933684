// Checks an item's cues for show day: problems that cue repair leaves to a person, and shorthand that is not a cue yet.
// Ignores everything outside the script, since it does not go on air.
import type { Span } from '../../domain/cue.ts';
import type { MediaShelf } from '../../domain/media/shelf.ts';
import { isTextProblem } from '../../markdown/diagnostics.ts';
import type { SegmentDocument } from '../../markdown/document.ts';
import type { Offer } from '../../markdown/repair/offer.ts';
import { repairSegment } from '../../markdown/repair/segment.ts';
import type { RundownOptions } from '../../markdown/rundown.ts';
import { type Finding, finding, weighed } from './finding.ts';
import { isLineOnAir } from './on-air.ts';

/** `items`: all of the episode, as cue repair got them, so that its stored results are reused. */
export function checkCues(
  item: SegmentDocument,
  items: readonly SegmentDocument[],
  media: MediaShelf,
  rates: RundownOptions,
): readonly Finding[] {
  const { offers, diagnostics } = repairSegment(item, { ...rates, media, siblings: items });
  const heads = item.diagnostics.filter(({ code }) => code.startsWith('HEAD_'));
  const told = [...heads, ...diagnostics].flatMap((each) => weighed(each) ?? []);
  const tokens = told.filter(({ code, blocks }) => blocks && code.startsWith('CUE_TOKEN'));
  const offered = offers.filter(({ field }) => field.startsWith(TOKEN));
  const untold = offered.filter(({ span }) => !tokens.some(({ line }) => isWithin(item, span, line)));
  const isOnAir = isLineOnAir(item);
  // A problem of the head or the text concerns the script wherever it begins.
  return [...mostTelling(told), ...untold.map((offer) => tokenFinding(item, offer))].filter(
    ({ code, line }) => code.startsWith('HEAD_') || isTextProblem(code) || isOnAir(line),
  );
}

const TOKEN = 'token:';

function isWithin(item: SegmentDocument, { start, end }: Span, line: number | null): boolean {
  return line !== null && item.lineAt(start) <= line && line <= item.lineAt(Math.max(start, end - 1));
}

/** Finding for a token that repair offers to turn into a cue, but no reviewer has accepted yet. */
function tokenFinding(item: SegmentDocument, { field, span }: Offer): Finding {
  return finding('CUE_TOKEN', item.path, item.lineAt(span.start), { about: field.slice(TOKEN.length) });
}

/** Drops the plain `CUE_TOKEN` on lines where a more specific finding (no slug, no end) exists. */
function mostTelling(told: readonly Finding[]): readonly Finding[] {
  const special = told.filter(({ code, blocks }) => blocks && code.startsWith('CUE_TOKEN_'));
  const lines = new Set(special.map(({ line }) => line));
  return told.filter(({ code, line }) => code !== 'CUE_TOKEN' || !lines.has(line));
}
