// Reads shorthand in square brackets: `[SOT: interview 1:15]`, `[GFX: lower-third "John Doe"]`, `[FSQ: quote |
// source]`, `[COMMERCIAL BREAK - 2:00]`, `[ADLIB: 2:00]`, `[Note for Kevin: …]`. Ignores other stage directions, links and cue fields.
import type { NewField } from '../cue-text.ts';
import { nameIn, problemOf, readToken, slugOfQuote, splitTime, type Token } from './token.ts';
import { BLANK, cueTypeOf, TYPE_WORDS } from './types.ts';

// Capitals only, because `[live: …]` may be anything.
const COLON = new RegExp(
  `^\\[${BLANK}{0,9}(${TYPE_WORDS.replace('QUOTE', '(?:QUOTE|Quote)')})${BLANK}{0,9}:`,
);
const BREAK = new RegExp(
  `^\\[${BLANK}{0,9}COMMERCIAL BREAK${BLANK}{0,9}(?:[-–—:]([^\\[\\]\\r\\n]{0,40}))?\\]`,
);
/** `[Note: …]`, `[Note for Kevin: …]`. */
const NOTE = new RegExp(
  `^\\[${BLANK}{0,9}(?:Note|NOTE)(?:${BLANK}{1,9}(?:for|to|FOR|TO)${BLANK}{1,9}([^:[\\]\\r\\n]{1,40}?))?${BLANK}{0,9}:`,
);
/** `[ADLIB: 2:00]`, `[AD LIB] 00:01:00` as scripts print it, `[Type: ADLIB, Duration: 00:01:00]`. */
const ADLIB = new RegExp(
  `^\\[${BLANK}{0,9}(?:(?:TYPE|Type|type)${BLANK}{0,9}:${BLANK}{0,9})?AD[ -]?LIB\\b(?:${BLANK}{0,9}[-–—:,])?([^[\\]\\r\\n]{0,80})\\](?:${BLANK}{1,3}(\\d{1,2}(?::\\d{2}){1,3})(?=${BLANK}*$|[\\r\\n]))?`,
);

export function bracketToken(text: string, at: number, rest: string, fps: number): Token | null {
  // Part of a picture or a wiki link.
  if (/[![]/.test(text.charAt(at - 1))) return null;
  const pause = BREAK.exec(rest);
  if (pause !== null) return breakToken(at, pause, fps);
  const adlib = ADLIB.exec(rest);
  if (adlib !== null) return adlibToken(at, adlib, fps);
  const note = NOTE.exec(rest);
  const head = note ?? COLON.exec(rest);
  const close = head === null ? -1 : closingAt(rest, head[0].length);
  if (head === null || close === -1 || isLink(rest.slice(close + 1))) return null;
  const written = rest.slice(0, close + 1);
  const said = rest.slice(head[0].length, close).trim();
  if (note === null) return colonToken(at, written, head[1] ?? '', said, fps);
  return said === '' ? null : noteToken(at, written, said, note[1]?.trim() ?? 'unknown');
}

const NEXT = new RegExp(`^\\(${BLANK}{0,9}(?:${TYPE_WORDS})${BLANK}{0,9}/`, 'i');

/** `[words](address)`, `[words][name]` or `[words]: address`, unless the second part is shorthand itself. */
function isLink(behind: string): boolean {
  if (behind.startsWith('(')) return !NEXT.test(behind);
  if (behind.startsWith('[')) return ![COLON, BREAK, NOTE].some((pattern) => pattern.test(behind));
  return /^[:\]]/.test(behind);
}

function closingAt(rest: string, from: number): number {
  let depth = 0;
  for (let i = from; i < rest.length; i++) {
    const char = rest.charAt(i);
    if (char === '[') depth += 1;
    if (char === ']' && depth === 0) return i;
    if (char === ']') depth -= 1;
  }
  return -1;
}

