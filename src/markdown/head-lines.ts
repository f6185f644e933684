// Reads single lines of a head: what kind of line it is, and the key and value on it. Keeps the spelling.
import type { Span } from '../domain/cue.ts';
import { isBlank, type Line, trimmed } from './lines.ts';

export interface HeadEntry {
  /** As written: `AssetID`. */
  readonly key: string;
  /** Lower case, for comparing: `assetid`. */
  readonly name: string;
  /** 1-based. */
  readonly line: number;
  /** Whole lines, including continuation lines and the last line ending. */
  readonly span: Span;
  /** The value as spelled, including quotes; empty if there is none. */
  readonly valueSpan: Span;
  readonly raw: string;
  /** empty: nothing after the colon · plain, quoted: on one line · block: `|`, `>` · nested: list, map, anchor,
   *  several lines */
  readonly form: 'empty' | 'plain' | 'quoted' | 'block' | 'nested';
}

export type LineKind = 'entry' | 'more' | 'blank' | 'comment' | 'odd';

export function kindOf(text: string, line: Line, last: HeadEntry | undefined): LineKind {
  if (isBlank(text, line)) return 'blank';
  const first = text.charAt(line.start);
  const indented = first === ' ' || first === '\t';
  if (indented && last?.form === 'block') return 'more';
  if (text.charAt(trimmed(text, line).start) === '#') return 'comment';
  if (indented) return last === undefined ? 'odd' : 'more';
  if (/^-(?:\s|$)/.test(text.slice(line.start, line.start + 2))) {
    return last !== undefined && (last.form === 'empty' || last.form === 'nested') ? 'more' : 'odd';
  }
  return colonAt(text, line) === -1 ? 'odd' : 'entry';
}

/** The colon that ends the key: the first one followed by a space, a tab or the end of the line. */
function colonAt(text: string, line: Line): number {
  for (let at = line.start; at < line.end; at += 1) {
    if (text.charAt(at) !== ':') continue;
    if (at + 1 === line.end || /[ \t]/.test(text.charAt(at + 1))) return at;
  }
  return -1;
}

export function entryAt(text: string, line: Line, number: number): HeadEntry {
  const colon = colonAt(text, line);
  const key = text
    .slice(line.start, colon)
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2');
  const { form, span } = valueOn(text, colon + 1, line.end);
  return {
    key,
    name: key.toLowerCase(),
    line: number,
    span: { start: line.start, end: line.next },
    valueSpan: span,
    raw: text.slice(span.start, span.end),
    form,
  };
}

function valueOn(text: string, from: number, lineEnd: number): { form: HeadEntry['form']; span: Span } {
  const rest = trimmed(text, { start: from, end: lineEnd });
  if (rest.start === rest.end) {
    const at = Math.min(from + 1, lineEnd);
    return { form: 'empty', span: { start: at, end: at } };
  }
  const first = text.charAt(rest.start);
  if (first === '#') return { form: 'empty', span: { start: from, end: from } };
  if (first === '|' || first === '>') return { form: 'block', span: rest };
  if (first === '"' || first === "'") return quotedOn(text, rest, first);
  if (/[[{&*!?@`%]/.test(first)) return { form: 'nested', span: rest };
  const comment = text.slice(rest.start, rest.end).search(/[ \t]#/);
  return {
    form: 'plain',
    span: comment === -1 ? rest : trimmed(text, { start: rest.start, end: rest.start + comment }),
  };
}

function quotedOn(text: string, rest: Span, quote: string): { form: HeadEntry['form']; span: Span } {
  let at = rest.start + 1;
  while (at < rest.end) {
    const char = text.charAt(at);
    if (quote === '"' && char === '\\') at += 2;
    else if (char !== quote) at += 1;
    else if (quote === "'" && text.charAt(at + 1) === quote) at += 2;
    else break;
  }
  const closed = at < rest.end && /^(?:[ \t]+#.*|[ \t]*)$/s.test(text.slice(at + 1, rest.end));
  return closed
    ? { form: 'quoted', span: { start: rest.start, end: at + 1 } }
    : { form: 'nested', span: rest };
}

export function extended(text: string, entry: HeadEntry, line: Line): HeadEntry {
  const end = trimmed(text, line).end;
  const start =
    entry.form === 'empty'
      ? Math.max(entry.valueSpan.start, trimmed(text, line).start)
      : entry.valueSpan.start;
  return {
    ...entry,
    form: entry.form === 'block' ? 'block' : 'nested',
    span: { start: entry.span.start, end: line.next },
    valueSpan: { start, end },
    raw: '',
  };
}
