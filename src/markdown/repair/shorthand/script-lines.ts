// Splits the script into lines and blocks: which lines are plain text, where a paragraph, list, quote or table begins
// and ends, and which lines must be left to a person because a cue nearby has no clear end. Returns positions only.
import type { Span } from '../../../domain/cue.ts';
import type { SegmentDocument } from '../../document.ts';
import { isBlank, type Line, linesOf, trimmed } from '../../lines.ts';
import type { Aside } from './aside.ts';

export interface ScriptLine extends Line {
  /** other: part of a cue, code or a comment */
  readonly kind: 'text' | 'blank' | 'other';
  /** True if it holds nothing but comments and struck words. */
  readonly isOut: boolean;
  /** The text without surrounding whitespace and without an enclosing `<p>` and `</p>`. */
  readonly content: Span;
  /** True if it is enclosed in `<p>` and `</p>`. */
  readonly tagged: boolean;
  readonly block: ScriptLineBlock;
}

export type BlockForm = 'plain' | 'list' | 'quote' | 'table' | 'heading' | 'other';

export interface ScriptLineBlock {
  readonly start: number;
  /** End of its last line. */
  readonly end: number;
  readonly form: BlockForm;
}

interface Draft {
  start: number;
  end: number;
  form: BlockForm;
}

const HEADING = /^ {0,3}#{1,6}(?:[^\S\r\n]|$)/;
const UNDERLINE = /^ {0,3}(?:-{2,}|=+)[^\S\r\n]*$/;
const LIST = /^[^\S\r\n]*(?:[-+*•]|\d{1,9}[.)])[^\S\r\n]/;
const QUOTE = /^[^\S\r\n]{0,3}>/;
const TABLE = /^[^\S\r\n]*\||^[^\S\r\n]*:?-{3,}:?[^\S\r\n]*\|/;
const TAGGED = /^<p(?:\s[^<>]*)?>(.*)<\/p>$/i;
const LONGEST_TAG = 300;

/** The lines of each part of the script, in order. */
export function scriptLines(doc: SegmentDocument, aside: Aside): readonly (readonly ScriptLine[])[] {
  return doc.script.map((span) => linesOfPart(doc, span, aside));
}

function linesOfPart(doc: SegmentDocument, span: Span, aside: Aside): readonly ScriptLine[] {
  const lines: ScriptLine[] = [];
  let above: Draft | undefined;
  let open: Draft | undefined;
  let run = newRun();
  for (const line of linesOf(doc.text, span.start, span.end)) {
    const kind = kindOf(doc.text, line, aside);
    if (kind === 'blank') {
      lines.push(blankLine(line));
      open = undefined;
      run = newRun();
      continue;
    }
    const written = doc.text.slice(line.start, Math.min(line.end, line.start + LONGEST_TAG));
    const form = kind === 'text' ? formOf(written) : 'other';
    const goesOn = kind === 'text' && open !== undefined && !breaks(open.form, form, written);
    const block: Draft = goesOn && open !== undefined ? open : newBlock(above, line, form, written);
    if (kind === 'text') extend(block, line, written);
    if (aside.isUnclear(line)) block.form = 'other';
    join(run, block, kind === 'text' ? doc.text.slice(line.start, line.end) : '');
    lines.push({ ...line, kind, isOut: aside.isOut(line), ...contentOf(doc.text, line), block });
    above = block;
    open = kind === 'text' && form !== 'heading' ? block : undefined;
  }
  return lines;
}

function blankLine({ start, end, next }: Line): ScriptLine {
  const content = { start: end, end };
  return { start, end, next, kind: 'blank', isOut: false, content, tagged: false, block: NO_BLOCK };
}

const NO_BLOCK: ScriptLineBlock = { start: 0, end: 0, form: 'other' };

/** Lines without a blank line between them. */
interface Run {
  readonly blocks: Draft[];
  html: boolean;
  code: boolean;
}

function newRun(): Run {
  return { blocks: [], html: false, code: false };
}

/** Inside HTML, backticks and fences are not code until a blank line ends the HTML. A new cue would add that blank
 *  line, so a run that contains both must not be touched. */
function join(run: Run, block: Draft, written: string): void {
  if (run.blocks.at(-1) !== block) run.blocks.push(block);
  run.html ||= /^[^\S\r\n]*<[a-z/]/i.test(written);
  run.code ||= /`|~~~/.test(written);
  if (!run.html || !run.code) return;
  for (const each of run.blocks.splice(0)) each.form = 'other';
  block.form = 'other';
}

/** An indented paragraph below a list belongs to its last entry. */
function newBlock(above: Draft | undefined, line: Line, form: BlockForm, written: string): Draft {
  const inList = form === 'plain' && above?.form === 'list' && /^(?:\t|[^\S\r\n]{2})/.test(written);
  return { start: line.start, end: line.end, form: inList ? 'list' : form };
}

/** In Markdown an unindented line below a list or a quote continues it, but nothing is lost if they are separated. */
function breaks(open: BlockForm, form: BlockForm, written: string): boolean {
  if (form === 'heading' || open === 'heading') return true;
  if (form !== 'plain') return form !== open;
  return open === 'quote' || (open === 'list' && /^\S/.test(written));
}

function extend(block: Draft, line: Line, written: string): void {
  if (block.form === 'plain' && block.start < line.start && UNDERLINE.test(written)) block.form = 'heading';
  if (block.form === 'plain' && TABLE.test(written)) block.form = 'table';
  block.end = line.end;
}

function kindOf(text: string, line: Line, aside: Aside): ScriptLine['kind'] {
  if (line.start === line.end || isBlank(text, line)) return 'blank';
  return aside.touches(line) ? 'other' : 'text';
}

function formOf(written: string): BlockForm {
  if (HEADING.test(written)) return 'heading';
  if (QUOTE.test(written)) return 'quote';
  if (LIST.test(written)) return 'list';
  return 'plain';
}

function contentOf(text: string, line: Line): { readonly content: Span; readonly tagged: boolean } {
  const content = trimmed(text, line);
  const written = text.slice(content.start, content.end);
  const inner = /^<p/i.test(written) ? TAGGED.exec(written)?.[1] : undefined;
  // A flag in the tag is a person's note, and a second `<p>` on the line is a paragraph of its own.
  if (inner === undefined || /<\/?p\b/i.test(inner) || written.includes('data-flag-note'))
    return { content, tagged: false };
  const end = content.end - '</p>'.length;
  return { content: trimmed(text, { start: end - inner.length, end }), tagged: true };
}