function breakToken(at: number, match: RegExpExecArray, fps: number): Token {
  const said = (match[1] ?? '').trim();
  const { rest, ms, unclear } = splitTime(said, fps);
  const wrong = unclear || rest !== '';
  return {
    ...plain(at, match[0], 'BREAK'),
    slug: 'break',
    durationMs: ms,
    problem: wrong ? 'CUE_TOKEN_TIME_UNCLEAR' : null,
  };
}

function adlibToken(at: number, match: RegExpExecArray, fps: number): Token {
  const [written, said = '', behind] = match;
  const named = said.trim().replace(/^Duration\s*:\s*/i, '');
  const { rest, ms, unclear } = splitTime(named, fps);
  const last = behind === undefined ? { ms, unclear } : splitTime(behind, fps);
  return {
    ...plain(at, written, 'ADLIB'),
    aloneOnly: true,
    durationMs: last.ms ?? ms,
    fields: rest === '' || unclear ? [] : [['Description', rest]],
    problem: unclear || last.unclear ? 'CUE_TOKEN_TIME_UNCLEAR' : null,
  };
}

function noteToken(at: number, written: string, said: string, to: string): Token {
  return {
    ...plain(at, written, 'NOTE'),
    aloneOnly: true,
    fields: [
      ['Note For', to],
      ['Note Text', said],
    ],
  };
}

function plain(start: number, text: string, type: string): Token {
  return {
    start,
    end: start + text.length,
    text,
    type,
    name: '',
    slug: '',
    enumerator: '',
    durationMs: null,
    fields: [],
    takesQuote: false,
    aloneOnly: false,
    problem: null,
  };
}

function colonToken(at: number, text: string, word: string, said: string, fps: number): Token {
  if (cueTypeOf(word) === 'FSQ') return quoteToken(at, text, said, fps);
  const { rest, ms, unclear } = splitTime(said, fps);
  const { before, quoted } = splitQuoted(rest);
  const token = readToken({ start: at, text, word, number: '', name: before }, fps);
  const description: readonly NewField[] = quoted === '' ? [] : [['Description', quoted]];
  return {
    ...token,
    durationMs: ms,
    fields: description,
    problem: problemOf(token.type, token.slug, unclear),
  };
}

/** `chart-1 :20`, `slug "words"`, `words | source`. */
function quoteToken(at: number, text: string, said: string, fps: number): Token {
  const { rest, ms, unclear } = splitTime(said, fps);
  const bar = rest.lastIndexOf('|');
  const source = bar === -1 ? '' : rest.slice(bar + 1).trim();
  const { before, quoted } = splitQuoted(bar === -1 ? rest : rest.slice(0, bar).trim());
  const isQuote = quoted === '' && bar !== -1;
  const quote = isQuote ? before : quoted;
  const named = isQuote ? { name: '', slug: '' } : nameIn(before);
  const slug = named.slug === '' ? slugOfQuote(quote) : named.slug;
  return {
    ...plain(at, text, 'FSQ'),
    name: named.name,
    slug,
    durationMs: ms,
    fields: quote === '' ? [] : quoteFields(quote, source),
    problem: slug === '' ? 'CUE_TOKEN_NO_SLUG' : problemOf('FSQ', slug, unclear),
  };
}

/** Attribution of a quote that names nobody; the checks treat it as missing. */
export const UNKNOWN = 'Unknown';

/** Puts the quote in double quotation marks and makes those inside single, as in American usage. */
export function quoteFields(quote: string, attribution: string): readonly NewField[] {
  const inner = quote.replace(/"/g, "'").replace(/“/g, '‘').replace(/”/g, '’');
  return [
    ['Quote', `"${inner}"`],
    ['Attribution', attribution === '' ? UNKNOWN : attribution],
  ];
}

/** Splits `lower-third "John Doe - Title"` into its parts. */
function splitQuoted(said: string): { readonly before: string; readonly quoted: string } {
  const from = said.search(/["“]/);
  if (from === -1 || !/["”]$/.test(said) || from === said.length - 1) return { before: said, quoted: '' };
  return { before: said.slice(0, from).trim(), quoted: said.slice(from + 1, -1).trim() };
}
