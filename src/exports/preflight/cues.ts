// What the repair of cues leaves to a person, and the shorthand that is no cue yet, for the day of the show. What
// stands outside of the script goes nowhere, and is not told.
import type { Span } from '../../domain/cue.ts';
import type { MediaShelf } from '../../domain/media/shelf.ts';
import type { SegmentDocument } from '../../markdown/document.ts';
import type { Offer } from '../../markdown/repair/offer.ts';
import { repairSegment } from '../../markdown/repair/segment.ts';
import type { RundownOptions } from '../../markdown/rundown.ts';
import { type Finding, finding, weighed } from './finding.ts';
import { isLineOnAir } from './on-air.ts';

/** `items`: all of the episode, so that what the repair has found already need not be looked for again. */
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
  return [...mostTelling(told), ...untold.map((offer) => tokenFinding(item, offer))].filter(({ line }) =>
    isOnAir(line),
  );
}

const TOKEN = 'token:';

function isWithin(item: SegmentDocument, { start, end }: Span, line: number | null): boolean {
  return line !== null && item.lineAt(start) <= line && line <= item.lineAt(Math.max(start, end - 1));
}

/** It could be made into a cue, and nobody has said yes. */
function tokenFinding(item: SegmentDocument, { field, span }: Offer): Finding {
  return finding('CUE_TOKEN', item.path, item.lineAt(span.start), { about: field.slice(TOKEN.length) });
}

/** That a token has no name, or no end, says more than that it is one. */
function mostTelling(told: readonly Finding[]): readonly Finding[] {
  const special = told.filter(({ code, blocks }) => blocks && code.startsWith('CUE_TOKEN_'));
  const lines = new Set(special.map(({ line }) => line));
  return told.filter(({ code, line }) => code !== 'CUE_TOKEN' || !lines.has(line));
}
