// Finds words that are struck out: `~~…~~` by GitHub's rules, which Obsidian follows, and HTML that strikes out. Marks
// that strike nothing out, or that pair across paragraphs, are a doubt: their words stay.
import type { Span } from '../../domain/cue.ts';
import { HTML_TAG, isMarkupTag } from '../html-tag.ts';
import { linesOf } from '../lines.ts';
import { spanAt } from '../spans.ts';
import type { Doubt } from './doubt.ts';

export interface Struck {
  /** Including the marks or tags; in file order and without overlap. */
  readonly struck: readonly Span[];
  readonly doubts: readonly Doubt[];
}

/** A mark or tag that begins or ends struck words, or both; or a tag that parts paragraphs. */
interface Mark extends Span {
  /** `~~`, or the name of a tag; empty if it parts. */
  readonly name: string;
  readonly opens: boolean;
  readonly closes: boolean;
  /** False for tags that are only counted, such as a `<span>` for a colour. */
  readonly strikes: boolean;
}

const HINT = /~~|<(?:s|del|strike)\b|line-through/i;

/** `without`: comments, code and cues, in file order and without overlap. */
export function struckIn(text: string, body: Span, without: readonly Span[]): Struck {
  const struck: Span[] = [];
  const doubts: Doubt[] = [];
  if (!HINT.test(text.slice(body.start, body.end))) return { struck, doubts };
  for (const paragraph of paragraphsIn(text, body, without)) {
    if (!HINT.test(text.slice(paragraph.start, paragraph.end))) continue;
    const { pairs, isClear } = paired(marksIn(text, paragraph, without));
    struck.push(...outermost(pairs));
    if (!isClear) doubts.push({ code: 'STRIKE_UNCLEAR', start: paragraph.start, end: paragraph.end });
  }
  return { struck, doubts };
}

const QUOTED = /^[ \t]{0,3}(?:>[ \t]?)+/;
const BEGINS_BLOCK = /^\s*(?:#{1,6}\s|[-+*•]\s|\d{1,9}[.)]\s|<!--|\||(?:[-*_][ \t]?){3,}$|`{3}|~{3})/;

/** Runs of lines that Markdown reads as one paragraph. */
function paragraphsIn(text: string, body: Span, without: readonly Span[]): readonly Span[] {
  const paragraphs: Span[] = [];
  let depth = -1;
  for (const line of linesOf(text, body.start, body.end)) {
    const written = text.slice(line.start, line.end);
    const quoted = QUOTED.exec(written)?.[0] ?? '';
    const own = quoted.replace(/[^>]/g, '').length;
    const rest = written.slice(quoted.length);
    const last = paragraphs.at(-1);
    const isInBlock = (spanAt(without, line.start)?.start ?? line.start) < line.start;
    if (rest.trim() === '' && !isInBlock) depth = -1;
    else if (depth === own && last !== undefined && (isInBlock || !BEGINS_BLOCK.test(rest)))
      paragraphs[paragraphs.length - 1] = { start: last.start, end: line.end };
    else {
      paragraphs.push({ start: line.start, end: line.end });
      depth = own;
    }
  }
  return paragraphs;
}

const MARK = new RegExp(`~+|${HTML_TAG.source}`, 'gi');

function marksIn(text: string, paragraph: Span, without: readonly Span[]): readonly Mark[] {
  const marks: Mark[] = [];
  for (const match of text.slice(paragraph.start, paragraph.end).matchAll(MARK)) {
    const start = paragraph.start + match.index;
    const span = { start, end: start + match[0].length };
    if (spanAt(without, start) !== null) continue;
    const mark = match[0].startsWith('~') ? tildes(text, paragraph, span) : tag(match, span);
    if (mark !== null) marks.push(mark);
  }
  return marks;
}

/** Two tildes open before a word and close after one, as in GitHub's Markdown. */
function tildes(text: string, paragraph: Span, span: Span): Mark | null {
  const isInAddress = /:\/\/\S*$/.test(text.slice(Math.max(paragraph.start, span.start - 200), span.start));
  if (span.end - span.start !== 2 || text.charAt(span.start - 1) === '\\' || isInAddress) return null;
  const before = kindOf(span.start === paragraph.start ? '' : text.slice(span.start - 2, span.start));
  const after = kindOf(span.end === paragraph.end ? '' : text.slice(span.end, span.end + 2), true);
  return {
    ...span,
    name: '~~',
    opens: after === 'word' || (after === 'sign' && before !== 'word'),
    closes: before === 'word' || (before === 'sign' && after !== 'word'),
    strikes: true,
  };
}

function kindOf(near: string, isAfter = false): 'blank' | 'sign' | 'word' {
  const char = isAfter ? [...near][0] : [...near].at(-1);
  if (char === undefined || /\s/u.test(char)) return 'blank';
  return /[\p{P}\p{S}]/u.test(char) ? 'sign' : 'word';
}

const STRIKING = /^(?:s|del|strike)$/;
const STYLED = /^(?:span|font)$/;
const PARTING = /^(?:p|div|h[1-6]|li|ul|ol|tr|td|th|table|blockquote)$/;

function tag([source, slash, written = '']: RegExpExecArray, span: Span): Mark | null {
  const name = written.toLowerCase();
  if (PARTING.test(name)) return { ...span, name: '', opens: false, closes: false, strikes: false };
  if ((!STRIKING.test(name) && !STYLED.test(name)) || !isMarkupTag(source)) return null;
  const strikes = !STYLED.test(name) || /text-decoration[a-z-]*\s*:[^;"']*line-through/i.test(source);
  return { ...span, name, opens: slash !== '/', closes: slash === '/', strikes };
}

interface Pairs {
  readonly pairs: readonly Span[];
  /** False if a mark is left over. */
  readonly isClear: boolean;
}

function paired(marks: readonly Mark[]): Pairs {
  const pairs: Span[] = [];
  const open: Mark[] = [];
  let isClear = true;
  for (const mark of marks) {
    if (mark.name === '') {
      const kept = open.filter(({ name }) => name !== '~~');
      if (kept.length < open.length) isClear = false;
      open.splice(0, open.length, ...kept);
      continue;
    }
    const at = mark.closes ? open.findLastIndex(({ name }) => name === mark.name) : -1;
    if (at !== -1) {
      const [begun, ...within] = open.splice(at);
      if (begun?.strikes === true) pairs.push({ start: begun.start, end: mark.end });
      if (within.some(({ strikes }) => strikes)) isClear = false;
    } else if (mark.opens) open.push(mark);
    else if (mark.name === '~~') isClear = false;
  }
  return { pairs, isClear: isClear && !open.some(({ strikes }) => strikes) };
}

function outermost(pairs: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  for (const pair of [...pairs].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last === undefined || pair.start >= last.end) out.push(pair);
  }
  return out;
}
