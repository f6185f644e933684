// Reads the words of a full-screen quote below its token, and their attribution. Takes only text that quotation marks,
// `>` or a name below identify as the quote; if prose might be included, it takes nothing.
import type { Span } from '../../../domain/cue.ts';
import type { SegmentDocument } from '../../document.ts';
import { trimmed } from '../../lines.ts';
import { attributeWords } from './markup.ts';
import { type Credit, continuesCredit, creditOf, inlineCredit, isBareName } from './quote-credit.ts';
import { decoded, type QuotePiece, quotationIn } from './quote-marks.ts';
import type { ScriptLine } from './script-lines.ts';

export type QuoteReading =
  | {
      readonly kind: 'quote';
      /** Without enclosing marks, line breaks as written. */
      readonly text: string;
      /** Empty if no name is given. */
      readonly attribution: string;
      /** Offset in the file. */
      readonly end: number;
      readonly drops: readonly string[];
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unclear' };

/** Far more than fits on a screen. */
const MOST_PIECES = 40;
const LONGEST = 20_000;
/** Without marks only a name below identifies a quote, and the farther away it is, the less certain that is. */
const MOST_BARE_PIECES = 12;
const MOST_BARE_CHARACTERS = 1200;

/** `from`: end of the token; `limit`: start of the next one. */
export function quoteBelow(
  doc: SegmentDocument,
  lines: readonly ScriptLine[],
  line: number,
  from: number,
  limit: number,
): QuoteReading {
  const pieces = piecesFrom(doc, lines, line, from, limit);
  if (pieces === null) return { kind: 'unclear' };
  if (pieces.length === 0 || creditAt(pieces, 0)?.kind === 'name') return { kind: 'missing' };
  const found = markedQuote(pieces) ?? quotedQuote(pieces) ?? bareQuote(pieces);
  if (found === null || found.count >= MOST_PIECES) return { kind: 'unclear' };
  const taken = pieces.slice(0, found.count);
  const breakBefore = (i: number) => (i === 0 ? '' : doc.eol.repeat(pieces[i]?.parted === true ? 2 : 1));
  const text = found.texts.map((each, i) => breakBefore(i) + each).join('');
  if (!/[\p{L}\p{N}]/u.test(text)) return { kind: 'missing' };
  return {
    kind: 'quote',
    text: text.trim(),
    attribution: found.attribution,
    end: taken.at(-1)?.end ?? from,
    drops: taken.flatMap((piece) => piece.drops),
  };
}

/** The name below a token that holds its quote itself; `null` if there is none. */
export function creditBelow(
  doc: SegmentDocument,
  lines: readonly ScriptLine[],
  line: number,
  from: number,
  limit: number,
): { readonly name: string; readonly end: number; readonly drops: readonly string[] } | 'unclear' | null {
  const pieces = piecesFrom(doc, lines, line, from, limit) ?? [];
  const found = credited(pieces, 0, [], null);
  if (found === null) return 'unclear';
  const [piece] = pieces;
  return found.count === 0 || piece === undefined
    ? null
    : { name: found.attribution, end: piece.end, drops: piece.drops };
}

/** Null if another token is on a line of the quote that is marked with `>`. */
function piecesFrom(
  doc: SegmentDocument,
  lines: readonly ScriptLine[],
  first: number,
  from: number,
  limit: number,
): readonly QuotePiece[] | null {
  const pieces: QuotePiece[] = [];
  const brace = doc.text.slice(from, Math.min(limit, from + LONGEST)).indexOf('{');
  const stop = brace === -1 ? limit : from + brace;
  let parted = false;
  let drops: readonly string[] = [];
  for (let i = first; pieces.length < MOST_PIECES; i++) {
    const line = lines[i];
    // A name may follow, and then the quote would take along what stands between.
    if (i > first && line?.isOut === true && line.start < stop) continue;
    if (line === undefined || (i > first && (line.start >= stop || isEnd(lines, i)))) break;
    if (stop < line.end && line.tagged) break;
    const own = i === first ? { start: from, end: line.end } : line.content;
    const span = trimmed(doc.text, { start: own.start, end: Math.min(own.end, stop) });
    const ownParagraph = i > first && line.tagged;
    const piece = pieceOf(doc, line, span, ownParagraph);
    if (piece.marked && stop < line.end) return null;
    drops = [...drops, ...piece.drops];
    if (piece.text !== '') {
      pieces.push({ ...piece, parted: parted || ownParagraph, drops });
      drops = [];
      parted = ownParagraph;
    } else if (i > first) parted = true;
    if (stop < line.end) break;
  }
  return pieces;
}

/** True at a line that cannot be part of a quote. A list item can only be one as a name after a single dash. */
function isEnd(lines: readonly ScriptLine[], i: number): boolean {
  const line = lines[i];
  if (line?.kind !== 'text') return line?.kind !== 'blank';
  const { form, start, end } = line.block;
  if (form === 'list') return start !== line.start || end !== line.end || goesOn(lines, i);
  return form === 'heading' || form === 'table' || form === 'other';
}

/** True if another entry or an indented paragraph follows, so that it is a real list. */
function goesOn(lines: readonly ScriptLine[], i: number): boolean {
  let next = i + 1;
  while (lines[next]?.kind === 'blank' && next < i + MOST_PIECES) next += 1;
  return lines[next]?.block.form === 'list';
}

function pieceOf(doc: SegmentDocument, line: ScriptLine, span: Span, tagged: boolean): QuotePiece {
  const written = doc.text.slice(span.start, span.end);
  const marked = written.startsWith('>');
  const { text, drops } = decoded(marked ? written.replace(/^(?:>[^\S\r\n]?)+/, '') : written);
  const around = tagged ? [doc.text.slice(line.start, span.start), doc.text.slice(span.end, line.end)] : [];
  return {
    text: text.trim(),
    end: tagged ? trimmed(doc.text, line).end : span.end,
    parted: false,
    marked,
    drops: [...drops, ...attributeWords(around.join(' '))],
  };
}

interface Found {
  /** Number of pieces taken, including the name. */
  readonly count: number;
  readonly texts: readonly string[];
  readonly attribution: string;
}

/** Null if there is no such line, or it is prose. */
function creditAt(pieces: readonly QuotePiece[], at: number): Credit | null {
  const piece = pieces[at];
  return piece === undefined ? null : creditOf(piece.text, piece.parted);
}

/** `count` lines of a quote with the name that follows them. Null if a line below may be one but is unclear. */
function credited(
  pieces: readonly QuotePiece[],
  count: number,
  texts: readonly string[],
  inline: string | null,
): Found | null {
  if (inline !== null) return isNameWhole(pieces, count) ? { count, texts, attribution: inline } : null;
  const credit = creditAt(pieces, count);
  if (credit?.kind === 'unclear') return null;
  const name = credit?.name ?? bareName(pieces, count);
  if (name === null) return { count, texts, attribution: '' };
  return isNameWhole(pieces, count + 1) ? { count: count + 1, texts, attribution: name } : null;
}

/** False if the line right below a name looks like more of it. */
function isNameWhole(pieces: readonly QuotePiece[], below: number): boolean {
  const piece = pieces[below];
  return piece === undefined || piece.parted || !continuesCredit(piece.text);
}

/** Lines that start with `>`. */
function markedQuote(pieces: readonly QuotePiece[]): Found | null {
  if (pieces[0]?.marked !== true) return null;
  const other = pieces.findIndex((piece) => !piece.marked);
  const count = other === -1 ? pieces.length : other;
  const own = count > 1 ? creditAt(pieces, count - 1) : null;
  if (own?.kind === 'unclear') return null;
  const quoted = pieces.slice(0, own === null ? count : count - 1);
  const marks = quotationIn(quoted);
  const whole = marks.kind === 'whole' && marks.count === quoted.length;
  const texts = whole ? marks.texts : quoted.map((piece) => piece.text);
  if (own !== null) return { count, texts, attribution: own.name };
  return credited(pieces, count, texts, whole ? inlineCredit(marks.rest) : null);
}

/** Words between quotation marks. */
function quotedQuote(pieces: readonly QuotePiece[]): Found | null {
  const { kind, count, texts, rest } = quotationIn(pieces);
  if (kind !== 'whole') return null;
  const found = credited(pieces, count, texts, inlineCredit(rest));
  const next = pieces[count];
  // If prose continues in the same paragraph, the marks may enclose only part of the quote.
  const isNamed = found !== null && found.attribution !== '';
  return isNamed || next === undefined || next.parted ? found : null;
}

function bareName(pieces: readonly QuotePiece[], at: number): string | null {
  const piece = pieces[at];
  const next = pieces[at + 1];
  if (piece === undefined || piece.parted || (next !== undefined && !next.parted)) return null;
  return isBareName(piece.text) ? piece.text : null;
}

/** Words without marks, or only partly in marks, are a quote only if a name follows. */
function bareQuote(pieces: readonly QuotePiece[]): Found | null {
  const at = pieces.findIndex((_, i) => i > 0 && creditAt(pieces, i) !== null);
  const credit = creditAt(pieces, at);
  if (credit?.kind !== 'name' || at > MOST_BARE_PIECES || !isNameWhole(pieces, at + 1)) return null;
  const words = pieces.slice(0, at);
  if (words.reduce((sum, piece) => sum + piece.text.length, 0) > MOST_BARE_CHARACTERS) return null;
  const { kind } = quotationIn(words);
  // Quoted words followed by another paragraph: the name may belong only to the last of them.
  if (kind === 'partial' && words.some((piece, i) => i > 0 && piece.parted)) return null;
  const texts = words.map((piece) => piece.text);
  const first = texts[0] ?? '';
  return {
    count: at + 1,
    texts: kind === 'open' ? [first.slice(1), ...texts.slice(1)] : texts,
    attribution: credit.name,
  };
}
