// Scans the head (front matter) line by line, so that every value has a position. Keeps the spelling; `head-check.ts`
// decides whether it is sound YAML.
import type { Span } from '../domain/cue.ts';
import { entryAt, extended, type HeadEntry, kindOf } from './head-lines.ts';
import { isBlank, type Line, lineFrom, linesOf } from './lines.ts';

export type { HeadEntry } from './head-lines.ts';

/** The head as found by looking at lines only. */
export interface HeadScan {
  readonly found: 'absent' | 'unclosed' | 'closed';
  readonly span: Span;
  /** Delimiter lines without their line endings. */
  readonly open: Span;
  readonly close: Span | null;
  readonly entries: readonly HeadEntry[];
  /** First line that is neither entry, continuation, comment nor blank; null if there is none. */
  readonly oddLine: number | null;
  /** `js` in `---js`: the head is not YAML. */
  readonly language: string;
  /** below: it does not begin on the first line · signs: its delimiters are not three hyphens, such as a dash that a
   *  word processor made of them. Other programs read such a head as text. */
  readonly oddity: 'below' | 'signs' | null;
  /** Another head right below; null if there is none. */
  readonly second: Span | null;
}

const OPENING = /^(?:---|- - -)\s*$/;
/** YAML's own end of a document. */
const END_OF_DOCUMENT = /^\.\.\.\s*$/;
const LIKE_DELIMITER = /^(?:-{0,5}[\u2010-\u2015][-\u2010-\u2015]{0,5}|--|-{4,10})\s*$/;
const OTHER_LANGUAGE = /^---([^-\s]\S{0,20})[ \t]*$/;
/** Tell a head from a dialogue between two rules. */
const TELLING = new Set(['id', 'assetid', 'title', 'slug', 'type', 'order', 'status', 'duration', 'airdate']);
const MOST_BLANK_LINES = 20;

export function scanHead(text: string): HeadScan {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const first = lineFrom(text, start);
  const opening = text.slice(first.start, Math.min(first.end, start + 40));
  const language = OTHER_LANGUAGE.exec(opening)?.[1] ?? '';
  if (!OPENING.test(opening) && language === '') return oddHead(text, start) ?? absent(start);
  const { entries, close, oddLine, headEnd, isOdd } = scanLines(text, first.next, 2);
  if (close === null && language !== '') return absent(start);
  const end = close?.next ?? Math.max(first.next, headEnd);
  const second = close === null ? null : secondHead(text, end);
  const oddity = isOdd ? 'signs' : null;
  const found = close === null ? 'unclosed' : 'closed';
  return { found, span: { start, end }, open: first, close, entries, oddLine, language, oddity, second };
}

function absent(at: number): HeadScan {
  const nowhere = { start: at, end: at };
  return {
    found: 'absent',
    span: nowhere,
    open: nowhere,
    close: null,
    entries: [],
    oddLine: null,
    language: '',
    oddity: null,
    second: null,
  };
}

/** A head below blank lines, or between other signs; null if it can't be told from text. */
function oddHead(text: string, start: number): HeadScan | null {
  const { line: open, blank } = firstWords(text, start);
  if (open === null || !isLikeDelimiter(text, open)) return null;
  const scanned = scanLines(text, open.next, blank + 2);
  if (!isTelling(scanned)) return null;
  const { entries, close, oddLine } = scanned;
  const end = close?.next ?? open.next;
  const oddity = blank > 0 ? 'below' : 'signs';
  const second = secondHead(text, end);
  return {
    found: 'closed',
    span: { start, end },
    open,
    close,
    entries,
    oddLine,
    language: '',
    oddity,
    second,
  };
}

function secondHead(text: string, from: number): Span | null {
  const { line } = firstWords(text, from);
  if (line === null) return null;
  const scanned = scanLines(text, isLikeDelimiter(text, line) ? line.next : line.start, 1);
  return isTelling(scanned) ? { start: line.start, end: scanned.close?.next ?? line.end } : null;
}

function firstWords(text: string, from: number): { readonly line: Line | null; readonly blank: number } {
  let line = lineFrom(text, from);
  for (let blank = 0; blank < MOST_BLANK_LINES && line.start < text.length; blank += 1) {
    if (!isBlank(text, line)) return { line, blank };
    line = lineFrom(text, line.next);
  }
  return { line: null, blank: 0 };
}

function isTelling({ entries, close, oddLine }: Scanned): boolean {
  return close !== null && oddLine === null && entries.some(({ name }) => TELLING.has(name));
}

function isLikeDelimiter(text: string, { start, end }: Line): boolean {
  const written = end - start < 40 ? text.slice(start, end) : '';
  return OPENING.test(written) || LIKE_DELIMITER.test(written);
}

interface Scanned {
  readonly entries: readonly HeadEntry[];
  readonly close: Line | null;
  readonly oddLine: number | null;
  /** End of the run of head-like lines; taken as the end of the head if there is no closing line. */
  readonly headEnd: number;
  /** True if the closing line is not three hyphens. */
  readonly isOdd: boolean;
}

/** `first`: number of the line at `from`. */
function scanLines(text: string, from: number, first: number): Scanned {
  const entries: HeadEntry[] = [];
  let oddLine: number | null = null;
  let headEnd = 0;
  let number = first - 1;
  for (const line of linesOf(text, from)) {
    number += 1;
    const end =
      line.end - line.start < 40 ? endingOf(text.slice(line.start, line.end), oddLine === null) : null;
    if (end !== null) return { entries, close: line, oddLine, headEnd, isOdd: end === 'odd' };
    const last = entries.at(-1);
    const kind = kindOf(text, line, last);
    if (kind === 'entry') entries.push(entryAt(text, line, number));
    if (kind === 'more' && last !== undefined) entries[entries.length - 1] = extended(text, last, line);
    if (kind === 'odd') oddLine ??= number;
    if (oddLine === null && kind !== 'blank') headEnd = line.next;
  }
  // No closing line: the head ends after its last head-like line before the first odd one.
  const whole = entries.filter((entry) => entry.span.end <= headEnd);
  return { entries: whole, close: null, oddLine, headEnd, isOdd: false };
}

/** `isClean`: only head-like lines so far; below a line of text, an odd sign is a sign of that text. */
function endingOf(line: string, isClean: boolean): 'plain' | 'odd' | null {
  if (OPENING.test(line) || (isClean && END_OF_DOCUMENT.test(line))) return 'plain';
  return isClean && LIKE_DELIMITER.test(line) ? 'odd' : null;
}
