// Finds comments as Obsidian defines them: `%%…%%` on one line, a block from a line that begins with `%%` to the next
// `%%`, and `<!-- … -->`. A comment that its views read differently, or that never ends, is a doubt: its words stay.
import type { Span } from '../../domain/cue.ts';
import { firstEndingAfter, spanAt } from '../spans.ts';
import type { Doubt } from './doubt.ts';

export interface Comments {
  readonly comments: readonly Span[];
  readonly doubts: readonly Doubt[];
}

interface Place {
  readonly text: string;
  readonly body: Span;
  /** Nothing begins a comment in these spans. In file order. */
  readonly code: readonly Span[];
  /** Cue blocks and single markers, in file order. Their values may hold anything, so no comment begins or ends in
   *  one; a comment may only hold all of it. */
  readonly cues: readonly Span[];
}

export function commentsIn(place: Place): Comments {
  const { text, body } = place;
  const comments: Span[] = [];
  const doubts: Doubt[] = [];
  for (let at = nextStart(place, body.start); at < body.end; ) {
    const isHtml = text.startsWith('<!--', at);
    const { end, doubt } = isHtml ? htmlComment(place, at) : percentComment(place, at);
    if (doubt === null) comments.push({ start: at, end });
    else doubts.push({ code: doubt, start: at, end });
    // A `%%` without a partner is the last one, but a comment of the other kind may follow.
    at = nextStart(place, doubt === 'COMMENT_UNCLOSED' && !isHtml ? at + 2 : end);
  }
  return { comments, doubts };
}

/** Offset of the next `%%` or `<!--` outside of code and cues; the end of the body if there is none. */
function nextStart({ text, body, code, cues }: Place, from: number): number {
  const pattern = /%%|<!--/g;
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const at = match.index;
    const around = spanAt(code, at) ?? spanAt(cues, at);
    if (around !== null) pattern.lastIndex = Math.max(around.end, at + 1);
    else if (isEscaped(text, at)) pattern.lastIndex = at + 1;
    else return at;
  }
  return body.end;
}

/** True after an odd number of backslashes. */
function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text.charAt(from - 1) === '\\') from -= 1;
  return (at - from) % 2 === 1;
}

interface Ending {
  readonly end: number;
  readonly doubt: 'COMMENT_UNCLOSED' | 'COMMENT_UNCLEAR' | null;
}

/** The marker of a cue ends no comment, although it holds `-->`. */
function htmlComment({ text, body, cues }: Place, at: number): Ending {
  const limit = cues[firstEndingAfter(cues, at)]?.start ?? body.end;
  const close = text.indexOf('-->', at + 2);
  return close === -1 || close + 3 > limit
    ? { end: limit, doubt: 'COMMENT_UNCLOSED' }
    : { end: close + 3, doubt: null };
}

function percentComment({ text, body, cues }: Place, at: number): Ending {
  let close = text.indexOf('%%', at + 2);
  for (let cue = spanAt(cues, close); cue !== null; cue = spanAt(cues, close))
    close = text.indexOf('%%', cue.end);
  if (close === -1) return { end: body.end, doubt: 'COMMENT_UNCLOSED' };
  const end = close + 2;
  // Amid a line, the editor hides everything up to the next `%%`, but reading view only what ends on the same line.
  const isClear = beginsLine(text, at, body.start) || !/[\r\n]/.test(text.slice(at, close));
  return { end, doubt: isClear ? null : 'COMMENT_UNCLEAR' };
}

/** True at the start of a line or of a line quoted with `>`. */
function beginsLine(text: string, at: number, limit: number): boolean {
  let from = at;
  while (from > limit && /[ \t>]/.test(text.charAt(from - 1))) from -= 1;
  return from === limit || /[\r\n]/.test(text.charAt(from - 1));
}
