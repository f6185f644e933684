// Decides whether a paragraph can be split at a place without breaking emphasis, tags or brackets that span it.
import type { Span } from '../../../domain/cue.ts';

/** Reads the prose of a paragraph piece by piece. */
export interface Markup {
  read(prose: string): void;
  /** True if something opened in the text so far is not closed. */
  isOpen(): boolean;
}

const VOID = /^(?:br|hr|img|wbr|input)$/;
const TAG = /<(\/?)([a-z][a-z0-9]{0,15})\b[^<>]{0,400}>/gi;
const MARKS = /\*+|_+|~~|==/g;

export function markup(): Markup {
  let tags = 0;
  let brackets = 0;
  const marks = new Map<string, number>();
  return {
    read(prose) {
      for (const [all, slash, name = ''] of prose.matchAll(TAG))
        if (!VOID.test(name.toLowerCase()) && !all.endsWith('/>'))
          tags = Math.max(0, tags + (slash === '/' ? -1 : 1));
      const bare = prose.replace(TAG, ' ');
      for (const match of bare.matchAll(MARKS)) countMark(marks, bare, match);
      for (const char of bare) {
        if (/[([{]/.test(char)) brackets += 1;
        // An unmatched closing bracket, as in `a)`, is ignored.
        if (/[)\]}]/.test(char)) brackets = Math.max(0, brackets - 1);
      }
    },
    isOpen: () => tags > 0 || brackets > 0 || [...marks.values()].some((count) => count % 2 === 1),
  };
}

function countMark(marks: Map<string, number>, prose: string, match: RegExpExecArray): void {
  const before = prose.charAt(match.index - 1);
  const after = prose.charAt(match.index + match[0].length);
  const alone = /^\s?$/.test(before) && /^\s?$/.test(after);
  const inWord = match[0].startsWith('_') && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
  if (alone || inWord) return;
  marks.set(match[0], (marks.get(match[0]) ?? 0) + 1);
}

/** Lower case, in order, as counted by the check that no word is lost. */
export function wordsIn(text: string): readonly string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.toLowerCase());
}

/** The words in a tag's attribute values; attribute names are not words. */
export function attributeWords(tag: string): readonly string[] {
  return [...tag.matchAll(/=\s*("[^"]*"|'[^']*'|[^\s"'>]+)/g)].flatMap(([, value = '']) => wordsIn(value));
}

/** True if these words at the start of a line would become a heading, list, quote, table or rule. */
export function startsStructure(text: string): boolean {
  return /^(?:#{1,6}(?:\s|$)|>|[-+*•]\s|\d{1,9}[.)]\s|\||```|~~~|[-=]{2,}\s*$|(?:[-*_]\s?){3,}$|<\/|<!--)/.test(
    text,
  );
}

const TAG_BEFORE = /<(p|b|strong|i|em|u|mark)(?:\s[^<>]{0,300})?>\s*$/i;
const LONGEST = 400;

/** Extends the token by marks, brackets and tags that contain nothing else: `**{SOT/foo}**`, `"{SOT/foo}."`, `<p
 *  class="josh">{SOT/foo}</p>`. */
export function withWrapping(text: string, token: Span, block: Span): Span {
  let { start, end } = token;
  for (let found = true; found; ) {
    const before = text.slice(Math.max(block.start, start - LONGEST), start);
    const after = text.slice(end, Math.min(block.end, end + LONGEST));
    const wrapping = inMarks(before, after) ?? inPair(before, after) ?? inTag(before, after);
    found = wrapping !== null;
    start -= wrapping?.before ?? 0;
    end += wrapping?.after ?? 0;
  }
  return { start, end };
}

interface Wrapping {
  readonly before: number;
  readonly after: number;
}

function inMarks(before: string, after: string): Wrapping | null {
  const marks = /(?:\*{1,3}|_{1,3}|==)$/.exec(before)?.[0] ?? '';
  const behind = /^(?:\*+|_+|=+)/.exec(after)?.[0] ?? '';
  // Twice as many marks: the next emphasis starts immediately after.
  const same = marks !== '' && (behind === marks || behind === marks + marks);
  return same && /(?:^|[\s>"'“‘«([])$/.test(before.slice(0, -marks.length))
    ? { before: marks.length, after: marks.length }
    : null;
}

/** Opening mark and the text that closes it; a link's brackets are no such pair. */
const PAIRS: ReadonlyMap<string, RegExp> = new Map([
  ['"', /^"/],
  ["'", /^'/],
  ['“', /^”/],
  ['‘', /^’/],
  ['«', /^»/],
  ['„', /^[“”]/],
  ['(', /^\)/],
  ['[', /^\](?![[(:])/],
]);

function inPair(before: string, after: string): Wrapping | null {
  const close = PAIRS.get(before.slice(-1));
  if (close === undefined || !/(?:^|[\s>"'“‘«([*_=])$/.test(before.slice(0, -1))) return null;
  const stops = /^[.,;:!?…]{0,3}/.exec(after)?.[0].length ?? 0;
  return close.test(after.slice(stops)) ? { before: 1, after: stops + 1 } : null;
}

function inTag(before: string, after: string): Wrapping | null {
  const open = TAG_BEFORE.exec(before);
  if (open === null || open[0].includes('data-flag-note')) return null;
  const close = new RegExp(`^\\s*</${open[1]}>`, 'i').exec(after);
  return close === null ? null : { before: open[0].length, after: close[0].length };
}
