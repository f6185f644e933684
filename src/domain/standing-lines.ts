// Finds the lines that stand today in place of certain lines of an older text. Returns nothing unless the place is
// certain.
import { align, lineAt, splitLines, type TextLines } from './align.ts';
import type { Span } from './cue.ts';

export interface StandingLines extends Span {
  readonly text: string;
  /** The lines were removed; `start` is where they stood, at the start of the line after them. */
  readonly isGone: boolean;
}

/** `span`: whole lines of `before`. The span found has no ending after its last line. */
export function standingLines(before: string, span: Span, now: string): StandingLines | null {
  const [from, to] = [splitLines(before), splitLines(now)];
  const lines = { first: lineAt(from, span.start), last: lastLine(from, span) };
  const match = align(from.text, to.text);
  let above = lines.first - 1;
  while (above >= 0 && (match[above] ?? -1) < 0) above--;
  let below = lines.last + 1;
  while (below < from.text.length && (match[below] ?? -1) < 0) below++;
  const start = above < 0 ? 0 : (match[above] ?? 0) + 1;
  const end = below < from.text.length ? (match[below] ?? 0) : to.text.length;
  if (start > end) return null;
  const old = { first: above + 1, last: below - 1 };
  if (start === end) return isSame(old, lines) ? goneAt(to, start) : null;
  const gap = { first: start, last: end - 1 };
  const found = isSame(old, lines) ? gap : within({ from, to }, lines, { old, gap });
  return found === null ? null : shown(to, now, found);
}

/** Both inclusive. */
interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Neighbours changed too: takes lines at the same place among as many, or the only one with the same label. */
function within(
  { from, to }: { readonly from: TextLines; readonly to: TextLines },
  { first, last }: Lines,
  { old, gap }: { readonly old: Lines; readonly gap: Lines },
): Lines | null {
  const label = first === last ? labelOf(from.text[first] ?? '') : null;
  if (label !== null) {
    const same = (lines: TextLines, { first: start, last: end }: Lines) =>
      lines.text.slice(start, end + 1).flatMap((line, i) => (labelOf(line) === label ? [start + i] : []));
    const [place, another] = same(to, gap);
    const isOnly = place !== undefined && another === undefined && same(from, old).length === 1;
    return isOnly ? { first: place, last: place } : null;
  }
  if (old.last - old.first !== gap.last - gap.first) return null;
  const shift = gap.first - old.first;
  return { first: first + shift, last: last + shift };
}

/** The key of a line of the front matter or of a cue. */
function labelOf(line: string): string | null {
  const [, key, field] = /^\s*(?:([\w-]+)\s*:|\[\s*([^\]:\n]{1,40}?)\s*:)/.exec(line) ?? [];
  return (key ?? field)?.toLowerCase() ?? null;
}

function isSame(a: Lines, b: Lines): boolean {
  return a.first === b.first && a.last === b.last;
}

function shown(to: TextLines, now: string, { first, last }: Lines): StandingLines {
  const start = to.start[first] ?? 0;
  const end = (to.start[last] ?? 0) + (to.text[last]?.length ?? 0);
  return { start, end, text: now.slice(start, end), isGone: false };
}

/** null at the end of the text, where no line follows. */
function goneAt(to: TextLines, line: number): StandingLines | null {
  const start = to.start[line];
  return start === undefined ? null : { start, end: start, text: '', isGone: true };
}

/** A span that ends with a line's ending does not reach the line after it. */
function lastLine(lines: TextLines, { start, end }: Span): number {
  const last = lineAt(lines, end);
  return end > start && lines.start[last] === end ? last - 1 : last;
}
