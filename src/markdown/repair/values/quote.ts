// Repairs the Quote of a full-screen quote: one pair of double quotation marks around it, single ones inside, no
// entities and backslashes left by programs. No letter changes.
import { type CueField, cueField } from '../../../domain/cue.ts';
import { cueName } from '../cue-name.ts';
import { type Mark, type QuoteMarks, quoteMarks } from './quote-text.ts';
import type { Completion, CuePiece, WholeCue } from './whole-cue.ts';

/** Repairs that need no choice: decodes entities and backslashes, and adds the enclosing pair. */
export function quote(whole: WholeCue): Completion | null {
  const read = quoteOf(whole);
  if (read === null) return null;
  const { field, marks } = read;
  const codes = [...marks.coded, ...marks.ends].flatMap((mark) => pieceAt(field, mark, mark.means) ?? []);
  const pieces = marks.outer === 'none' && marks.inner !== null ? [...codes, ...around(field)] : codes;
  if (pieces.length === 0) return null;
  return {
    what: 'quote',
    pieces,
    title: `Tidy the quotation marks of ${cueName(whole.cue)}`,
    why:
      codes.length > 0
        ? 'A program left codes such as &quot; in this quote, and they would be shown on air. No word changes.'
        : 'A quote is kept between two double quotation marks, which are not shown. No word changes.',
    applicability: 'safe',
  };
}

/** Makes quotation marks inside the quote single. */
export function innerQuotes(whole: WholeCue): Completion | null {
  const read = quoteOf(whole);
  const pieces = (read?.marks.inner ?? []).flatMap((mark) =>
    read === null ? [] : (pieceAt(read.field, mark, SINGLE[mark.means] ?? "'") ?? []),
  );
  if (pieces.length === 0) return null;
  return {
    what: 'inner-quotes',
    pieces,
    title: `Use single quotation marks within ${cueName(whole.cue)}`,
    why: 'Somebody is quoted within this quote. Double marks stand around the whole, single ones within it.',
    applicability: 'unsafe',
  };
}

const SINGLE: Readonly<Record<string, string>> = { '"': "'", '“': '‘', '”': '’' };

function quoteOf({ cue, type }: WholeCue): { readonly field: CueField; readonly marks: QuoteMarks } | null {
  const field = type === 'FSQ' ? cueField(cue, 'quote') : null;
  if (field === null || !field.opened || !field.closed || !/[\p{L}\p{N}]/u.test(field.value)) return null;
  return { field, marks: quoteMarks(field.value) };
}

function pieceAt(field: CueField, { start, end, raw }: Mark, added: string): CuePiece | null {
  const at = field.valueSpan.start;
  return raw === added ? null : { span: { start: at + start, end: at + end }, added };
}

function around(field: CueField): readonly CuePiece[] {
  const { start, end } = field.valueSpan;
  return [
    { span: { start, end: start }, added: '"' },
    { span: { start: end, end }, added: '"' },
  ];
}
