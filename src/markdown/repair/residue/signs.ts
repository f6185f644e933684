// Replaces spaces, links and signs that pasting left between words with what a person would have typed.
import type { Span } from '../../../domain/cue.ts';
import { isInside } from '../../code.ts';
import { lineFrom } from '../../lines.ts';
import type { Cleaned } from './clean.ts';
import { realAddress, spelledFor, WRAPPED_LINK } from './links.ts';

const HARD_BLANKS = /(?:&nbsp;)+/gi;
const BLOCK = /█+/g;

/** Replaces hard spaces, wrapped links and stray blocks. `without`: spans to leave alone, in file order, including
 *  all tags. */
export function cleanedText(text: string, body: Span, without: readonly Span[]): readonly Cleaned[] {
  const found: Cleaned[] = [];
  const source = text.slice(body.start, body.end);
  const each = (
    pattern: RegExp,
    becomes: (found: string, span: Span) => string | null,
    what: string,
  ): void => {
    for (const { 0: part, index } of source.matchAll(pattern)) {
      const span = { start: body.start + index, end: body.start + index + part.length };
      const added = isInside(without, span.start) ? null : becomes(part, span);
      if (added !== null) found.push({ span, added, what });
    }
  };
  each(HARD_BLANKS, (_, span) => blankFor(text, span), 'blanks that do not break');
  each(BLOCK, (part, span) => (part.length > 1 ? null : partsWords(text, span) ? ' ' : ''), 'a stray █');
  each(
    WRAPPED_LINK,
    (link, span) => unwrapped(link, text.charAt(span.end)),
    'a link that leads through Google',
  );
  return found;
}

/** Null if the link may continue after a bracket. */
function unwrapped(link: string, next: string): string | null {
  const address = /[([]/.test(next) ? null : realAddress(link);
  return address === null ? null : spelledFor(link, address);
}

/** Null if it keeps an empty paragraph or line open. */
function blankFor(text: string, { start, end }: Span): string | null {
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  if (/^[\r\n]?$/.test(before) && /^[\r\n]?$/.test(text.slice(end, lineFrom(text, end).end).trim().charAt(0)))
    return null;
  if (
    before === '>' &&
    /<p(?:\s[^<>]{0,200})?>$/i.test(text.slice(Math.max(0, start - 210), start)) &&
    /^<\/p/i.test(text.slice(end, end + 3))
  )
    return null;
  return /^\s?$/.test(before) || /^\s?$/.test(after) ? '' : ' ';
}

/** True if there are words, or tags that may contain words, on both sides. */
function partsWords(text: string, { start, end }: Span): boolean {
  const next = text.slice(end, end + 3);
  return /[\p{L}\p{N}>]/u.test(text.charAt(start - 1)) && /^(?!<\/p)[\p{L}\p{N}<]/iu.test(next);
}
