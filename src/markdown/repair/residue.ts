// Removes what a word processor added to pasted prose: spans, divs, wrapped links. One offer per paragraph. Words, bold
// and italics stay, and so does every tag marked by the web editor.
import type { Span } from '../../domain/cue.ts';
import { editAt } from '../../domain/edit.ts';
import { oneLine } from '../../domain/one-line.ts';
import { isInside } from '../code.ts';
import type { SegmentDocument } from '../document.ts';
import { isBlank, linesOf, trimmed } from '../lines.ts';
import { merged } from '../spans.ts';
import { byPlace } from './cues.ts';
import { listed } from './listed.ts';
import type { Offer, Offers } from './offer.ts';
import { type Cleaned, cleanedTags } from './residue/clean.ts';
import { cleanedText } from './residue/signs.ts';
import { findTags, type Tags } from './residue/tags.ts';

/** A cheap test, because most files contain nothing of the kind. */
const HINT =
  /<(?:span|div|b\s)|<p\s[^<>]*(?:dir|style|lang|role)=|<p[^<>]*>\s{0,99}<p|&nbsp;|█|google\.[a-z.]{2,6}\/url\?/i;

export function stripResidue(doc: SegmentDocument): Offers {
  const { text, body } = doc;
  if (!HINT.test(text.slice(body.start, body.end))) return { offers: [], diagnostics: [] };
  const kept = keptSpans(doc);
  const tags = findTags(text, body, kept);
  const pieces = [
    ...cleanedTags(text, tags, doc.eol),
    ...cleanedText(text, body, merged([...kept, ...tags.all])),
  ].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const names = new Map<string, number>();
  const offers = grouped(paragraphs(doc, tags), pieces).map(([paragraph, own]) => {
    const words = oneLine(wordsOf(text, paragraph), 60);
    const nth = (names.get(words) ?? 0) + 1;
    names.set(words, nth);
    return offerOf(doc, paragraph, own, words, nth);
  });
  return { offers, diagnostics: [] };
}

function offerOf(
  doc: SegmentDocument,
  span: Span,
  pieces: readonly Cleaned[],
  words: string,
  nth: number,
): Offer {
  const field = `residue:${words}${nth > 1 ? `#${nth}` : ''}`;
  return {
    field,
    span,
    edits: pieces
      .map((piece) => editAt(doc.text, piece.span.start, piece.span.end, piece.added, field))
      .sort(byPlace),
    title: `Clean up pasted text${words === '' ? '' : `: “${words}”`}`,
    why: `This text was pasted with ${listed([...new Set(pieces.map(({ what }) => what))])}. Its words, bold and italics stay.`,
    applicability: 'unsafe',
    confidence: null,
    drops: [],
  };
}

/** The first visible words. */
function wordsOf(text: string, { start, end }: Span): string {
  const source = text.slice(start, Math.min(end, start + 4000));
  const words = source.replace(/<[^<>]*>|&nbsp;|█/gi, ' ').match(/[\p{L}\p{N}'’]+/gu) ?? [];
  return words.slice(0, 6).join(' ');
}

// ---- text left alone ----

const TOKEN =
  /\{[^{}\r\n]{1,300}\}|\((?:SOT|VOT?|NAT|FSQ|FS ?QUOTE|GFX|IMG|PKG|DIR|BUMP|STING|VOX|MUS|LIVE|RIF|CUE)\b[^(){}\r\n]{1,300}[)}]/gi;

/** Cues, silent text and shorthand, in file order and without overlap. */
function keptSpans({ text, body, cues, silence, doubts }: SegmentDocument): readonly Span[] {
  const source = text.slice(body.start, body.end);
  const tokens = [...source.matchAll(TOKEN)].map(({ 0: token, index }) => ({
    start: body.start + index,
    end: body.start + index + token.length,
  }));
  return merged([...cues.map(({ span }) => span), ...silence, ...doubts, ...tokens]);
}

// ---- paragraphs ----

/** Runs of lines between blank lines and cues. Runs are merged if a tag opens in one and closes in another. */
function paragraphs(doc: SegmentDocument, { all, partner }: Tags): readonly Span[] {
  const { text, body } = doc;
  const cues = doc.cues.map(({ span }) => span);
  const runs: Span[] = [];
  let open = false;
  for (const line of linesOf(text, body.start, body.end)) {
    const ends = isBlank(text, line) || isInside(cues, line.start);
    const last = runs.at(-1);
    if (!ends && open && last !== undefined) runs[runs.length - 1] = { start: last.start, end: line.end };
    else if (!ends) runs.push({ start: line.start, end: line.end });
    open = !ends;
  }
  const pairs = all.flatMap((tag) => {
    const close = tag.isClosing ? undefined : partner.get(tag);
    return close === undefined ? [] : [{ start: tag.start, end: close.end }];
  });
  return merged([...runs, ...pairs]).map((span) => trimmed(text, span));
}

/** Assigns each piece to its paragraph. Both lists are in file order. */
function grouped(
  spans: readonly Span[],
  pieces: readonly Cleaned[],
): readonly (readonly [Span, readonly Cleaned[]])[] {
  const groups = new Map<Span, Cleaned[]>();
  let at = 0;
  for (const piece of pieces) {
    while ((spans[at]?.end ?? Number.POSITIVE_INFINITY) < piece.span.end) at += 1;
    const span = spans[at];
    // A piece on the same line as a cue belongs to no paragraph until it has a line of its own.
    if (span === undefined || piece.span.start < span.start) continue;
    const group = groups.get(span);
    if (group === undefined) groups.set(span, [piece]);
    else group.push(piece);
  }
  return [...groups];
}
