// Reads quotations: which marks enclose one, where it ends, and its text without them. Words are not changed; entities
// and backslashes that programs added to marks are removed.
import { wordsIn } from './markup.ts';
import { inlineCredit } from './quote-credit.ts';

export interface QuotePiece {
  /** The words of one line. */
  readonly text: string;
  /** Offset in the file where they end. */
  readonly end: number;
  /** True if a blank line precedes it or it has a paragraph of its own. */
  readonly parted: boolean;
  /** True if it was marked with `>`. */
  readonly marked: boolean;
  /** Words that were only markup: parts of entities and tags. */
  readonly drops: readonly string[];
}

export interface Quotation {
  /** whole: enclosed in marks · open: the last mark is missing · partial: other words in between · none: no mark */
  readonly kind: 'whole' | 'open' | 'partial' | 'none';
  /** Number of pieces it takes. */
  readonly count: number;
  /** The text of each piece without the enclosing marks. */
  readonly texts: readonly string[];
  /** The text after the last mark on its line: `- Name`. */
  readonly rest: string;
}

const OPENING = /^["“]/;

/** The quotation that starts with the first piece, together with those directly following it. */
export function quotationIn(pieces: readonly QuotePiece[]): Quotation {
  const none: Quotation = { kind: 'none', count: 0, texts: [], rest: '' };
  if (!OPENING.test(pieces[0]?.text ?? '')) return none;
  let done: Quotation | null = null;
  let depth = 0;
  const texts: string[] = [];
  for (const [i, piece] of pieces.entries()) {
    const starts = OPENING.test(piece.text);
    if (depth === 0 && !starts) break;
    const read = readPiece(piece.text, depth, piece.parted && starts);
    if (read.more) return done !== null && piece.parted ? done : { ...none, kind: 'partial' };
    depth = read.depth;
    texts.push(read.text);
    if (depth === 0) done = { kind: 'whole', count: i + 1, texts: [...texts], rest: read.rest };
    if (read.rest !== '') break;
  }
  return depth === 0 && done !== null ? done : { kind: 'open', count: pieces.length, texts, rest: '' };
}

interface PieceRead {
  readonly text: string;
  readonly depth: number;
  readonly rest: string;
  /** True if prose continues after the closing mark. */
  readonly more: boolean;
}

/** `goesOn`: each further paragraph of a long quotation repeats the opening mark, which does not open another one. */
function readPiece(text: string, depthBefore: number, goesOn: boolean): PieceRead {
  let depth = depthBefore;
  const from = depth === 0 || goesOn ? 1 : 0;
  if (depth === 0) depth = 1;
  for (let i = from; i < text.length; i++) {
    const char = text.charAt(i);
    if (!/["“”]/.test(char)) continue;
    depth += opens(text, i) ? 1 : -1;
    if (depth > 0) continue;
    const rest = text.slice(i + 1).trim();
    const named = rest === '' || inlineCredit(rest) !== null;
    return { text: text.slice(from, i), depth: 0, rest: named ? rest : '', more: !named };
  }
  return { text: text.slice(from), depth, rest: '', more: false };
}

function opens(text: string, at: number): boolean {
  const char = text.charAt(at);
  if (char !== '"') return char === '“';
  return /^[\s([{—–“‘-]?$/.test(text.charAt(at - 1)) && /^\S$/.test(text.charAt(at + 1));
}

// ---- clean text ----

// As in the repair of Quote fields: `&lt;` and `&gt;` stay, because as brackets they could form a marker.
const CODED =
  /\\?&(?:amp;){0,20}(?:quot|#34|#39|apos|nbsp|[mn]dash|#821[12]|#8213);|&(?:amp;){1,20}(?!#?[a-z0-9]{1,10};)|\\["']/gi;

const DASHES: readonly (readonly [RegExp, string])[] = [
  [/(?:mdash|#8212);$/i, '—'],
  [/(?:ndash|#8211);$/i, '–'],
  [/#8213;$/i, '―'],
];

/** The decoded text, and the words that were part of a code. */
export function decoded(text: string): { readonly text: string; readonly drops: readonly string[] } {
  const drops: string[] = [];
  const plain = text.replace(CODED, (code) => {
    const dash = DASHES.find(([name]) => name.test(code))?.[1];
    // The check that no word is lost takes the name of a dash for a word.
    drops.push(...wordsIn(code.replace(dash === undefined ? /^\\?&[a-z0-9#]+;/i : /#\d+/, '')));
    if (dash !== undefined) return dash;
    if (/quot;$|#34;$|"$/i.test(code)) return '"';
    if (/#39;$|apos;$|'$/i.test(code)) return "'";
    return /nbsp;$/i.test(code) ? ' ' : '&';
  });
  return { text: plain, drops };
}
