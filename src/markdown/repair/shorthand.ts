// Converts shorthand that a host types into cue blocks: `{SOT/foo}`, quotes with their speakers, IN and OUT lines.
// Ambiguous shorthand is left as it is and reported. Never looks into notes, code or comments.
import { cueValue, type Span } from '../../domain/cue.ts';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { applyEdits } from '../../domain/edit.ts';
import { oneLine } from '../../domain/one-line.ts';
import { parseSegment, type SegmentDocument } from '../document.ts';
import { trimmed } from '../lines.ts';
import { overlaps } from '../spans.ts';
import { assetIdMaker } from './asset-id.ts';
import { cueText, type NewField } from './cue-text.ts';
import { byPlace } from './cues.ts';
import type { Offer, Offers, RepairContext } from './offer.ts';
import { asideOf } from './shorthand/aside.ts';
import { type Conversion, type Converted, convert } from './shorthand/convert.ts';
import { looseLines } from './shorthand/loose.ts';
import { pictureNamer } from './shorthand/picture-names.ts';
import { placed } from './shorthand/place.ts';
import { scriptLines } from './shorthand/script-lines.ts';
import { type Complaint, SHORTHAND_WORDS } from './shorthand/shorthand-messages.ts';
import { allTokens, type Site, sitesIn, walk } from './shorthand/sites.ts';
import { type Token, withPlace } from './shorthand/token.ts';

/** Far more than any item has; the rest is converted in a later pass. */
const MOST_CUES = 200;
const MOST_FOUND = 100;

