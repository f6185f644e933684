// Repairs the frame of a cue block: a missing End, and the blank lines that separate the block from the text around it.
import type { Cue, Span } from '../../domain/cue.ts';
import type { SegmentDocument } from '../document.ts';
import { isBlank } from '../lines.ts';
import type { Repair } from './form.ts';

/** True if text precedes Begin on its line, or if the markup after End would change its meaning at the start of a
 *  line. The block is then part of a larger structure and is left alone. */
export function isInLine(doc: SegmentDocument, i: number): boolean {
  const cue = doc.cues[i];
  if (cue === undefined) return false;
  const before = beforeBegin(doc, cue, i);
  const rest = skipBlanks(doc.text, cue.span.end);
  return !isBlank(doc.text, before) || /^(?:<\/|[>|\])}#=`~]|[-+*]\s)/.test(doc.text.slice(rest, rest + 2));
}

export function frameRepairs(doc: SegmentDocument, cue: Cue, i: number): readonly Repair[] {
  if (isInLine(doc, i)) return [];
  const at = cue.span.end;
  const gap = gapAfter(doc, at);
  const repairs: Repair[] = [...gapBefore(doc, cue, i)];
  if (cue.end !== null) return gap === null ? repairs : [...repairs, gap];
  const end = `${doc.eol}<!-- End Cue -->`;
  repairs.push({
    span: gap?.span ?? { start: at, end: at },
    added: end + (gap?.added ?? ''),
    wrong: 'a missing End',
  });
  return repairs;
}

/** Text between the start of the line, or the cue before it, and Begin. */
function beforeBegin(doc: SegmentDocument, cue: Cue, i: number): Span {
  const from = doc.cues[i - 1]?.span.end ?? doc.body.start;
  const slice = doc.text.slice(from, cue.begin.start);
  const lastBreak = Math.max(slice.lastIndexOf('\n'), slice.lastIndexOf('\r'));
  return { start: from + lastBreak + 1, end: cue.begin.start };
}

/** Offset of the next character on the line that is not whitespace, or of the line's end. */
function skipBlanks(text: string, from: number): number {
  let at = from;
  while (/[^\S\r\n]/.test(text.charAt(at))) at += 1;
  return at;
}

/** The line ending at this offset. Copied rather than assumed, because a file may mix them, and `\r` before another
 *  line's `\n` would merge into one. */
function endingAt(text: string, at: number): string {
  return /^(?:\r\n|\n|\r)/.exec(text.slice(at, at + 2))?.[0] ?? '';
}

/** Ensures one blank line after End; text on End's line moves down. */
function gapAfter(doc: SegmentDocument, at: number): Repair | null {
  const { text, eol } = doc;
  const rest = skipBlanks(text, at);
  const ending = endingAt(text, rest);
  if (rest === text.length) return null;
  if (ending === '')
    return { span: { start: at, end: rest }, added: eol + eol, wrong: 'text on the line of its End' };
  const below = skipBlanks(text, rest + ending.length);
  if (below === text.length || endingAt(text, below) !== '') return null;
  return { span: { start: at, end: at }, added: ending, wrong: 'no blank line after it' };
}

/** Ensures one blank line before Begin, unless the repair of the cue right above already adds it. */
function gapBefore(doc: SegmentDocument, cue: Cue, i: number): readonly Repair[] {
  const at = beforeBegin(doc, cue, i).start;
  const previous = doc.cues[i - 1];
  const from = previous?.span.end ?? doc.body.start;
  if (at <= from) return [];
  const ending = /(?:\r\n|\n|\r)$/.exec(doc.text.slice(Math.max(from, at - 2), at))?.[0] ?? doc.eol;
  const above = doc.text.slice(from, at - ending.length);
  const lastBreak = Math.max(above.lastIndexOf('\n'), above.lastIndexOf('\r'));
  const blankAbove = above.slice(lastBreak + 1).trim() === '';
  const cueAbove = lastBreak === -1 && previous !== undefined;
  if (blankAbove && (!cueAbove || seesToGap(doc, i - 1))) return [];
  return [{ span: { start: at, end: at }, added: ending, wrong: 'no blank line before it' }];
}

function seesToGap(doc: SegmentDocument, i: number): boolean {
  const cue = doc.cues[i];
  return cue !== undefined && (cue.end !== null || cue.closable) && !isInLine(doc, i);
}
