// Finds footnotes: definitions (`[^1]: …` with its indented lines), references to them, and notes in place (`^[…]`).
// A line right below a definition may belong to it or be speech: a doubt, and its words stay.
import type { Span } from '../../domain/cue.ts';
import { isBlank, type Line, linesOf } from '../lines.ts';
import { overlaps } from '../spans.ts';
import type { Doubt } from './doubt.ts';

export interface Footnotes {
  readonly definitions: readonly Span[];
  /** In file order; may lie in a definition. */
  readonly references: readonly Span[];
  readonly doubts: readonly Doubt[];
}

const DEFINITION = /^[ \t]{0,3}\[\^[^\][\s]{1,80}\]:/;
const REFERENCE = /\^\[[^[\]\r\n]{1,500}\]|\[\^[^\][\s]{1,80}\]/g;
const INDENTED = /^(?:\t| {2,})/;
const BEGINS_BLOCK = /^\s*(?:#{1,6}\s|>|[-+*•]\s|\d{1,9}[.)]\s|<|\||(?:[-*_][ \t]?){3,}$|`{3}|~{3})/;

/** `without`: comments, code and cues, in file order and without overlap. */
export function footnotesIn(text: string, body: Span, without: readonly Span[]): Footnotes {
  const source = text.slice(body.start, body.end);
  if (!/\[\^|\^\[/.test(source)) return { definitions: [], references: [], doubts: [] };
  const references = [...source.matchAll(REFERENCE)]
    .map(({ 0: note, index }) => ({ start: body.start + index, end: body.start + index + note.length }))
    .filter((span) => !overlaps(without, span) && text.charAt(span.start - 1) !== '\\');
  return { ...definitionsIn(text, body, without), references };
}

function definitionsIn(text: string, body: Span, without: readonly Span[]): Omit<Footnotes, 'references'> {
  const definitions: Span[] = [];
  const doubts: Doubt[] = [];
  let open: { start: number; end: number } | null = null;
  let afterBlank = false;
  const close = () => {
    if (open !== null) definitions.push(open);
    open = null;
  };
  for (const line of linesOf(text, body.start, body.end)) {
    const written = text.slice(line.start, line.end);
    const isOther = overlaps(without, line);
    if (DEFINITION.test(written) && !isOther) {
      close();
      open = { start: line.start, end: line.end };
    } else if (open !== null && !isBlank(text, line)) {
      if (!isOther && INDENTED.test(written)) open.end = line.end;
      else {
        if (!afterBlank && !isOther && !BEGINS_BLOCK.test(written)) doubts.push(doubtAt(line));
        close();
      }
    }
    afterBlank = isBlank(text, line);
  }
  close();
  return { definitions, doubts };
}

function doubtAt({ start, end }: Line): Doubt {
  return { code: 'FOOTNOTE_UNCLEAR', start, end };
}