/** A cheap test, because many files contain no shorthand. */
const HINT = /[{([▶►▸‣⏵★]|\p{Lu}{2}|\bNotes?\b/u;

export function convertShorthand(doc: SegmentDocument, context: RepairContext): Offers {
  if (!HINT.test(doc.text.slice(doc.body.start))) return { offers: [], diagnostics: [] };
  const made: Made[] = [];
  const tokens: Token[] = [];
  const found: Complaint[] = [];
  const aside = asideOf(doc);
  for (const lines of scriptLines(doc, aside)) {
    const spoken: Span[] = [];
    const way = walk(doc, lines);
    for (const written of sitesIn(doc, lines, aside, context.fps)) {
      if (made.length >= MOST_CUES) break;
      const site = { ...written, token: withPlace(written.token, context.media.files) };
      tokens.push(site.token);
      const { conversion, complaints, end } = aroundSilence(
        doc,
        site,
        convert(doc, lines, site, way.isClear(site), context),
      );
      if (conversion !== null) made.push({ conversion, share: way.shareOf(site, end) });
      found.push(...complaints);
      spoken.push({ start: site.whole.start, end });
      way.pass(site, end, conversion !== null);
    }
    found.push(...looseLines(doc, lines, spoken, aside));
  }
  const { offers, unreadable } = offersOf(doc, made, places(doc, tokens), context);
  const sound = isSound(doc, offers);
  const left = sound ? unreadable : made.map(({ conversion: { site } }) => complaintOf(site.token));
  const diagnostics = [...found, ...left].slice(0, MOST_FOUND).map((each) => told(doc, each));
  return { offers: sound ? offers : [], diagnostics };
}

/** A comment or struck words in the token, or among the lines that a cue would take: they are left as they are. */
function aroundSilence(doc: SegmentDocument, { token, whole }: Site, converted: Converted): Converted {
  const { conversion, end } = converted;
  if (conversion === null || !overlaps(doc.silence, { start: whole.start, end: conversion.end }))
    return converted;
  const below = token.type === 'FSQ' ? 'FSQ_QUOTE_UNCLEAR' : 'VIDEO_LINES_UNCLEAR';
  const code = overlaps(doc.silence, whole) ? 'CUE_TOKEN' : below;
  return { conversion: null, complaints: [{ code, at: token.start, about: token.text }], end };
}

/** False if a new blank line changes how Markdown reads the text after it, fences above all; then no offer is made. */
function isSound(doc: SegmentDocument, offers: readonly Offer[]): boolean {
  if (offers.length === 0) return true;
  const edits = offers.flatMap((offer) => offer.edits).sort(byPlace);
  const after = parseSegment(doc.path, applyEdits(doc.text, edits));
  return after.cues.length === doc.cues.length + offers.length;
}

function complaintOf({ start, text }: Token): Complaint {
  return { code: 'CUE_TOKEN', at: start, about: text };
}

function told(doc: SegmentDocument, { code, at, about }: Complaint): Diagnostic {
  const [severity, message, todo] = SHORTHAND_WORDS[code];
  const said = `${message}: “${oneLine(about, 160)}”`;
  return { code, severity, path: doc.path, line: doc.lineAt(at), message: said, todo };
}

interface Made {
  readonly conversion: Conversion;
  /** The token's share of its paragraph. */
  readonly share: Span;
}

interface Built extends Made {
  readonly field: string;
  readonly block: string;
}

function offersOf(
  doc: SegmentDocument,
  found: readonly Made[],
  counted: ReadonlyMap<Token, number>,
  context: RepairContext,
) {
  if (found.length === 0) return { offers: [], unreadable: [] };
  const all = named(doc, found, context);
  const makeId = assetIdMaker(doc, context.siblings);
  const unreadable: Complaint[] = [];
  const built = all.flatMap((each): readonly Built[] => {
    const { token } = each.conversion.site;
    const nth = counted.get(token) ?? 0;
    const fields = fieldsOf(each.conversion, makeId(token.type, token.text, nth));
    const block = cueText(fields, doc.eol);
    if (!readsBack(doc, block, fields)) {
      unreadable.push(complaintOf(token));
      return [];
    }
    return [{ ...each, field: fieldOf(token.text, nth), block }];
  });
  const placings = built.map(({ conversion: { site, end }, field, block }) => {
    return { whole: { start: site.whole.start, end }, flag: site.flag, field, block };
  });
  const edits = placed(doc, placings);
  return { offers: built.map((each, i) => offerOf(doc, each, edits[i] ?? [])), unreadable };
}

function named(doc: SegmentDocument, all: readonly Made[], context: RepairContext): readonly Made[] {
  const slugOf = pictureNamer(doc, context.siblings, context.fps);
  return all.map(({ conversion, share }) => {
    const { site, slug, fields } = conversion;
    const own = slugOf({ type: site.token.type, slug, fields });
    return { conversion: { ...conversion, slug: own }, share };
  });
}

/** Every token of the script with the name of its offer, whether or not it can be converted. */
export function namedTokens(doc: SegmentDocument, fps: number): readonly Pick<Offer, 'field' | 'span'>[] {
  if (!HINT.test(doc.text.slice(doc.body.start))) return [];
  const tokens = allTokens(doc, fps);
  const counted = places(doc, tokens);
  return tokens.map((token) => {
    const { start, end, text } = token;
    return { field: fieldOf(text, counted.get(token) ?? 0), span: { start, end } };
  });
}

function fieldOf(text: string, nth: number): string {
  return `token:${keyOf(text)}${nth === 0 ? '' : `#${nth + 1}`}`;
}

/** Index of each token among equal ones, convertible or not. Tokens already converted count too, so that accepting one
 *  offer does not rename the others. */
function places(doc: SegmentDocument, tokens: readonly Token[]): ReadonlyMap<Token, number> {
  const made = doc.cues.flatMap((cue) => {
    const from = cueValue(cue, 'convertedfrom');
    return from === null ? [] : [{ at: cue.span.start, key: keyOf(from), token: null }];
  });
  const waiting = tokens.map((token) => ({ at: token.start, key: keyOf(token.text), token }));
  const seen = new Map<string, number>();
  const nth = new Map<Token, number>();
  for (const { key, token } of [...made, ...waiting].sort((a, b) => a.at - b.at)) {
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    if (token !== null) nth.set(token, count);
  }
  return nth;
}

function keyOf(text: string): string {
  return oneLine(text, 80);
}

function fieldsOf({ site: { token }, slug, fields }: Conversion, id: string): readonly NewField[] {
  return [
    ['Type', token.type],
    ['Enumerator', token.enumerator],
    ['AssetID', id],
    ['Slug', slug],
    ...fields,
    ['ConvertedFrom', token.text],
  ];
}

/** A value may contain text that looks like a field or a marker. A block that would not parse back as written is not
 *  offered. */
function readsBack(doc: SegmentDocument, block: string, fields: readonly NewField[]): boolean {
  const [cue, ...more] = parseSegment(doc.path, block).cues;
  if (cue === undefined || more.length > 0 || cue.end === null || cue.loose.length > 0) return false;
  const written = fields.filter(([label, value]) => value !== '' || label === 'Note Text');
  return (
    cue.fields.length === written.length &&
    written.every(([label, value], i) => cue.fields[i]?.label === label && cue.fields[i]?.value === value)
  );
}

function offerOf(doc: SegmentDocument, built: Built, edits: Offer['edits']): Offer {
  const { field, conversion } = built;
  const { site, slug, why, drops, confidence } = conversion;
  const { type, text } = site.token;
  const share = trimmed(doc.text, built.share);
  const span = {
    start: Math.min(share.start, edits[0]?.start ?? share.start),
    end: Math.max(share.end, edits.at(-1)?.end ?? share.end),
  };
  const named = slug === '' ? '' : ` “${oneLine(slug, 40)}”`;
  return {
    field,
    span,
    edits,
    title: `Make the ${type} cue${named} of ${oneLine(text, 50)}`,
    why: `“${oneLine(text, 80)}” stands for a cue but is none. ${oneLine(why, 400)}`,
    applicability: 'unsafe',
    confidence,
    drops,
  };
}
