// Finds shorthand for cues on a line: `{SOT/foo}`, `(VO / street)`, `{010 [IMG] hall}`, `[PKG: report 2:30]`. Ignores
// prose in brackets: `(and/or)`, `(VO by Kevin)`, `{note to self}`.
import type { Span } from '../../../domain/cue.ts';
import { bracketToken } from './bracket.ts';
import type { ShorthandCode } from './shorthand-messages.ts';
import { readToken, type Token } from './token.ts';
import { BLANK, isEverydayWord, TYPE_WORDS } from './types.ts';

const NUMBER = `(?:(\\d{1,4})${BLANK}{1,9})?`;
const SLASHED = new RegExp(
  `^[{(]${BLANK}{0,9}${NUMBER}(?:\\[(${TYPE_WORDS})\\]|(${TYPE_WORDS}))${BLANK}{0,9}/`,
  'i',
);
const BLANKED = new RegExp(
  `^\\{${BLANK}{0,9}${NUMBER}(?:\\[(${TYPE_WORDS})\\]|(${TYPE_WORDS})(?=${BLANK}|[})]|$))`,
  'i',
);
/** Nearly right, or written by another tool: reported, never converted. */
const ODD = new RegExp(
  `^\\{(?:\\{${BLANK}{0,9}(?:cue|${TYPE_WORDS})${BLANK}{0,9}[/:][^{}\\r\\n]{0,160}\\}\\}?|${BLANK}{0,9}(?:${TYPE_WORDS})${BLANK}{0,9}:[^{}\\r\\n]{0,160}\\})`,
  'i',
);
const UNKNOWN = new RegExp(`^\\{${BLANK}{0,9}[A-Z][A-Z0-9]{1,9}${BLANK}{0,9}/[^{}\\r\\n]{0,160}\\}`);

/** Longest text taken for shorthand; a quote in `[FSQ: …]` is longer than a name. */
const LONGEST = 700;
const LONGEST_NAME = 160;

/** In file order. `content`: the line without `<p>` and `</p>`. */
export function tokensOn(text: string, line: Span, content: Span, fps: number): readonly Token[] {
  const tokens: Token[] = [];
  let at = nextBracket(text, line.start, line.end);
  while (at < line.end) {
    const token = tokenAt(text, at, line.end, fps);
    if (token !== null) tokens.push(token);
    at = nextBracket(text, token?.end ?? at + 1, line.end);
  }
  return tokens.some(({ aloneOnly }) => aloneOnly) ? withoutAsides(text, tokens, content) : tokens;
}

/** Drops notes inside prose, such as `He said [Note: sic] twice`. Adjacent tokens, and punctuation after them, do
 *  not count as prose. */
function withoutAsides(text: string, tokens: readonly Token[], content: Span): readonly Token[] {
  const kept: Token[] = [];
  for (const [i, token] of tokens.entries()) {
    const last = kept.at(-1);
    const before = text.slice(last?.end ?? content.start, token.start);
    const following = tokens.slice(i + 1).find((each) => !each.aloneOnly || each.start === token.end);
    const after = text.slice(token.end, following?.start ?? content.end);
    const free = last === undefined ? /^(?:\*\*\*)?\s*$/ : /^[*_]*[.,;:!?…]{0,3}\s*$/;
    if (!token.aloneOnly || (free.test(before) && /^\s*[*_]*$/.test(after))) kept.push(token);
  }
  return kept;
}

function nextBracket(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && !/[{([]/.test(text.charAt(at))) at += 1;
  return at;
}

function tokenAt(text: string, at: number, end: number, fps: number): Token | null {
  if (text.charAt(at - 1) === '\\') return null;
  const rest = text.slice(at, Math.min(end, at + LONGEST));
  if (rest.startsWith('[')) return bracketToken(text, at, rest, fps);
  return oddToken(at, rest) ?? bracedToken(at, rest, fps);
}

function bracedToken(at: number, rest: string, fps: number): Token | null {
  const slashed = SLASHED.exec(rest);
  const head = slashed ?? BLANKED.exec(rest);
  if (head === null) return null;
  const [all, number = '', inBrackets, bare = ''] = head;
  const word = inBrackets ?? bare;
  if (isEverydayWord(word) && (slashed === null || rest.startsWith('('))) return null;
  const { closed, end } = closingAt(rest, all.length);
  const name = rest.slice(all.length, end).trim();
  if (slashed !== null && rest.startsWith('(') && isListOfTypes(name)) return null;
  const text = closed ? rest.slice(0, end + 1) : rest.slice(0, end).replace(/[\s*_]+$/, '');
  const token = readToken({ start: at, text, word, number, name }, fps);
  return closed ? token : { ...token, problem: 'CUE_TOKEN_UNCLOSED' };
}

/** `(SOT/VO/GFX)` mentions types and asks for no cue. */
function isListOfTypes(name: string): boolean {
  return name.split('/').every((part) => new RegExp(`^(?:${TYPE_WORDS})$`, 'i').test(part.trim()));
}

/** Finds the closing bracket. A `)` also closes `{SOT/foo)`, unless a `}` follows. If unclosed, the text ends at the
 *  end of the line or at another bracket. */
function closingAt(rest: string, from: number): { readonly closed: boolean; readonly end: number } {
  let depth = 0;
  let other = -1;
  let i = from;
  for (; i < rest.length && i < from + LONGEST_NAME; i++) {
    const char = rest.charAt(i);
    if (char === '}') return { closed: true, end: i };
    if (char === '{' || (char === '(' && other !== -1)) break;
    if (char === '(') depth += 1;
    if (char !== ')') continue;
    if (depth > 0) depth -= 1;
    else if (rest.startsWith('(')) return { closed: true, end: i };
    else if (other === -1) other = i;
  }
  return other === -1 ? { closed: false, end: i } : { closed: true, end: other };
}

function oddToken(at: number, rest: string): Token | null {
  const odd = ODD.exec(rest);
  if (odd !== null) return unread(at, odd[0], 'CUE_TOKEN');
  const unknown = SLASHED.test(rest) ? null : UNKNOWN.exec(rest);
  return unknown === null ? null : unread(at, unknown[0], 'CUE_TOKEN_UNKNOWN');
}

function unread(start: number, text: string, problem: ShorthandCode): Token {
  return {
    start,
    end: start + text.length,
    text,
    type: '',
    name: '',
    slug: '',
    enumerator: '',
    durationMs: null,
    fields: [],
    takesQuote: false,
    aloneOnly: false,
    problem,
  };
}
