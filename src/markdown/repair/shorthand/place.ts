// Puts new cue blocks in place of shorthand, with one blank line before and after, so that the prose around them forms
// paragraphs of its own. Each edit is correct if applied alone. Between two adjacent tokens, each edit adds one of the
// two line endings.
import type { Span } from '../../../domain/cue.ts';
import { type Edit, editAt } from '../../../domain/edit.ts';
import type { SegmentDocument } from '../../document.ts';
import { isInLine } from '../frame.ts';

export interface Placing {
  /** The text that is replaced. */
  readonly whole: Span;
  readonly flag: Span | null;
  /** Text of the cue block. */
  readonly block: string;
  readonly field: string;
}

/** The edits for each placing, in the same order. `placings` are in file order. */
export function placed(doc: SegmentDocument, placings: readonly Placing[]): readonly (readonly Edit[])[] {
  const spots = placings.map((placing, i) => spotOf(doc, placing, placings[i - 1]?.whole.end));
  const ends = new Set(spots.map(({ end }) => end));
  const starts = new Set(spots.map(({ start }) => start));
  return placings.map(({ block, field, flag }, i) => {
    const spot = spots[i] ?? { start: 0, end: 0, stop: '', flagApart: false };
    const before = gapBefore(doc, spot.start, ends);
    const after = gapAfter(doc, spot.end, starts);
    const added = spot.stop + before.added + block + after.added;
    const edit = editAt(doc.text, before.at, after.at, added, field);
    if (flag === null || !spot.flagApart) return [edit];
    return [editAt(doc.text, flag.start, flag.end, '', field), edit];
  });
}

interface Spot extends Span {
  /** Punctuation right after the token that belongs to the words before it. */
  readonly stop: string;
  /** True if there are words between the flag and the token. */
  readonly flagApart: boolean;
}

/** `last`: end of the token before. */
function spotOf({ text, body }: SegmentDocument, { whole, flag }: Placing, last: number | undefined): Spot {
  const flagApart = flag !== null && text.slice(flag.end, whole.start).trim() !== '';
  const start = flag !== null && !flagApart ? flag.start : whole.start;
  const stop = /^[.,;:!?…]{1,3}(?=\s|$)/.exec(text.slice(whole.end, whole.end + 4))?.[0] ?? '';
  const before = backOverBlanks(text, start, body.start);
  const ofWords = before !== last && /[\p{L}\p{N}"'”’»)\]*_]/u.test(text.charAt(before - 1));
  // Without words before it, punctuation would be all that is left of a line, or begin one.
  return { start, end: whole.end + stop.length, stop: ofWords ? stop : '', flagApart };
}

interface Gap {
  /** Offset at which the edit begins or ends. */
  readonly at: number;
  readonly added: string;
}

function gapBefore(doc: SegmentDocument, start: number, ends: ReadonlySet<number>): Gap {
  const { text, eol, body } = doc;
  const at = backOverBlanks(text, start, body.start);
  if (at > body.start && !isEnding(text.charAt(at - 1)))
    return ends.has(at) ? { at: start, added: eol } : { at, added: eol + eol };
  const ending = endingBefore(text, at, body.start);
  const above = backOverBlanks(text, at - ending.length, body.start);
  const blank = above === body.start || isEnding(text.charAt(above - 1));
  const seenTo = ends.has(above) || doc.cues.some((cue, i) => cue.span.end === above && isFramed(doc, i));
  return { at, added: blank || seenTo ? '' : ending };
}

function gapAfter(doc: SegmentDocument, end: number, starts: ReadonlySet<number>): Gap {
  const { text, eol } = doc;
  const at = overBlanks(text, end);
  if (at < text.length && !isEnding(text.charAt(at))) return { at, added: starts.has(at) ? eol : eol + eol };
  const ending = endingAt(text, at);
  const below = overBlanks(text, at + ending.length);
  const blank = below === text.length || isEnding(text.charAt(below));
  const seenTo = doc.cues.some((cue, i) => cue.begin.start === below && isFramed(doc, i));
  return { at, added: blank || seenTo ? '' : ending };
}

/** True if the repair of the cue's own form adds the blank lines around it. */
function isFramed(doc: SegmentDocument, i: number): boolean {
  const cue = doc.cues[i];
  return cue !== undefined && (cue.end !== null || cue.closable) && !isInLine(doc, i);
}

function isEnding(char: string): boolean {
  return char === '\n' || char === '\r';
}

function backOverBlanks(text: string, from: number, limit: number): number {
  let at = from;
  while (at > limit && /[^\S\r\n]/.test(text.charAt(at - 1))) at -= 1;
  return at;
}

function overBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[^\S\r\n]/.test(text.charAt(at))) at += 1;
  return at;
}

/** Copied rather than assumed, because a file may mix line endings, and a lone `\r` before another line's `\n` would
 *  merge into one. */
function endingAt(text: string, at: number): string {
  return /^(?:\r\n|\n|\r)/.exec(text.slice(at, at + 2))?.[0] ?? '';
}

function endingBefore(text: string, at: number, limit: number): string {
  return /(?:\r\n|\n|\r)$/.exec(text.slice(Math.max(limit, at - 2), at))?.[0] ?? '';
}
