// Finds code in a body, because cue markup inside code is an example, not a cue. Returns positions only.
import { remark } from 'remark';
import type { Span } from '../domain/cue.ts';
import { linesOf } from './lines.ts';
import { spanAt } from './spans.ts';

// Measured: 128 KB of odd input takes half a second. Lists and quotes take time quadratic in their number, so they are
// parsed only if one of them contains a fence. A script has 5–40 KB.
const LARGEST = 128 * 1024;
const LARGEST_WITH_LISTS = 8 * 1024;
const FENCE_IN_LIST = /^(?:[ \t]+|[ \t]*(?:>|[-*+]|\d{1,9}[.)]).*)(?:```|~~~)/m;

/** More lists and quotes within each other, on one line, than a person writes; a line of 4,000 hyphens takes seconds. */
const TOO_DEEP = /^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){33}/m;
/** Lengths of runs of backticks. For each that is not closed the parser reads on to the end; 500 take seconds. */
const MOST_TICKS = 32;
/** The parser's time is quadratic in them: 40,000 short lines take some ten seconds. A script has up to 1,500. */
const MOST_LINES = 5000;

export interface CodeSpan extends Span {
  /** fence: whole lines, an example or a note · code: words between backticks, which are read out */
  readonly kind: 'fence' | 'code';
}

export interface CodeRegions {
  readonly spans: readonly CodeSpan[];
  /** True if remark could not parse the text (too large or too deeply nested), so only fences were searched for. */
  readonly rough: boolean;
}

/** `source`: the body, in which everything that can't hold code may be masked; `shift`: where it starts in the file. */
export function codeRegions(source: string, shift: number): CodeRegions {
  if (!/`|~~~/.test(source)) return { spans: [], rough: false };
  const lists = FENCE_IN_LIST.test(source);
  const largest = lists ? LARGEST_WITH_LISTS : LARGEST;
  const root =
    source.length > largest || isSlow(source)
      ? null
      : parsed(source, lists ? UNUSED : [...UNUSED, 'list', 'blockQuote']);
  if (root === null) return { spans: fencesIn(source, shift), rough: true };
  return { spans: codeIn(root, source, shift), rough: false };
}

function isSlow(source: string): boolean {
  if (TOO_DEEP.test(source) || new Set(source.match(/`+/g)).size > MOST_TICKS) return true;
  return (source.match(/\n/g)?.length ?? 0) > MOST_LINES;
}

interface MarkdownNode {
  readonly type: string;
  readonly children?: readonly MarkdownNode[];
  readonly position?: {
    readonly start: { readonly offset?: number };
    readonly end: { readonly offset?: number };
  };
}

// Links, emphasis and escapes don't affect what is code, and they cost the most on odd input.
const UNUSED = [
  'attention',
  'autolink',
  'characterEscape',
  'characterReference',
  'definition',
  'hardBreakEscape',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
];

/** Null if the parser gives up; the caller then looks for fences line by line. */
function parsed(source: string, without: readonly string[]): MarkdownNode | null {
  const extensions: object = { micromarkExtensions: [{ disable: { null: without } }] };
  try {
    return remark().data(extensions).parse(source) as MarkdownNode;
  } catch {
    return null;
  }
}

function codeIn(root: MarkdownNode, source: string, shift: number): readonly CodeSpan[] {
  const spans: CodeSpan[] = [];
  const waiting: MarkdownNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const start = node.position?.start.offset;
    const end = node.position?.end.offset;
    // Indented text is also code in Markdown, but an indented cue is still a cue.
    const marked =
      (node.type === 'code' || node.type === 'inlineCode') &&
      start !== undefined &&
      /[`~]/.test(source.charAt(start));
    const kind = node.type === 'code' ? 'fence' : 'code';
    if (marked && end !== undefined) spans.push({ start: start + shift, end: end + shift, kind });
    for (const child of node.children ?? []) waiting.push(child);
  }
  return spans.sort((a, b) => a.start - b.start);
}

function fencesIn(source: string, shift: number): readonly CodeSpan[] {
  const spans: CodeSpan[] = [];
  const found = (start: number, end: number) =>
    spans.push({ start: start + shift, end: end + shift, kind: 'fence' });
  let open: { readonly start: number; readonly mark: string } | null = null;
  for (const line of linesOf(source)) {
    const mark = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})/.exec(
      source.slice(line.start, Math.min(line.end, line.start + 200)),
    )?.[1];
    if (mark === undefined) continue;
    if (open === null) open = { start: line.start, mark };
    else if (mark.startsWith(open.mark)) {
      found(open.start, line.end);
      open = null;
    }
  }
  if (open !== null) found(open.start, source.length);
  return spans;
}

export function isInside(spans: readonly Span[], offset: number): boolean {
  return spanAt(spans, offset) !== null;
}
